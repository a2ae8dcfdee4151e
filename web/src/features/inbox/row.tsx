import { IconHandStop, IconMessage2 } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { memo, useEffect, useRef } from 'react';
import type { Conversation, Member } from '@/api/model';
import { customerName, firstName } from '@/lib/words';
import { When } from '@/ui/bits';
import { Face, NoFace } from '@/ui/face';
import css from './list.module.css';
import type { InboxSearch } from './views';

interface RowProps {
  conversation: Conversation;
  assignee: Member | null;
  search: InboxSearch;
  meName: string;
  chosen: boolean;
  focused: boolean;
  onLeft: (id: string) => void;
  top: number;
  height: number;
  position: number;
  /** How many there are, -1 while not all are known. */
  total: number;
}

/** The first words of the newest message; ours begin with who wrote them. */
function previewOf({ preview }: Conversation, meName: string): string {
  if (!preview) return 'No message yet';
  if (preview.sender_type === 'customer') return preview.content;
  const who = preview.sender_name === meName ? 'You' : firstName(preview.sender_name ?? 'Team');
  return `${who}: ${preview.content}`;
}

function RowBody({ conversation, assignee, meName }: Pick<RowProps, 'conversation' | 'assignee' | 'meName'>) {
  const name = customerName(conversation.customer);
  return (
    <>
      {conversation.unread && <span className={css.dot} role="img" aria-label="Unread" />}
      <Face
        id={conversation.customer_id ?? conversation.id}
        name={name}
        corner={<IconMessage2 size={11} stroke={2.25} />}
      />
      <span className={css.words}>
        <span className={css.line}>
          <span className={css.name}>
            <span className="truncate">{name}</span>
            {conversation.needs_handoff && (
              <IconHandStop
                size={14}
                stroke={2}
                className={css.asked}
                role="img"
                aria-label="Asked for a person"
              />
            )}
          </span>
          <span className={css.time}>
            <When at={conversation.updated_at} />
          </span>
        </span>
        <span className={css.line}>
          <span className={`${css.preview} truncate`}>{previewOf(conversation, meName)}</span>
          {assignee ? (
            <Face id={assignee.user_id} name={assignee.name} size={18} picture={assignee.avatar_url} />
          ) : (
            <NoFace />
          )}
          <span className="visuallyHidden">{assignee ? `, with ${assignee.name}` : ', unassigned'}</span>
        </span>
      </span>
    </>
  );
}

export const Row = memo(function Row(props: RowProps) {
  const { conversation, assignee, search, meName, chosen, focused, onLeft } = props;
  const link = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    if (focused) link.current?.focus();
  }, [focused]);
  return (
    <li
      className={css.row}
      style={{ height: props.height, transform: `translateY(${props.top}px)` }}
      aria-posinset={props.position}
      aria-setsize={props.total}
    >
      <Link
        ref={link}
        to="/c/$id"
        params={{ id: conversation.id }}
        search={search}
        className={css.link}
        data-unread={conversation.unread || undefined}
        aria-current={chosen ? 'page' : undefined}
        onBlur={() => onLeft(conversation.id)}
      >
        <RowBody conversation={conversation} assignee={assignee} meName={meName} />
      </Link>
    </li>
  );
});
