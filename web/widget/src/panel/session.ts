/**
 * The visitor's conversation as this tab knows it: loads it, keeps it current, and sends what is written.
 * The server's list is the truth; live events only bring it sooner.
 */
import type { Attached, ConversationAnswer, Desk, Message, SentAnswer, Status } from "../contract.ts";
import { el } from "../dom.ts";
import type { Memory, Unsent } from "../memory.ts";
import { call, Problem } from "./api.ts";
import { Live, type LiveHandlers, type LiveMessage } from "./live.ts";
import { isMine, markRead, merge, seenByTeam, unread } from "./messages.ts";
import { firstName } from "./names.ts";
import { Outbox } from "./outbox.ts";
import type { Event, Story } from "./timeline.ts";
import { Visitor } from "./visitor.ts";

/** A teammate who stopped typing without saying so is taken to have stopped after this, in milliseconds. */
const TYPING_LIFE = 6_000;
/** While the live connection fails, the conversation is fetched at most this often, in milliseconds. */
const FETCH_EVERY = 10_000;
/** How far the visitor's clock may be ahead of the server's before an old message could pass for a new one. */
const CLOCKS_DIFFER = 600_000;

export interface Contact {
  name?: string | null;
  email?: string | null;
}

export class Session {
  conversation: { id: string; status: Status } | null = null;
  online: boolean;
  /** Name of who is typing; null where nobody is. */
  typing: string | null = null;
  /** The server does not answer. */
  trouble = false;
  /** A person was asked for, and nobody has taken over since. */
  asked = false;
  /** What the visitor has told about themselves. */
  contact: Contact = {};

  private readonly api: string;
  private readonly memory: Memory;
  private readonly visitor: Visitor;
  private readonly outbox: Outbox;
  private readonly live: Live;
  private messages: Message[] = [];
  private events: Event[] = [];
  private assignee: string | null = null;
  private watched = false;
  private loading = false;
  private loadAgain = false;
  private loadedAt = 0;
  private typingTimer: ReturnType<typeof setTimeout> | undefined;
  private readonly drawnAs = new Map<string, string>();
  /** Unsent messages that turned up in the conversation before their answer came. */
  private readonly arrived = new Map<string, string>();

  constructor(
    private readonly desk: Desk,
    private readonly onChange: () => void,
  ) {
    const { memory } = desk;
    this.memory = memory;
    this.api = `${desk.origin}/api/v1`;
    this.online = desk.settings.online;
    this.visitor = new Visitor(this.api, desk.settings.id, memory, () => this.reset());
    this.outbox = new Outbox(
      memory,
      (it) => this.deliver(it),
      () => this.changed(),
    );
    this.live = new Live(desk.origin, () => this.visitor.token, this.handlers());
  }

  /** Takes up where the visitor was; somebody new costs nothing until they write. */
  start(): void {
    addEventListener("storage", (event) => this.otherTab(event.key));
    addEventListener("online", () => this.resume());
    addEventListener("offline", () => this.setTrouble(true));
    document.addEventListener("visibilitychange", () => this.read());
    this.resume();
  }

  /** Fetches what is new and sends what waits. */
  resume(): void {
    void this.outbox.flush();
    if (!this.visitor.token) return this.setTrouble(false);
    void this.load();
    this.live.connect();
  }

  send(text: string): void {
    this.outbox.add(text);
    this.noteWaiting();
  }

  /** Sends a file as a message of its own; its upload is not kept over a reload, what was uploaded is. */
  async attach(file: File): Promise<void> {
    const url = `${this.api}/visitor/upload?name=${encodeURIComponent(file.name)}`;
    const send = (token: string) => call<Attached>(url, { method: "POST", body: file, token });
    const { id, name } = await this.visitor.act(send);
    this.outbox.add("", [{ id, name }]);
    this.noteWaiting();
  }

  retry(key: string): void {
    this.outbox.retry(key);
  }

  discard(key: string): void {
    this.outbox.discard(key);
    this.noteWaiting();
  }

  /** Hands a file to the browser; no address of it works without the visitor's token. */
  fetch({ id, name }: Attached): void {
    const url = `${this.api}/visitor/attachments/${id}`;
    fetch(url, { headers: { Authorization: `Bearer ${this.visitor.token}` }, credentials: "omit" })
      .then(async (answer) => {
        if (!answer.ok) throw new Problem(answer.status);
        const href = URL.createObjectURL(await answer.blob());
        el("a", { href, download: name }).click();
        setTimeout(() => URL.revokeObjectURL(href), 60_000);
      })
      .catch(() => this.setTrouble(true));
  }

  /** Whether the visitor has the thread before their eyes; what they see counts as read. */
  watch(watched: boolean): void {
    this.watched = watched;
    this.read();
  }

  sayTyping(isTyping: boolean): void {
    if (this.conversation) this.live.typing(this.conversation.id, isTyping);
  }

  /** Puts the conversation on the list of those that wait for a person. */
  async askForPerson(): Promise<void> {
    const id = this.conversation?.id;
    if (!id) return;
    const url = `${this.api}/conversations/${encodeURIComponent(id)}/handoff`;
    const body = { reason: "user_requested" };
    await this.visitor.act((token) => call(url, { method: "POST", body, token }));
    this.asked = true;
    this.happened({ text: "You asked for a person. The team has been told." });
  }

  async leaveContact(contact: Contact): Promise<void> {
    const url = `${this.api}/visitor`;
    this.contact = await this.visitor.act((token) =>
      call<Contact>(url, { method: "PATCH", body: contact, token }),
    );
    this.happened({ text: "Saved. The team sees it beside your messages." });
  }

  story(): Story {
    const waiting = this.outbox.list.filter((it) => !this.arrived.has(it.key));
    return {
      messages: this.messages,
      events: this.events,
      unsent: waiting.map((it) => ({ it, delivery: this.outbox.delivery(it) })),
      status: this.conversation?.status ?? null,
      drawnAs: this.drawnAs,
      team: this.desk.settings.name,
    };
  }

  /**
   * One fetch at a time. A wish that comes meanwhile is a fetch of its own, because the one under way may have
   * read the list before what the wish is about.
   */
  private async load(): Promise<void> {
    this.loadAgain = true;
    if (this.loading) return;
    this.loading = true;
    while (this.loadAgain && this.visitor.token) {
      this.loadAgain = false;
      await this.fetchConversation(this.visitor.token);
    }
    this.loading = false;
  }

  private async fetchConversation(token: string): Promise<void> {
    this.loadedAt = Date.now();
    try {
      const answer = await call<ConversationAnswer>(`${this.api}/visitor/conversation`, { token });
      this.setTrouble(false);
      this.setOnline(answer.online);
      this.contact = { name: answer.name, email: answer.email };
      this.take(answer.conversation);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      this.setTrouble(error.unreachable);
      if (error.status === 401) await this.visitor.replace(token).catch(() => undefined);
    }
  }

  private take(found: ConversationAnswer["conversation"]): void {
    // None goes on any more: what was said stays before the visitor's eyes.
    if (!found) return this.conversation ? this.setStatus(this.conversation.id, "closed") : this.changed();
    const name = found.assignee?.name ?? null;
    this.setStatus(found.id, found.status);
    this.accept(seenByTeam(found.messages, found.team_read_at));
    this.asked = found.needs_handoff;
    // Somebody who took over while nobody looked, and has not written yet.
    if (name && name !== this.assignee && !found.messages.some((it) => it.sender_name === name)) {
      this.happened({ joined: name });
    }
    this.assignee = name;
    this.read();
  }

  /** Adds messages; one of ours that is still in the outbox is the same bubble. */
  private accept(news: Message[]): void {
    const known = new Set(this.messages.map((it) => it.id));
    for (const message of news) {
      if (known.has(message.id) || !isMine(message) || this.drawnAs.has(message.id)) continue;
      const since = Date.parse(message.created_at) + CLOCKS_DIFFER;
      const same = this.outbox.list.find(
        (it) =>
          it.content === message.content &&
          it.files?.[0]?.id === message.attachments?.[0]?.id &&
          it.at < since &&
          !this.arrived.has(it.key),
      );
      if (same) this.drawAs(message.id, same.key);
    }
    this.messages = merge(this.messages, news);
  }

  private drawAs(id: string, key: string): void {
    this.arrived.set(key, id);
    this.drawnAs.set(id, key);
  }

  private async deliver(it: Unsent): Promise<void> {
    const url = `${this.api}/visitor/messages`;
    const body = { content: it.content, attachments: it.files?.map((file) => file.id) };
    try {
      const sent = await this.visitor.act((token) =>
        call<SentAnswer>(url, { method: "POST", body, token, key: it.key }),
      );
      this.setTrouble(false);
      this.confirm(it.key, sent);
    } catch (error) {
      // The server said no, so what looked like this message was another one with the same words. Where only the
      // answer was lost it most likely is the same: shown once, and the next try says which.
      if (error instanceof Problem && !error.unreachable) this.unbind(it.key);
      if (error instanceof Problem) this.setTrouble(error.unreachable);
      throw error;
    }
  }

  private confirm(key: string, { conversation_id, ...message }: SentAnswer): void {
    if (this.arrived.get(key) !== message.id) this.unbind(key);
    this.drawAs(message.id, key);
    // Writing reopens a resolved conversation, and starts another one after a closed one.
    const { id, status } = this.conversation ?? {};
    if (id !== conversation_id || status === "resolved") this.setStatus(conversation_id, "open");
    this.messages = merge(this.messages, [{ ...message, read_at: null }]);
    this.live.connect();
    this.read();
  }

  private unbind(key: string): void {
    const id = this.arrived.get(key);
    if (id) this.drawnAs.delete(id);
    this.arrived.delete(key);
  }

  private setStatus(id: string, status: Status): void {
    if (this.conversation && this.conversation.id !== id) {
      this.assignee = null;
      this.happened({ text: "A new conversation" });
    }
    this.conversation = { id, status };
    this.noteWaiting();
    this.changed();
  }

  private handlers(): LiveHandlers {
    return {
      connected: () => {
        this.desk.connected = true;
        this.resume();
      },
      lost: () => {
        this.desk.connected = false;
        this.setTyping(null);
        if (Date.now() - this.loadedAt > FETCH_EVERY) void this.load();
      },
      new_message: (it) => this.onMessage(it),
      typing: (it) => {
        if (it.conversation_id !== this.conversation?.id) return;
        const name = it.name ? firstName(it.name) : this.desk.settings.name;
        this.setTyping(it.is_typing ? name : null);
      },
      read: ({ message_id, read_at }) => {
        this.messages = markRead(this.messages, message_id, read_at);
        this.changed();
      },
      conversation_status: (it) => this.onStatus(it.conversation_id, it.status, it.assignee_name),
      online: ({ online }) => this.setOnline(online),
    };
  }

  private onMessage({ conversation_id, ...message }: LiveMessage): void {
    this.accept([{ ...message, read_at: null }]);
    if (!isMine(message as Message)) this.setTyping(null);
    if (this.conversation?.id === conversation_id) this.read();
    else void this.load();
    this.changed();
  }

  private onStatus(id: string, status: Status, assignee: string | null): void {
    if (this.conversation?.id !== id) return void this.load();
    if (assignee && assignee !== this.assignee) {
      this.asked = false;
      this.happened({ joined: assignee });
    }
    this.assignee = assignee;
    this.setStatus(id, status);
  }

  private otherTab(key: string | null): void {
    if (key === this.memory.unsentKey) return this.outbox.reload();
    if (key !== this.memory.recordKey) return;
    if (this.visitor.token && !this.conversation) this.resume();
    this.changed();
  }

  private setTyping(name: string | null): void {
    clearTimeout(this.typingTimer);
    if (name) this.typingTimer = setTimeout(() => this.setTyping(null), TYPING_LIFE);
    if (name === this.typing) return;
    this.typing = name;
    this.changed();
  }

  private setTrouble(trouble: boolean): void {
    if (trouble === this.trouble) return;
    this.trouble = trouble;
    this.changed();
  }

  private setOnline(online: boolean): void {
    this.online = online;
    this.desk.setOnline(online);
    this.changed();
  }

  private happened(event: Omit<Event, "after">): void {
    this.events = [...this.events, { ...event, after: this.messages.at(-1)?.id ?? null }];
    this.changed();
  }

  /** Tells the server what the visitor has now seen, once per newest message. */
  private read(): void {
    const seen = this.memory.record().seen;
    const news = unread(this.messages, seen);
    const newest = news.at(-1);
    if (!newest || !this.watched || document.hidden) return this.changed();
    this.memory.remember({ seen: newest.id });
    this.messages = markRead(this.messages, newest.id, new Date().toISOString());
    this.changed();
    const token = this.visitor.token;
    if (!token) return;
    // Not worth a retry: the next message read covers this one too.
    call(`${this.api}/visitor/read`, { method: "POST", body: {}, token }).catch(() => undefined);
  }

  /** The visitor is somebody new to the server: nothing of before can be reached. */
  private reset(): void {
    this.live.disconnect();
    this.conversation = null;
    this.assignee = null;
    this.asked = false;
    this.messages = [];
    this.events = [];
    this.arrived.clear();
    this.drawnAs.clear();
    this.noteWaiting();
    this.changed();
  }

  /**
   * Remembers whether the next page should connect without being asked. Never in answer to another tab's
   * writing, or two tabs that disagree would answer each other for ever.
   */
  private noteWaiting(): void {
    const status = this.conversation?.status;
    const waiting = status === "open" || status === "pending" || this.outbox.list.length > 0;
    if (waiting !== this.memory.record().waiting) this.memory.remember({ waiting });
  }

  private changed(): void {
    this.desk.setUnread(unread(this.messages, this.memory.record().seen).length);
    this.onChange();
  }
}
