import type { Problem } from '@/api/problem';
import { PasswordInput } from '@/ui/fields';

interface OwnPasswordProps {
  value: string;
  onType: (password: string) => void;
  problem: Problem | null;
  /** Whether a dialog begins with it. */
  focused?: boolean;
}

/** One's own password once more, before what a screen left open must not be enough for. */
export function OwnPassword({ value, onType, problem, focused }: OwnPasswordProps) {
  return (
    <PasswordInput
      label="Your password"
      autoComplete="current-password"
      required
      data-autofocus={focused}
      value={value}
      error={problem?.field('password')}
      onChange={(event) => onType(event.currentTarget.value)}
    />
  );
}
