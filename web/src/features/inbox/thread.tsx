import { Button, Skeleton } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import {
  IconAlertCircle,
  IconCheck,
  IconChecks,
  IconClock,
  IconLock,
  IconPaperclip,
} from '@tabler/icons-react';
import { Fragment, lazy, Suspense, useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import type { Attachment, Message } from '@/api/model';
import { useMe } from '@/features/auth/me';
import { useMembersById } from '@/features/team/data';
import { ahead } from '@/lib/ahead';
import { useNow } from '@/lib/now';
import { clock, dayLine, exact } from '@/lib/time';
import { customerName, firstName } from '@/lib/words';
import { useDelivered } from '@/live/delivered';
import { useTyping } from '@/live/typing';
import { Face } from '@/ui/face';
import { ActLine } from './acts';
import { readEarlier, type Thread } from './data';
import { pieces, type Piece } from './grouping';
import { Linked } from './linked';
import { dropUnsent, useUnsent, type Unsent } from './outbox';
import { useSend } from './send';
import css from './thread.module.css';

function Day({ at }: { at: string }) {
  return (
    <p className={css.day}>
      <span>{dayLine(at, useNow())}</span>
    </p>
  );
}

type Group = Extract<Piece, { kind: 'messages' }>;

const AttachmentCard = lazy(ahead(() => import('./attachment')));

/** Files of a message; what draws them comes with the first one. */
function Files({ files }: { files: Attachment[] }) {
  return files.map((file) => (
    <Suspense key={file.id} fallback={<Skeleton height={68} width={240} radius={12} />}>
      <AttachmentCard file={file} />
    </Suspense>
  ));
}

function MessageGroup({ group, thread }: { group: Group; thread: Thread }) {
  const picture = useMembersById().get((group.ours && group.senderId) || '')?.avatar_url;
  const first = group.messages[0];
  if (!first) return null;
  if (group.note) return <NoteGroup group={group} at={first.created_at} />;
  const customer = customerName(thread.customer);
  const name = group.ours ? (group.name ?? 'Former member') : (group.name ?? customer);
  const faceId = group.ours ? (group.senderId ?? name) : (thread.customer_id ?? thread.id);
  return (
    <div className={css.group} data-ours={group.ours || undefined}>
      <p className={css.who}>
        <span className={css.whoName}>{firstName(name)}</span> ·{' '}
        <time title={exact(first.created_at)}>{clock(first.created_at)}</time>
      </p>
      {group.messages.map((message) => (
        <Fragment key={message.id}>
          {message.content && (
            <p className={css.bubble}>
              <Linked text={message.content} />
            </p>
          )}
          <Files files={message.attachments} />
        </Fragment>
      ))}
      <span className={css.face}>
        <Face id={faceId} name={name} size={28} picture={picture} />
      </span>
    </div>
  );
}

/** Notes of one person: yellow, with a lock, and in words who sees them. */
function NoteGroup({ group, at }: { group: Group; at: string }) {
  return (
    <div className={css.noteRow}>
      <div className={css.note}>
        <p className={css.noteHead}>
          <IconLock size={14} stroke={2} aria-hidden />
          <span>
            <span className="w6">{firstName(group.name ?? 'Former member')}</span> · note, only the team sees
            it · <time title={exact(at)}>{clock(at)}</time>
          </span>
        </p>
        {group.messages.map((message) => (
          <Fragment key={message.id}>
            {message.content && (
              <p className={css.noteText}>
                <Linked text={message.content} />
              </p>
            )}
            <Files files={message.attachments} />
          </Fragment>
        ))}
      </div>
    </div>
  );
}

/** What became of our newest answer: sent, reached the page, seen. */
function Seen({ message, readAt }: { message: Message; readAt: string | null }) {
  const delivered = useDelivered().has(message.id);
  if (readAt && readAt >= message.created_at) {
    return (
      <p className={css.seen}>
        <IconChecks size={14} stroke={2} aria-hidden /> Seen{' '}
        <time title={exact(readAt)}>{clock(readAt)}</time>
      </p>
    );
  }
  return (
    <p className={css.seen}>
      <IconCheck size={14} stroke={2} aria-hidden /> {delivered ? 'Delivered' : 'Sent'}
    </p>
  );
}

/** An answer on its way, or one that failed with its reason, a retry and the way to drop it. */
function UnsentBubble({ unsent }: { unsent: Unsent }) {
  const me = useMe();
  const send = useSend();
  const failed = unsent.state === 'failed';
  return (
    <div className={css.group} data-ours>
      <div className={`${unsent.note ? css.note : css.bubble} ${failed ? css.failed : css.going}`}>
        {unsent.content}
        {unsent.attachments.map((file) => (
          <p key={file.id} className={css.unsentFile}>
            <IconPaperclip size={14} stroke={2} aria-hidden /> {file.name}
          </p>
        ))}
      </div>
      <span className={css.face}>
        {me && <Face id={me.user.id} name={me.user.full_name} size={28} picture={me.user.avatar_url} />}
      </span>
      {failed ? (
        <div className={css.failure} role="alert">
          <IconAlertCircle size={14} stroke={2} aria-hidden />
          <span className="grow">Not sent. {unsent.reason}</span>
          <Button size="sm" onClick={() => send({ ...unsent, state: 'sending' })}>
            Retry
          </Button>
          <Button size="sm" variant="subtle" onClick={() => dropUnsent(unsent.key)}>
            Discard
          </Button>
        </div>
      ) : (
        <p className={css.seen}>
          <IconClock size={14} stroke={2} aria-hidden /> Sending
        </p>
      )}
    </div>
  );
}

function Typing({ thread }: { thread: Thread }) {
  const visitor = useTyping(thread.id).includes(null);
  return (
    <p className={css.typing} role="status">
      {visitor && (
        <>
          <span className={css.dots} aria-hidden>
            <i />
            <i />
            <i />
          </span>
          {firstName(customerName(thread.customer))} is typing
        </>
      )}
    </p>
  );
}

/** Stays at the newest message unless the reader has scrolled up; keeps the place when earlier ones come in front. */
function useScroll(newest: string | undefined, oldest: string | undefined, own: boolean, more: number) {
  const box = useRef<HTMLDivElement>(null);
  const seen = useRef({ height: 0, oldest, newest, atEnd: true });
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const before = seen.current;
    if (before.atEnd || (own && before.newest !== newest)) element.scrollTop = element.scrollHeight;
    else if (before.oldest !== oldest) element.scrollTop += element.scrollHeight - before.height;
    seen.current = { ...before, height: element.scrollHeight, oldest, newest };
  }, [newest, oldest, own, more]);
  useEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    // A taller answer or a warning above makes the box smaller: the newest message stays in sight.
    const size = new ResizeObserver(() => {
      if (seen.current.atEnd) element.scrollTop = element.scrollHeight;
    });
    size.observe(element);
    return () => size.disconnect();
  }, []);
  const onScroll = () => {
    const element = box.current;
    if (!element) return;
    seen.current.atEnd = element.scrollHeight - element.scrollTop - element.clientHeight < 48;
    seen.current.height = element.scrollHeight;
  };
  return { box, onScroll };
}

/** All that was said and done in a conversation, oldest first. */
export function ThreadView({ thread }: { thread: Thread }) {
  const client = useQueryClient();
  const unsent = useUnsent(thread.id);
  const drawn = useMemo(() => pieces(thread.messages, thread.acts), [thread.messages, thread.acts]);
  const earlier = useMutation({ mutationFn: () => readEarlier(client, thread) });
  const typing = useTyping(thread.id).length;
  const newest = unsent.at(-1)?.key ?? thread.messages.at(-1)?.id;
  // Why an answer was not sent stands below it: that it is longer now must not push the end out of sight.
  const failed = unsent.filter(({ state }) => state === 'failed').length;
  const { box, onScroll } = useScroll(
    newest,
    thread.messages[0]?.id,
    unsent.length > 0,
    drawn.length + typing + failed,
  );
  // A note is no answer: what became of the last answer stays in sight below it.
  const last = thread.messages.findLast((message) => !message.private);
  return (
    <div className={css.scroll} ref={box} onScroll={onScroll} tabIndex={0} role="group" aria-label="Messages">
      {thread.earlier && (
        <Button
          size="sm"
          className={css.earlier}
          loading={earlier.isPending}
          onClick={() => earlier.mutate()}
        >
          Earlier messages
        </Button>
      )}
      {drawn.length === 0 && unsent.length === 0 && <p className={css.act}>Nothing was said yet.</p>}
      {drawn.map((piece) => {
        if (piece.kind === 'day') return <Day key={`day ${piece.at}`} at={piece.at} />;
        if (piece.kind === 'act') {
          return <ActLine key={piece.act.id} act={piece.act} visitor={customerName(thread.customer)} />;
        }
        return <MessageGroup key={piece.messages[0]?.id} group={piece} thread={thread} />;
      })}
      {last?.sender_type === 'agent' && unsent.length === 0 && (
        <Seen message={last} readAt={thread.customer_read_at} />
      )}
      {unsent.map((entry) => (
        <UnsentBubble key={entry.key} unsent={entry} />
      ))}
      <Typing thread={thread} />
    </div>
  );
}
