import type { Availability, ConversationStatus, Message } from '@/api/model';

type Lasting<T> = T & { seq?: number };

/** What the server tells a member over the live connection; the names and keys are those of the interface. */
export interface ServerEvents {
  new_message: (
    event: Lasting<Pick<Message, 'id' | 'content' | 'sender_type' | 'sender_id' | 'sender_name' | 'conversation_id' | 'created_at'>>,
  ) => void;
  conversation_created: (event: Lasting<{ conversation_id: string }>) => void;
  conversation_updated: (
    event: Lasting<{
      conversation_id: string;
      status: ConversationStatus;
      assignee_id: string | null;
      needs_handoff: boolean;
    }>,
  ) => void;
  conversation_assigned: (event: Lasting<{ conversation_id: string; assigned_by: string | null }>) => void;
  typing: (event: { conversation_id: string; user_id: string | null; is_typing: boolean }) => void;
  delivered: (event: { message_id: string; conversation_id: string; delivered_at: string }) => void;
  read: (event: { message_id: string; conversation_id: string; read_at: string }) => void;
  agent_status_changed: (event: Lasting<{ agent_id: string; status: Availability }>) => void;
  presence_changed: (event: { agent_id: string; connected: boolean }) => void;
  member_changed: (
    event: Lasting<{ member_id: string; user_id: string; change: 'joined' | 'left' | 'role' }>,
  ) => void;
  workspace_changed: (event: Lasting<{ what: 'plan' | 'channels' | 'settings' }>) => void;
  you_joined: (event: { workspace_id: string; name: string }) => void;
  signed_out: (event: { reason: 'removed' | 'signed_out' }) => void;
}

/** What a member tells the server. */
export interface ClientEvents {
  join_conversation: (body: { conversation_id: string }) => void;
  leave_conversation: (body: { conversation_id: string }) => void;
  typing: (body: { conversation_id: string; is_typing: boolean }) => void;
}
