import { currentWorkspace } from '@/api/workspace';

export type Kind = 'reply' | 'note';

const PREFIX = 'deskbell.draft.';

function keyOf(conversation: string, kind: Kind): string {
  const base = `${PREFIX}${currentWorkspace() ?? ''}.${conversation}`;
  return kind === 'note' ? `${base}.note` : base;
}

/** The unfinished answer or note of a conversation; it survives a reload. */
export function readDraft(conversation: string, kind: Kind): string {
  try {
    return localStorage.getItem(keyOf(conversation, kind)) ?? '';
  } catch {
    return '';
  }
}

export function keepDraft(conversation: string, kind: Kind, text: string): void {
  try {
    if (text.trim()) localStorage.setItem(keyOf(conversation, kind), text);
    else localStorage.removeItem(keyOf(conversation, kind));
  } catch {
    // Kept for as long as the page is open.
  }
}
