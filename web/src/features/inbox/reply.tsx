import { Button } from '@mantine/core';
import { IconArrowBackUp, IconSend } from '@tabler/icons-react';
import { useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react';
import { may } from '@/api/may';
import { useMe } from '@/features/auth/me';
import { useMembersById } from '@/features/team/data';
import { customerName, firstName, nameList } from '@/lib/words';
import { sayTyping } from '@/live/socket';
import { useTyping } from '@/live/typing';
import { useKey } from '@/shell/keys';
import { useIsPhone } from '@/shell/phone';
import { Face } from '@/ui/face';
import { Warning } from '@/ui/notes';
import type { Thread } from './data';
import { keepDraft, readDraft } from './drafts';
import css from './reply.module.css';
import { newAnswer, useSend } from './send';

/** How often "is typing" is repeated while somebody writes, in milliseconds. */
const REPEAT = 3000;
/** The longest answer that the server takes, in characters. */
const LONGEST = 20_000;

/** Says "is typing" while the text changes, and "not any more" when it is sent or left. */
function useSayTyping(conversation: string): { wrote: () => void; stopped: () => void } {
  const last = useRef(0);
  const stopped = () => {
    if (last.current) sayTyping(conversation, false);
    last.current = 0;
  };
  const leave = useRef(stopped);
  useEffect(() => {
    leave.current = stopped;
  });
  useEffect(() => () => leave.current(), []);
  return {
    wrote: () => {
      const now = Date.now();
      if (now - last.current < REPEAT) return;
      last.current = now;
      sayTyping(conversation, true);
    },
    stopped,
  };
}

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
          <Face id={first.user_id} name={first.name} size={18} />
          {nameList(others.map((member) => firstName(member.name)))}{' '}
          {others.length === 1 ? 'is writing too' : 'are writing too'}
        </>
      )}
    </span>
  );
}

/** Grows with its text up to a third of the window. */
function useGrowing(text: string) {
  const field = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    const element = field.current;
    if (!element) return;
    element.style.height = 'auto';
    element.style.height = `${Math.min(element.scrollHeight, window.innerHeight / 3)}px`;
  }, [text]);
  return field;
}

function useDraft(conversation: string) {
  const [text, setText] = useState(() => readDraft(conversation));
  const [kept, setKept] = useState(() => readDraft(conversation) !== '');
  const write = (next: string) => {
    setText(next);
    keepDraft(conversation, next);
    setKept(next.trim() !== '');
  };
  return { text, kept, write };
}

/** Where the answer is written. The draft survives a reload; ⌘↵ or Ctrl ↵ sends. */
export function Reply({ thread }: { thread: Thread }) {
  const me = useMe();
  const { text, kept, write } = useDraft(thread.id);
  const typing = useSayTyping(thread.id);
  const field = useGrowing(text);
  const send = useSend();
  const phone = useIsPhone();
  useKey('r', () => field.current?.focus());
  if (!may(me, 'conversations.handle')) return null;
  const ready = text.trim() !== '';
  const submit = () => {
    if (!ready) return;
    send(newAnswer(thread.id, text.trim()));
    write('');
    typing.stopped();
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) {
      event.preventDefault();
      submit();
    }
    if (event.key === 'Escape') field.current?.blur();
  };
  return (
    <form
      className={css.frame}
      aria-label="Reply"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Undelivered thread={thread} />
      <div className={css.card}>
        <Top conversation={thread.id} />
        <textarea
          ref={field}
          className={css.field}
          aria-label="Write a reply"
          placeholder={`Write to ${firstName(customerName(thread.customer))}`}
          rows={phone ? 1 : 2}
          maxLength={LONGEST}
          value={text}
          onChange={(event) => {
            write(event.currentTarget.value);
            typing.wrote();
          }}
          onBlur={typing.stopped}
          onKeyDown={onKeyDown}
        />
        <Foot kept={kept} ready={ready} />
      </div>
    </form>
  );
}

function Top({ conversation }: { conversation: string }) {
  return (
    <div className={css.top}>
      <span className={css.kind}>
        <IconArrowBackUp size={16} stroke={1.75} aria-hidden /> Reply
      </span>
      <AlsoWriting conversation={conversation} />
    </div>
  );
}

function Foot({ kept, ready }: { kept: boolean; ready: boolean }) {
  return (
    <div className={css.foot}>
      <span className={css.kept}>{kept ? 'Draft kept' : ''}</span>
      <Button
        type="submit"
        variant="filled"
        disabled={!ready}
        rightSection={<IconSend size={16} stroke={1.75} />}
        className={css.send}
        aria-label="Send"
      >
        <span className={css.sendWord}>Send</span>
      </Button>
    </div>
  );
}

/** A conversation that a colleague opened before there was a channel reaches nobody yet, and says so. */
function Undelivered({ thread }: { thread: Thread }) {
  if (thread.channel_id) return null;
  return (
    <div className={css.warning}>
      <Warning>
        This conversation has no channel, so an answer is kept here and delivered nowhere until the customer
        writes through one.
      </Warning>
    </div>
  );
}
