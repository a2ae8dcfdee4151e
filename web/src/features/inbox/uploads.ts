import type { Attachment, Conversation } from '@/api/model';
import { asProblem } from '@/api/problem';
import { send } from '@/api/send';
import { sizeWords } from '@/lib/bytes';
import { createStore, useStore } from '@/lib/store';

/** The most files that the server takes with one message. */
export const MOST = 10;
/** How long the server keeps a file that no message has taken, in milliseconds. */
const KEPT = 24 * 60 * 60 * 1000;

/** A file on its way to a message that is still being written. */
export interface Upload {
  key: string;
  conversation: string;
  name: string;
  size: number;
  state: 'going' | 'failed' | 'there';
  /** How much has been sent, 0 to 1. */
  share: number;
  reason?: string;
  attachment?: Attachment;
  at: number;
}

type AttachTo = Pick<Conversation, 'id' | 'file_limit'>;

const STORED = 'deskbell.files';
const box = createStore<Upload[]>(read());
/** What can be sent again or given up; a file does not survive a reload, what has arrived does. */
const files = new Map<string, { file: File; cancel: () => void }>();

function read(): Upload[] {
  try {
    const kept = JSON.parse(localStorage.getItem(STORED) ?? '[]') as Upload[];
    return kept.filter((upload) => Date.now() - upload.at < KEPT);
  } catch {
    return [];
  }
}

function change(next: (uploads: Upload[]) => Upload[]): void {
  box.set(next);
  try {
    const there = box.get().filter((upload) => upload.state === 'there');
    if (there.length > 0) localStorage.setItem(STORED, JSON.stringify(there));
    else localStorage.removeItem(STORED);
  } catch {
    // Kept for as long as the page is open.
  }
}

function put(key: string, with_: Partial<Upload>): void {
  change((uploads) => uploads.map((each) => (each.key === key ? { ...each, ...with_ } : each)));
}

function go({ key, conversation, name }: Pick<Upload, 'key' | 'conversation' | 'name'>, file: File): void {
  const path = `/api/v1/conversations/${conversation}/upload?name=${encodeURIComponent(name)}`;
  const { answer, cancel } = send<Attachment>('POST', path, file, (share) => put(key, { share }));
  files.set(key, { file, cancel });
  answer
    .then((attachment) => {
      files.delete(key);
      put(key, { state: 'there', share: 1, attachment });
    })
    .catch((error: unknown) => {
      const problem = asProblem(error);
      put(key, { state: 'failed', reason: problem.why?.text ?? problem.message });
    });
}

/** Begins to upload what was chosen, pasted or dropped; what is larger than the server takes is not even begun. */
export function attach({ id: conversation, file_limit: most }: AttachTo, chosen: File[]): void {
  const room = MOST - box.get().filter((each) => each.conversation === conversation).length;
  for (const [index, file] of chosen.entries()) {
    const key = crypto.randomUUID();
    // A picture from the clipboard has no name of its own.
    const name = file.name || 'picture.png';
    const reason =
      index >= room
        ? `A message takes ${MOST} files.`
        : most !== null && file.size > most
          ? `A file has at most ${sizeWords(most)}.`
          : file.size === 0
            ? 'This file is empty.'
            : null;
    const upload = { key, conversation, name, size: file.size, share: 0, at: Date.now() };
    change((uploads) => [
      ...uploads,
      reason ? { ...upload, state: 'failed', reason } : { ...upload, state: 'going' },
    ]);
    if (!reason) go(upload, file);
  }
}

/** Whether a failed one can be sent again: one that breaks a rule can't. */
export const canRetry = (upload: Upload): boolean => upload.state === 'failed' && files.has(upload.key);

export function retry(upload: Upload): void {
  const known = files.get(upload.key);
  if (!known) return;
  change((uploads) =>
    uploads.map((each) => {
      if (each.key !== upload.key) return each;
      const { reason: _, ...rest } = each;
      return { ...rest, state: 'going', share: 0 };
    }),
  );
  go(upload, known.file);
}

export function drop(key: string): void {
  files.get(key)?.cancel();
  files.delete(key);
  change((uploads) => uploads.filter((each) => each.key !== key));
}

/** The files that go with the message being sent; what failed or is still going stays behind. */
export function take(conversation: string): Attachment[] {
  const mine = (each: Upload) => each.conversation === conversation && each.state === 'there';
  const taken = box.get().flatMap((each) => (mine(each) && each.attachment ? [each.attachment] : []));
  change((uploads) => uploads.filter((each) => !mine(each)));
  return taken;
}

export function useUploads(conversation: string): Upload[] {
  return useStore(box).filter((upload) => upload.conversation === conversation);
}
