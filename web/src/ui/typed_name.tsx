import type { Problem } from '@/api/problem';
import { TextInput } from '@/ui/fields';

interface TypedNameProps {
  label: string;
  /** What has to be typed. */
  name: string;
  typed: string;
  onType: (typed: string) => void;
  problem: Problem | null;
}

const UNSEEN =
  /[\ufe00-\ufe0f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\u{e0000}-\u{e007f}]/gu;

/** A text as it looks: blanks in a row are one, and what takes up no room is nothing. */
const seen = (text: string) => text.replace(UNSEEN, '').replace(/\s+/g, ' ').trim();

/** Whether what was typed is the name; the server judges by the same rule (`src/seen.rs`). */
export const isTyped = (typed: string, name: string) => seen(typed) === seen(name);

/** Whoever does what can't be undone types the name of what it is done to, so that no click does it by chance. */
export function TypedName({ label, name, typed, onType, problem }: TypedNameProps) {
  return (
    <TextInput
      label={label}
      description={`Type ${name}.`}
      required
      data-autofocus
      value={typed}
      error={problem?.field('name')}
      onChange={(event) => onType(event.currentTarget.value)}
    />
  );
}
