// The shapes of docs/api-design.md, in the form that openapi-typescript writes.

type Answer<T> = { 200: { headers: { [name: string]: unknown }; content: { 'application/json': T } } };
type None = { query?: never; header?: never; path?: never; cookie?: never };
type Query<Q> = { query?: Q; header?: { 'Idempotency-Key'?: string }; path?: never; cookie?: never };
type Path<P, Q = never> = { query?: Q; header?: { 'Idempotency-Key'?: string }; path: P; cookie?: never };
type Body<B> = [B] extends [never]
  ? { requestBody?: never }
  : { requestBody: { content: { 'application/json': B } } };
type Op<P, T, B = never> = { parameters: P; responses: Answer<T> } & Body<B>;

type Role = string;
type Availability = 'live' | 'away' | 'offline';
type ConversationStatus = 'open' | 'pending' | 'resolved' | 'closed';

interface User {
  id: string;
  email: string;
  full_name: string;
  is_verified: boolean;
  is_google_account: boolean;
  avatar_url: string | null;
}
interface Business {
  id: string;
  name: string;
  website: string | null;
  industry: string | null;
  team_size: string | null;
  goal: string | null;
  rulebook?: string;
  created_at: string;
}
interface Me {
  user: User;
  business: Business | null;
  onboarding_complete: boolean;
  team_role: Role | null;
  member_id: string | null;
  status: Availability | null;
  permissions: string[];
  workspaces: { id: string; name: string; role: Role }[];
}
interface Limits {
  agents: number | null;
  channels: number | null;
  channel_kinds: string[] | null;
  kb_articles: number | null;
  assistant_auto_reply: boolean;
  messages_per_month: number | null;
}
interface Rulebook {
  name: string;
  title: string;
  summary: string;
  differences: string[];
  roles: { name: string; label: string; invitable: boolean; permissions: string[] }[];
  plans: { name: string; label: string; limits: Limits }[];
}
interface Member {
  id: string;
  user_id: string;
  email: string;
  name: string;
  role: Role;
  status: Availability;
  is_active: boolean;
  invited_at: string;
  is_verified: boolean;
  connected: boolean;
}
interface Customer {
  id: string;
  business_id: string;
  name: string | null;
  email: string | null;
  external_id: string | null;
  created_at: string;
}
interface Message {
  id: string;
  conversation_id: string;
  sender_type: 'agent' | 'customer';
  sender_id: string | null;
  sender_name: string | null;
  content: string;
  attachments: unknown[];
  created_at: string;
  read_at: string | null;
}
interface Act {
  id: string;
  act: 'assigned' | 'unassigned' | 'resolved' | 'closed' | 'reopened' | 'pending' | 'handoff';
  by: string | null;
  by_name: string | null;
  to: string | null;
  to_name: string | null;
  created_at: string;
}
interface Preview {
  content: string;
  sender_type: 'agent' | 'customer';
  sender_name: string | null;
  created_at: string;
}
interface Conversation {
  id: string;
  business_id: string;
  customer_id: string | null;
  assignee_id: string | null;
  status: ConversationStatus;
  channel_type: string;
  channel_id: string | null;
  created_at: string;
  updated_at: string;
  first_response_at: string | null;
  resolved_at: string | null;
  closed_at: string | null;
  needs_handoff: boolean;
  handoff_reason: string | null;
  unread: boolean;
  preview: Preview | null;
  customer: Customer | null;
  messages: Message[];
  acts: Act[];
}
interface Counts {
  mine: number;
  unassigned: number;
  all: number;
  resolved: number;
  channels: { channel_id: string; open: number }[];
  members: { user_id: string; open: number }[];
}
interface Channel {
  id: string;
  business_id: string;
  type: string;
  name: string;
  config: { widget_id?: string; [key: string]: unknown };
  is_active: boolean;
  created_at: string;
}
interface WidgetSettings {
  name: string;
  welcome_heading: string;
  welcome_tagline: string;
  primary_color: string;
  show_online_badge: boolean;
  logo_url: string | null;
}
interface Widget extends WidgetSettings {
  id: string;
  business_id: string;
  domain: string;
  config: { [key: string]: unknown };
  created_at: string;
  updated_at: string;
  online: boolean;
}
interface Plan {
  plan: string;
  label: string;
  since: string;
  limits: Limits;
  use: { agents: number; channels: number; messages_this_month: number; seats: { user_id: string; name: string }[] };
  plans: { name: string; label: string; limits: Limits; possible: boolean; too_many: string[] }[];
  provider: string | null;
}

export interface components {
  schemas: {
    User: User;
    Business: Business;
    Me: Me;
    Limits: Limits;
    Rulebook: Rulebook;
    Member: Member;
    Customer: Customer;
    Message: Message;
    Act: Act;
    Preview: Preview;
    Conversation: Conversation;
    Counts: Counts;
    Channel: Channel;
    Widget: Widget;
    Plan: Plan;
  };
}

type Page = { page?: number; limit?: number; cursor?: string };
type Id = { id: string };

export interface paths {
  '/api/v1/auth/register': {
    post: Op<Query<never>, User, { email: string; full_name: string; password: string; session?: 'cookie' }>;
  };
  '/api/v1/auth/login': {
    post: Op<Query<never>, { token_type: string }, { email: string; password: string; session?: 'cookie' }>;
  };
  '/api/v1/auth/logout': { post: Op<Query<never>, { message: string }> };
  '/api/v1/auth/me': { get: Op<None, Me> };
  '/api/v1/auth/business/create': {
    post: Op<Query<never>, Me, { name: string; website?: string; rulebook?: string }>;
  };
  '/api/v1/auth/workspace': { post: Op<Query<never>, Me, { workspace_id: string }> };
  '/api/v1/rulebooks': { get: Op<None, Rulebook[]> };
  '/api/v1/team/members': { get: Op<Query<Page>, Member[]> };
  '/api/v1/team/invite': {
    post: Op<Query<{ email: string; role?: string }>, { message: string; team_member_id: string }>;
  };
  '/api/v1/team/members/{id}': {
    delete: Op<Path<Id, { heir?: string }>, { message: string; reassigned: number }>;
    patch: Op<Path<Id>, Member, { role: string }>;
  };
  '/api/v1/team/status': { patch: Op<Query<never>, { status: Availability }, { status: Availability }> };
  '/api/v1/conversations': {
    get: Op<
      Query<Page & { status?: string; assignee_id?: string; unassigned?: boolean; channel_id?: string }>,
      Conversation[]
    >;
  };
  '/api/v1/conversations/counts': { get: Op<None, Counts> };
  '/api/v1/conversations/{id}': {
    get: Op<Path<Id, { limit?: number; cursor?: string }>, Conversation>;
    patch: Op<Path<Id>, Conversation, { status: ConversationStatus }>;
  };
  '/api/v1/conversations/{id}/messages': {
    post: Op<Path<Id>, Message, { content: string; attachments?: unknown[] }>;
  };
  '/api/v1/conversations/{id}/resolve': { put: Op<Path<Id>, { resolved_at?: string; detail?: string }> };
  '/api/v1/conversations/{id}/close': { put: Op<Path<Id>, { closed_at?: string; detail?: string }> };
  '/api/v1/conversations/{id}/assign/{agent_id}': {
    put: Op<Path<{ id: string; agent_id: string }>, { assignee_id: string }>;
  };
  '/api/v1/conversations/{id}/assignee': { delete: Op<Path<Id>, { assignee_id: null }> };
  '/api/v1/conversations/{id}/handoff': {
    post: Op<Path<Id>, { id: string; needs_handoff: boolean; handoff_reason: string }, { reason: string }>;
  };
  '/api/v1/conversations/{id}/read': { post: Op<Path<Id>, { read_at: string | null }> };
  '/api/v1/customers/{id}': { get: Op<Path<Id>, Customer & { conversations: Conversation[] }> };
  '/api/v1/channels': { get: Op<None, Channel[]> };
  '/api/v1/channels/{id}': {
    patch: Op<Path<Id>, Channel, { is_active?: boolean }>;
    delete: Op<Path<Id>, { message: string }>;
  };
  '/api/v1/widget/create': { post: Op<Query<never>, Widget, { domain: string } & Partial<WidgetSettings>> };
  '/api/v1/widget/{id}': { get: Op<Path<Id>, Widget>; patch: Op<Path<Id>, Widget, Partial<WidgetSettings>> };
  '/api/v1/billing/plan': {
    get: Op<None, Plan>;
    put: Op<Query<never>, Plan, { plan: string }>;
  };
}
