import { ActionIcon, Button } from '@mantine/core';
import { IconArrowBackUp, IconBolt, IconNote, IconPaperclip, IconSend } from '@tabler/icons-react';
import { useRef, type ReactNode } from 'react';
import { useMe } from '@/features/auth/me';
import { useMembersById } from '@/features/team/data';
import { firstName, nameList } from '@/lib/words';
import { useTyping } from '@/live/typing';
import { Face } from '@/ui/face';
import type { Kind } from './drafts';
import css from './reply.module.css';

const icon = { size: 16, stroke: 1.75, 'aria-hidden': true };

/** Colleagues who are writing here too: nobody answers past another. */
function AlsoWriting({ conversation }: { conversation: string }) {
  const me = useMe();
  const members = useMembersById();
  const others = useTyping(conversation)
    .filter((id): id is string => id !== null && id !== me?.user.id)
    .flatMap((id) => members.get(id) ?? []);
  const first = others[0];
  return (
    <span className={css.also} role="status">
      {first && (
        <>
          <Face id={first.user_id} name={first.name} size={18} picture={first.avatar_url} />
          {nameList(others.map((member) => firstName(member.name)))}{' '}
          {others.length === 1 ? 'is writing too' : 'are writing too'}
        </>
      )}
    </span>
  );
}

interface TopProps {
  conversation: string;
  kind: Kind;
  onKind: (kind: Kind) => void;
}

/** An answer to the customer, or a note that only the team sees. */
export function ReplyTop({ conversation, kind, onKind }: TopProps) {
  const choice = (value: Kind, sign: ReactNode, words: string) => (
    <button type="button" className={css.kind} aria-pressed={kind === value} onClick={() => onKind(value)}>
      {sign} {words}
    </button>
  );
  return (
    <div className={css.top}>
      <span className={css.kinds}>
        {choice('reply', <IconArrowBackUp {...icon} />, 'Reply')}
        {choice('note', <IconNote {...icon} />, 'Note')}
      </span>
      <AlsoWriting conversation={conversation} />
    </div>
  );
}

interface FootProps {
  kind: Kind;
  kept: boolean;
  ready: boolean;
  onFiles: (files: File[]) => void;
  /** Asks for a canned reply, as `/` does. */
  onCanned: () => void;
}

/** Files, what else can be put in, and the button that sends. */
export function ReplyFoot({ kind, kept, ready, onFiles, onCanned }: FootProps) {
  const file = useRef<HTMLInputElement>(null);
  return (
    <div className={css.foot}>
      <input
        ref={file}
        type="file"
        multiple
        className={css.file}
        tabIndex={-1}
        aria-label="Files"
        onChange={(event) => {
          onFiles([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = '';
        }}
      />
      <ActionIcon
        aria-label="Attach files"
        title="Attach files, or paste or drop them here"
        onClick={() => file.current?.click()}
      >
        <IconPaperclip {...icon} />
      </ActionIcon>
      <ActionIcon aria-label="Canned replies" title="Canned replies, or type /" onClick={onCanned}>
        <IconBolt {...icon} />
      </ActionIcon>
      <span className={css.kept}>{kept ? 'Draft kept' : ''}</span>
      <Button
        type="submit"
        variant="filled"
        disabled={!ready}
        rightSection={kind === 'note' ? <IconNote {...icon} /> : <IconSend {...icon} />}
        className={css.send}
        aria-label={kind === 'note' ? 'Add note' : 'Send'}
      >
        <span className={css.sendWord}>{kind === 'note' ? 'Add note' : 'Send'}</span>
      </Button>
    </div>
  );
}
