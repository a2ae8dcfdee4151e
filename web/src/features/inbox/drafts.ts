import { currentWorkspace } from '@/api/workspace';

const PREFIX = 'deskbell.draft.';

function keyOf(conversation: string): string {
  return `${PREFIX}${currentWorkspace() ?? ''}.${conversation}`;
}

/** The unfinished answer of a conversation; it survives a reload. */
export function readDraft(conversation: string): string {
  try {
    return localStorage.getItem(keyOf(conversation)) ?? '';
  } catch {
    return '';
  }
}

export function keepDraft(conversation: string, text: string): void {
  try {
    if (text.trim()) localStorage.setItem(keyOf(conversation), text);
    else localStorage.removeItem(keyOf(conversation));
  } catch {
    // Kept for as long as the page is open.
  }
}
