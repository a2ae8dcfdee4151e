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

/**
 * Whoever does what can't be undone types the name of what it is done to, so that no click does it by chance. Whether it is
 * the name, the server says.
 */
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
