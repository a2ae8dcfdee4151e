/**
 * The visitor's live connection: the official Socket.IO client. It starts with polling, which every proxy and
 * policy lets through, and moves to WebSocket where that works; a WebSocket that hangs costs nothing.
 */
import { io, type Socket } from "socket.io-client";
import type { Message, Status } from "../contract.ts";

export interface LiveMessage extends Omit<Message, "read_at"> {
  conversation_id: string;
}

/** Events from the server, by their names on the wire. */
export interface Incoming {
  new_message(it: LiveMessage): void;
  typing(it: {
    conversation_id: string;
    user_id: string | null;
    name: string | null;
    is_typing: boolean;
  }): void;
  read(it: { message_id: string; conversation_id: string; read_at: string }): void;
  conversation_status(it: { conversation_id: string; status: Status; assignee_name: string | null }): void;
  online(it: { online: boolean }): void;
}

export interface LiveHandlers extends Incoming {
  /** Connected, for the first time or again: something may have been missed. */
  connected(): void;
  /** The connection ended or could not be made. */
  lost(): void;
}

/**
 * Pauses before a connection that the server itself ended or refused is tried again, in milliseconds. They
 * grow until one has lasted, so that a server that keeps saying no is not asked all the time.
 */
const [FIRST_PAUSE, LONGEST_PAUSE, LASTED] = [1_000, 60_000, 60_000];

export class Live {
  private readonly socket: Socket;
  private wanted = false;
  private pause = FIRST_PAUSE;
  private since = Infinity;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(origin: string, token: () => string | null, handlers: LiveHandlers) {
    this.socket = io(origin, {
      path: "/socket.io",
      transports: ["polling", "websocket"],
      rememberUpgrade: true,
      autoConnect: false,
      reconnectionDelayMax: 10_000,
      auth: (give) => give({ visitor: token() }),
    });
    const { connected, lost, ...incoming } = handlers;
    for (const [name, handler] of Object.entries(incoming)) this.socket.on(name, handler);
    this.socket.on("connect", () => {
      this.since = Date.now();
      connected();
    });
    this.socket.on("disconnect", () => this.afterLoss(lost));
    this.socket.on("connect_error", () => this.afterLoss(lost));
  }

  /** Connects with the visitor's token as it is now. Does nothing where it is connected or trying. */
  connect(): void {
    clearTimeout(this.timer);
    this.wanted = true;
    if (!this.socket.active) this.socket.connect();
  }

  disconnect(): void {
    this.wanted = false;
    this.socket.disconnect();
  }

  typing(conversationId: string, isTyping: boolean): void {
    if (this.socket.connected) {
      this.socket.emit("typing", { conversation_id: conversationId, is_typing: isTyping });
    }
  }

  /** The client tries again by itself unless the server said no. */
  private afterLoss(lost: () => void): void {
    clearTimeout(this.timer);
    if (Date.now() - this.since > LASTED) this.pause = FIRST_PAUSE;
    this.since = Infinity;
    if (this.wanted && !this.socket.active) {
      this.timer = setTimeout(() => this.connect(), this.pause);
      this.pause = Math.min(this.pause * 2, LONGEST_PAUSE);
    }
    lost();
  }
}
