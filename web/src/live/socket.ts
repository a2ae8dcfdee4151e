import { io, type Socket } from 'socket.io-client';
import { currentWorkspace } from '@/api/workspace';
import type { LiveEvents } from '@/api/events';
import { link } from './state';

/** What a member tells the server. */
interface ClientEvents {
  join_conversation: (body: { conversation_id: string }) => void;
  leave_conversation: (body: { conversation_id: string }) => void;
  typing: (body: { conversation_id: string; is_typing: boolean }) => void;
}

type Live = Socket<LiveEvents, ClientEvents>;

let socket: Live | null = null;
let lost: ReturnType<typeof setTimeout> | undefined;
/** Conversations on screen: joined again after every reconnection. */
const joined = new Map<string, number>();

/** How long a lost connection stays unmentioned, in milliseconds: most come back before anybody notices. */
const PATIENCE = 3000;

/** The one live connection of this tab; the cookie says who it is. */
export function connect(): Live {
  if (socket) return socket;
  const live: Live = io({
    path: '/socket.io',
    transports: ['websocket', 'polling'],
    // Where a proxy blocks WebSocket, the next transport is tried instead of giving up.
    tryAllTransports: true,
    withCredentials: true,
    auth: (give) => give({ business_id: currentWorkspace() }),
  });
  const up = () => {
    clearTimeout(lost);
    link.set(() => 'up');
    for (const id of joined.keys()) live.emit('join_conversation', { conversation_id: id });
  };
  const down = () => {
    clearTimeout(lost);
    lost = setTimeout(() => link.set(() => 'lost'), PATIENCE);
  };
  live.on('connect', up);
  live.on('disconnect', down);
  live.on('connect_error', down);
  socket = live;
  return live;
}

export function disconnect(): void {
  socket?.disconnect();
  socket = null;
  clearTimeout(lost);
  link.set(() => 'waiting');
}

/** Hears of typing and reading in one conversation for as long as it is on screen. */
export function joinConversation(id: string): () => void {
  const before = joined.get(id) ?? 0;
  joined.set(id, before + 1);
  if (before === 0 && socket?.connected) socket.emit('join_conversation', { conversation_id: id });
  return () => {
    const left = (joined.get(id) ?? 1) - 1;
    if (left > 0) joined.set(id, left);
    else {
      joined.delete(id);
      if (socket?.connected) socket.emit('leave_conversation', { conversation_id: id });
    }
  };
}

/** Tells the others in a conversation that an answer is being written. Lost with the connection, and rightly so. */
export function sayTyping(id: string, isTyping: boolean): void {
  if (socket?.connected) socket.emit('typing', { conversation_id: id, is_typing: isTyping });
}
