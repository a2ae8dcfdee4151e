import type { Socket } from 'socket.io-client';
import { currentWorkspace } from '@/api/workspace';
import type { LiveEvents } from '@/api/events';
import { link } from './state';

/** What a member tells the server. */
interface ClientEvents {
  join_conversation: (body: { conversation_id: string }) => void;
  leave_conversation: (body: { conversation_id: string }) => void;
  typing: (body: { conversation_id: string; is_typing: boolean; private: boolean }) => void;
}

export type Live = Socket<LiveEvents, ClientEvents>;

let socket: Live | null = null;
/** Counts connections, so that one which was given up while its program was still loading never starts. */
let turn = 0;
/** The number of the newest lasting event that was heard; 0 before the first. */
let heard = 0;
let lost: ReturnType<typeof setTimeout> | undefined;
let again: ReturnType<typeof setTimeout> | undefined;
/** Conversations on screen: joined again after every reconnection. */
const joined = new Map<string, number>();

/** How long a lost connection stays unmentioned, in milliseconds: most come back before anybody notices. */
const PATIENCE = 3000;
/** The pause before a connection that the server itself ended or refused is tried again, in milliseconds. */
const PAUSE = 2000;

function down(): void {
  clearTimeout(lost);
  lost = setTimeout(() => link.set(() => 'lost'), PATIENCE);
}

function up(live: Live): void {
  clearTimeout(lost);
  link.set(() => 'up');
  for (const id of joined.keys()) live.emit('join_conversation', { conversation_id: id });
}

/** The client comes back by itself from a lost network, but not from a server that ended or refused the connection. */
function comeBack(live: Live): void {
  clearTimeout(again);
  again = setTimeout(() => {
    if (socket === live && !live.connected) live.connect();
  }, PAUSE);
}

function open(io: typeof import('socket.io-client').io): Live {
  const live: Live = io({
    path: '/socket.io',
    transports: ['websocket', 'polling'],
    // Where a proxy blocks WebSocket, the next transport is tried instead of giving up.
    tryAllTransports: true,
    withCredentials: true,
    autoConnect: false,
    auth: (give) => give({ business_id: currentWorkspace(), ...(heard > 0 ? { after: heard } : {}) }),
  });
  live.onAny((_name, payload: { seq?: number } | undefined) => {
    heard = Math.max(heard, payload?.seq ?? 0);
  });
  live.on('connect', () => up(live));
  live.on('disconnect', (reason) => {
    down();
    if (reason === 'io server disconnect') comeBack(live);
  });
  live.on('connect_error', () => {
    down();
    if (!live.active) comeBack(live);
  });
  return live;
}

/**
 * Opens the one live connection of this tab; the cookie says who it is. Its program is loaded after the page has been
 * drawn; `attach` puts listeners on it before it connects.
 */
export function connect(attach: (live: Live) => void): void {
  turn += 1;
  const mine = turn;
  const load = () =>
    import('socket.io-client')
      .then(({ io }) => {
        if (mine !== turn) return;
        socket = open(io);
        attach(socket);
        socket.connect();
      })
      .catch(() => {
        down();
        again = setTimeout(() => mine === turn && void load(), PAUSE);
      });
  void load();
}

/** Whether the server knows from where on this tab has to be told what it missed. */
export const canCatchUp = (): boolean => heard > 0;

/** Ends it for good: nothing brings it back but another `connect`. */
export function disconnect(): void {
  turn += 1;
  socket?.disconnect();
  socket = null;
  heard = 0;
  clearTimeout(lost);
  clearTimeout(again);
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

/**
 * Tells the others in a conversation that something is being written; of a note only the team hears. Lost with the
 * connection, and rightly so.
 */
export function sayTyping(id: string, isTyping: boolean, note: boolean): void {
  if (socket?.connected) socket.emit('typing', { conversation_id: id, is_typing: isTyping, private: note });
}
