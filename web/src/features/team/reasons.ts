/** Why somebody's access is off. */
export type Reason = 'leave' | 'role_change' | 'investigation';

export const REASON_WORDS: Record<Reason, string> = {
  leave: 'On leave',
  role_change: 'Another role',
  investigation: 'Being looked into',
};

/** The reason in words, as the page shows it beside somebody whose access is off. */
export function reasonWords(reason: string | null): string {
  return reason && reason in REASON_WORDS ? REASON_WORDS[reason as Reason] : 'No reason was given';
}
