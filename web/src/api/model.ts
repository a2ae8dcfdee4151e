import type { components } from './schema';

type Schemas = components['schemas'];

/** The server writes every key, null where there is nothing; and a word of a fixed set is known as such here. */
type Exact<T, Words = object> = Required<Omit<T, keyof Words>> & Words;

export type Availability = 'live' | 'away' | 'offline';
export type ConversationStatus = 'open' | 'pending' | 'resolved' | 'closed';
type Side = 'agent' | 'customer';
type ActName =
  | 'assigned'
  | 'unassigned'
  | 'resolved'
  | 'closed'
  | 'reopened'
  | 'pending'
  | 'handoff'
  | 'snoozed'
  | 'snooze_ended'
  | 'tagged';

/** The nouns of the interface, by the names that the page uses. */
export type Business = Exact<Schemas['Business']>;
export type OnVisit = Exact<Schemas['OnVisit']>;
export type Me = Exact<
  Schemas['Me'],
  { status: Availability | null; business: Business | null; visit: OnVisit | null }
>;
export type PlatformVisit = Exact<Schemas['PlatformVisit'], { state: 'waiting' | 'approved' | 'running' }>;
export type Visits = Exact<Schemas['Visits'], { visits: PlatformVisit[] }>;
export type WorkspaceOutside = Exact<Schemas['WorkspaceOutside']>;
export type Limits = Exact<Schemas['LimitsOf']>;
export type PlanOption = Exact<Schemas['PlanChoice'], { limits: Limits }>;
export type Plan = Exact<Schemas['PlanView'], { limits: Limits; plans: PlanOption[] }>;
export type Rulebook = Exact<Schemas['Book'], { plans: Exact<Schemas['PlanOf'], { limits: Limits }>[] }>;
export type ActivityWord = Schemas['ActivityIndicator'];
export type Member = Exact<
  Schemas['TeamMember'],
  {
    status: Availability;
    disabled: Exact<Schemas['Disabled']> | null;
    removal: Exact<Schemas['PlannedRemoval']> | null;
    onboarding: Schemas['Onboarding'] | null;
  }
>;
export type OnboardingStep = Schemas['OnboardingStep'];
export type Archive = Exact<Schemas['Archive'], { parts: Schemas['ArchivedPart'][] }>;
export type FormerMember = Exact<Schemas['FormerMember'], { archive: Archive }>;
export type Retention = Exact<Schemas['Retention']>;
export type TeamActivity = Exact<Schemas['TeamActivity']>;
export type ReportPerson = Exact<Schemas['ReportPerson']>;
export type AuditReport = Exact<
  Schemas['AuditReport'],
  { inactive: ReportPerson[]; leaders: ReportPerson[]; unused_tiers: ReportPerson[]; unused_keys: ApiKey[] }
>;
export type RecentAct = Exact<Schemas['RecentAct']>;
export type Activity = Exact<Schemas['Activity'], { recent: RecentAct[] }>;
export type Customer = Exact<Schemas['Customer']>;
export type Invitation = Exact<Schemas['Invitation']>;
export type Looked = Exact<Schemas['Looked']>;
export type JoinLink = Exact<Schemas['JoinLink'], { people: Schemas['Came'][] }>;
export type LinkSeen = Exact<Schemas['LinkSeen']>;
export type ImportRow = Exact<Schemas['ImportRow']>;
export type BulkResult = Exact<Schemas['BulkResult']>;
export type Bulk = Exact<Schemas['Bulk'], { results: BulkResult[] }>;
export type Import = Exact<Schemas['Import'], { rows: ImportRow[] }>;
export type Attachment = Exact<Schemas['Attachment']>;
export type Message = Exact<Schemas['Message'], { sender_type: Side; attachments: Attachment[] }>;
export type Act = Exact<Schemas['Act'], { act: ActName }>;
export type Preview = Exact<Schemas['Preview'], { sender_type: Side }>;
export type Conversation = Exact<
  Schemas['Conversation'],
  {
    status: ConversationStatus;
    preview: Preview | null;
    customer: Customer | null;
    messages: Message[];
    acts: Act[];
  }
>;
export type CustomerShown = Customer & { erased_by: string | null; conversations: Conversation[] };
export type Counts = Schemas['Counts'];
export type Channel = Exact<Schemas['Channel'], { config: { widget_id?: string } }>;
export type Widget = Exact<Schemas['Widget']>;
export type Session = Exact<Schemas['Session']>;
export type Workspace = Exact<
  Schemas['Settings'],
  {
    transfer: Schemas['Transfer'] | null;
    deletion: Schemas['Deletion'] | null;
    auto_join: Exact<Schemas['AutoJoin']> | null;
    retention: Exact<Schemas['Retention']>;
  }
>;
export type AutoJoin = Exact<Schemas['AutoJoin']>;
export type Domain = Exact<Schemas['Domain']>;
export type Offer = Exact<Schemas['Offer']>;
export type ApiKey = Exact<Schemas['ApiKey']>;
export type Role = Exact<Schemas['RoleView'], { removal: Schemas['RoleRemoval'] | null }>;
export type Right = Schemas['Line'];
export type Rights = Exact<Schemas['Rights'], { rights: Right[] }>;
export type AuditEntry = Exact<
  Schemas['AuditEntry'],
  { changes: { field: string; before: unknown; after: unknown }[] }
>;
export type Tag = Schemas['Tag'];
export type CountedTag = Tag & Schemas['CountedTag'];
export type CannedReply = Schemas['CannedReply'];
export type SavedView = Schemas['View'];
export type WidgetSecret = Schemas['WidgetSecret'];
export type FoundConversation = Conversation & {
  match: { message_id: string; excerpt: string; private: boolean };
};
export interface Found {
  customers: Customer[];
  conversations: FoundConversation[];
}
