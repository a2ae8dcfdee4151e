import { lazy, Suspense, useId, useState, type KeyboardEvent, type RefObject } from 'react';
import type { CannedReply } from '@/api/model';
import { askedAt, fitting, useCanned } from '@/features/canned/data';
import { ahead } from '@/lib/ahead';
import type { Thread } from './data';

const CannedPicker = lazy(
  ahead(() => import('@/features/canned/picker').then((part) => ({ default: part.CannedPicker }))),
);

/** Canned replies in what is being written: a `/` asks for them, arrow keys choose, Enter puts one in its place. */
export function useCannedIn(
  thread: Thread,
  text: string,
  write: (text: string) => void,
  field: RefObject<HTMLTextAreaElement | null>,
) {
  const id = useId();
  const [caret, setCaret] = useState(0);
  const [at, setAt] = useState(0);
  const [dropped, setDropped] = useState<string | null>(null);
  const asked = askedAt(text, caret);
  const { data: replies = [] } = useCanned(asked !== null);
  const open = asked !== null && dropped !== `${asked.from} ${thread.id}`;
  const found = open ? fitting(replies, asked.word) : [];
  const choice = Math.min(at, found.length - 1);

  const look = () => {
    setCaret(field.current?.selectionEnd ?? 0);
    setAt(0);
  };
  const moveTo = (place: number) => {
    setCaret(place);
    // After the text has been drawn.
    requestAnimationFrame(() => {
      field.current?.focus();
      field.current?.setSelectionRange(place, place);
    });
  };
  const put = (reply: CannedReply) => {
    if (!asked) return;
    write(text.slice(0, asked.from) + reply.content + text.slice(caret));
    moveTo(asked.from + reply.content.length);
  };
  const ask = () => {
    const end = text && !/\s$/.test(text) ? `${text} /` : `${text}/`;
    setDropped(null);
    write(end);
    moveTo(end.length);
  };
  const onKeyDown = (event: KeyboardEvent): boolean => {
    if (!open || event.metaKey || event.ctrlKey) return false;
    const reply = found[choice];
    if (event.key === 'ArrowDown') setAt(Math.min(found.length - 1, choice + 1));
    else if (event.key === 'ArrowUp') setAt(Math.max(0, choice - 1));
    else if ((event.key === 'Enter' || event.key === 'Tab') && reply) put(reply);
    else if (event.key === 'Escape') setDropped(`${asked.from} ${thread.id}`);
    else return false;
    event.preventDefault();
    return true;
  };
  const list = open && (
    <Suspense fallback={null}>
      <CannedPicker
        id={id}
        found={found}
        some={replies.length > 0}
        at={choice}
        onPoint={setAt}
        onChoose={put}
      />
    </Suspense>
  );
  return { look, ask, onKeyDown, field: open ? aria(id, found.length > 0 ? choice : null) : {}, list };
}

/** What a screen reader hears of the list while the keyboard stays in the text. */
function aria(id: string, choice: number | null) {
  return {
    'aria-controls': id,
    'aria-autocomplete': 'list' as const,
    ...(choice === null ? {} : { 'aria-activedescendant': `${id}-${choice}` }),
  };
}
