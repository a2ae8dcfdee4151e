/**
 * What the widget and the server say to each other, and what the launcher hands to the panel.
 * Field names are the wire's; see docs/api-design.md.
 */

import type { Memory } from "./memory.ts";

/** Answer of `GET /api/v1/widget/{id}`: what the workspace's owner set, and whether somebody is there. */
export interface Settings {
  id: string;
  name: string;
  welcome_heading: string | null;
  welcome_tagline: string | null;
  /** `#rgb` or `#rrggbb`; anything else falls back to the house colour. */
  primary_color: string | null;
  show_online_badge: boolean;
  logo_url: string | null;
  online: boolean;
  /** False while the workspace has switched its channel off: then no bell is drawn. */
  is_active: boolean;
}

/** What the page says of its visitor, in `window.DeskbellVisitor`, set before the script is loaded. */
export interface Named {
  /** Signed by the page's own server with a secret of the widget; see docs/api-design.md. */
  identity?: { id: string; email?: string; name?: string; expires_at: string; signature: string };
  /** Whatever else the team may see; unsigned. */
  fields?: Record<string, string | number | boolean>;
}

declare global {
  interface Window {
    DeskbellVisitor?: Named;
  }
}

/** A message as the visitor may see it. Times are ISO 8601 in UTC. */
export interface Message {
  id: string;
  content: string;
  sender_type: "agent" | "customer";
  sender_name: string | null;
  created_at: string;
  read_at: string | null;
  /** Files that were sent with it. */
  attachments?: Attached[];
}

export interface Attached {
  id: string;
  name: string;
}

export type Status = "open" | "pending" | "resolved" | "closed";

/** Answer of `GET /api/v1/visitor/conversation`: the conversation that goes on, or null. */
export interface ConversationAnswer {
  conversation: null | {
    id: string;
    status: Status;
    assignee: null | { name: string };
    /** When the team last looked; what the visitor wrote before that is seen. */
    team_read_at: string | null;
    needs_handoff: boolean;
    messages: Omit<Message, "read_at">[];
  };
  online: boolean;
  name: string | null;
  email: string | null;
}

/** Answer of `POST /api/v1/visitor/messages`. */
export type SentAnswer = Omit<Message, "read_at"> & { conversation_id: string };

/** The launcher, as the panel sees it. */
export interface Desk {
  /** Scheme, host and port that the script came from; everything is fetched from there. */
  origin: string;
  settings: Settings;
  memory: Memory;
  root: ShadowRoot;
  /** The launcher's button: focus goes back to it. */
  button: HTMLButtonElement;
  /** The panel keeps `online` current by itself; while true the launcher stops asking. */
  connected: boolean;
  /** A new drawing of the bell, so that its path is sent to the visitor once. */
  mark(): SVGSVGElement;
  setOnline(online: boolean): void;
  setUnread(count: number): void;
  close(): void;
}

/** The panel, as the launcher sees it. It is mounted hidden. */
export interface Panel {
  show(): void;
  hide(): void;
}

/** What `widget-panel.js` exports. */
export interface PanelModule {
  mount(desk: Desk): Panel;
}
