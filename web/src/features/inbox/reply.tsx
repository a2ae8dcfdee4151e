import { useEffect, useLayoutEffect, useRef, useState, type DragEvent, type KeyboardEvent } from 'react';
import { may } from '@/api/may';
import { useMe } from '@/features/auth/me';
import { customerName, firstName } from '@/lib/words';
import { sayTyping } from '@/live/socket';
import { useKey } from '@/shell/keys';
import { useIsPhone } from '@/shell/phone';
import { Warning } from '@/ui/notes';
import { useCannedIn } from './canned_in';
import type { Thread } from './data';
import { keepDraft, readDraft, type Kind } from './drafts';
import css from './reply.module.css';
import { ReplyFoot, ReplyTop } from './reply_parts';
import { newAnswer, useSend } from './send';
import { attach, take, useUploads } from './uploads';
import { Uploads } from './uploads_view';

/** How often "is typing" is repeated while somebody writes, in milliseconds. */
const REPEAT = 3000;
/** The longest answer that the server takes, in characters. */
const LONGEST = 20_000;

/** Says "is typing" while the text changes, and "not any more" when it is sent or left. */
function useSayTyping(conversation: string, kind: Kind): { wrote: () => void; stopped: () => void } {
  const last = useRef(0);
  const note = kind === 'note';
  const stopped = () => {
    if (last.current) sayTyping(conversation, false, note);
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
      sayTyping(conversation, true, note);
    },
    stopped,
  };
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

/** An answer and a note are written apart, and both are kept. */
function useDraft(conversation: string) {
  const [kind, setKind] = useState<Kind>(() =>
    !readDraft(conversation, 'reply') && readDraft(conversation, 'note') ? 'note' : 'reply',
  );
  const [texts, setTexts] = useState(() => ({
    reply: readDraft(conversation, 'reply'),
    note: readDraft(conversation, 'note'),
  }));
  const write = (next: string) => {
    setTexts((before) => ({ ...before, [kind]: next }));
    keepDraft(conversation, kind, next);
  };
  return { kind, setKind, text: texts[kind], write };
}

/** Files that are dropped anywhere on the composer. */
function useDrop(onFiles: (files: File[]) => void) {
  const [over, setOver] = useState(false);
  const carries = (event: DragEvent) => event.dataTransfer.types.includes('Files');
  return {
    over,
    handlers: {
      onDragOver: (event: DragEvent) => {
        if (!carries(event)) return;
        event.preventDefault();
        setOver(true);
      },
      onDragLeave: () => setOver(false),
      onDrop: (event: DragEvent) => {
        if (!carries(event)) return;
        event.preventDefault();
        setOver(false);
        onFiles([...event.dataTransfer.files]);
      },
    },
  };
}

/** Where the answer or a note is written. Both survive a reload; ⌘↵ or Ctrl ↵ sends. */
export function Reply({ thread }: { thread: Thread }) {
  return may(useMe(), 'conversations.handle') ? <Composer thread={thread} /> : null;
}

/** What is being written, and what the keys and the button do with it. */
function useComposer(thread: Thread) {
  const { kind, setKind, text, write } = useDraft(thread.id);
  const typing = useSayTyping(thread.id, kind);
  const field = useGrowing(text);
  const send = useSend();
  const uploads = useUploads(thread.id);
  const choose = (next: Kind) => {
    typing.stopped();
    setKind(next);
    field.current?.focus();
  };
  useKey('r', () => choose('reply'));
  useKey('n', () => choose('note'));
  const going = uploads.some((upload) => upload.state === 'going');
  const ready = !going && (text.trim() !== '' || uploads.some((upload) => upload.state === 'there'));
  const submit = () => {
    if (!ready) return;
    send(newAnswer(thread.id, text.trim(), kind === 'note', take(thread.id)));
    write('');
    typing.stopped();
    field.current?.focus();
  };
  const canned = useCannedIn(thread, text, write, field);
  const onKeyDown = (event: KeyboardEvent) => {
    if (canned.onKeyDown(event)) return;
    if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) {
      event.preventDefault();
      submit();
    }
    if (event.key === 'Escape') field.current?.blur();
  };
  return { kind, choose, text, write, typing, field, uploads, ready, submit, onKeyDown, canned };
}

function Composer({ thread }: { thread: Thread }) {
  const composer = useComposer(thread);
  const { kind, choose, text, write, typing, field, uploads, ready, submit, canned } = composer;
  const note = kind === 'note';
  const phone = useIsPhone();
  const files = (chosen: File[]) => attach(thread, chosen);
  const dropped = useDrop(files);
  return (
    <form
      className={css.frame}
      aria-label={note ? 'Note' : 'Reply'}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
      {...dropped.handlers}
    >
      {!note && <Undelivered thread={thread} />}
      <div className={css.card} data-note={note || undefined} data-over={dropped.over || undefined}>
        <ReplyTop conversation={thread.id} kind={kind} onKind={choose} />
        <textarea
          ref={field}
          className={css.field}
          aria-label={note ? 'Write a note' : 'Write a reply'}
          placeholder={
            note ? 'Only the team sees this' : `Write to ${firstName(customerName(thread.customer))}`
          }
          rows={phone ? 1 : 2}
          maxLength={LONGEST}
          value={text}
          onChange={(event) => {
            write(event.currentTarget.value);
            typing.wrote();
          }}
          onPaste={(event) => {
            const pasted = [...event.clipboardData.files];
            if (pasted.length === 0) return;
            event.preventDefault();
            files(pasted);
          }}
          onSelect={canned.look}
          onBlur={typing.stopped}
          onKeyDown={composer.onKeyDown}
          {...canned.field}
        />
        {canned.list}
        <Uploads uploads={uploads} />
        <ReplyFoot
          kind={kind}
          kept={text.trim() !== ''}
          ready={ready}
          onFiles={files}
          onCanned={canned.ask}
        />
      </div>
    </form>
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
