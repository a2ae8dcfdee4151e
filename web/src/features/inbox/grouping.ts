import type { Act, Message } from '@/api/model';
import { sameDay } from '@/lib/time';

export type Piece =
  | { kind: 'day'; at: string }
  | { kind: 'act'; act: Act }
  | {
      kind: 'messages';
      ours: boolean;
      /** Whether only the team sees them. */
      note: boolean;
      name: string | null;
      senderId: string | null;
      messages: Message[];
    };

/** Messages of one person within this many milliseconds of each other stand under one name and time. */
const TOGETHER = 60_000;

function joins(piece: Piece | undefined, message: Message): boolean {
  if (piece?.kind !== 'messages') return false;
  const last = piece.messages.at(-1);
  return (
    last !== undefined &&
    last.sender_type === message.sender_type &&
    last.sender_id === message.sender_id &&
    last.private === message.private &&
    Date.parse(message.created_at) - Date.parse(last.created_at) <= TOGETHER
  );
}

/** A conversation as it is drawn: messages by person and minute, acts between them, a line for each day. */
export function pieces(messages: Message[], acts: Act[]): Piece[] {
  const entries = [
    ...messages.map((message) => ({ at: message.created_at, message, act: null })),
    ...acts.map((act) => ({ at: act.created_at, message: null, act })),
  ].sort((a, b) => a.at.localeCompare(b.at));
  const drawn: Piece[] = [];
  let day: string | null = null;
  for (const { at, message, act } of entries) {
    if (!day || !sameDay(day, at)) drawn.push({ kind: 'day', at });
    day = at;
    const last = drawn.at(-1);
    if (act) drawn.push({ kind: 'act', act });
    else if (last?.kind === 'messages' && joins(last, message)) last.messages.push(message);
    else {
      drawn.push({
        kind: 'messages',
        ours: message.sender_type === 'agent',
        note: message.private,
        name: message.sender_name,
        senderId: message.sender_id,
        messages: [message],
      });
    }
  }
  return drawn;
}
