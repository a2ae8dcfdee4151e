import type { Conversation, Message } from '@/api/model';

/** A conversation for tests; what matters to one is given. */
export function conversation(given: Partial<Conversation>): Conversation {
  return {
    id: 'c1',
    business_id: 'w1',
    customer_id: null,
    assignee_id: null,
    status: 'open',
    channel_type: 'widget',
    channel_id: null,
    created_at: '2026-11-24T10:00:00.000000Z',
    updated_at: '2026-11-24T10:00:00.000000Z',
    first_response_at: null,
    resolved_at: null,
    closed_at: null,
    needs_handoff: false,
    handoff_reason: null,
    unread: false,
    tags: [],
    snoozed_until: null,
    customer_read_at: null,
    preview: null,
    customer: null,
    messages: [],
    acts: [],
    file_limit: null,
    ...given,
  };
}

export function message(given: Partial<Message>): Message {
  return {
    id: 'm1',
    conversation_id: 'c1',
    sender_type: 'customer',
    sender_id: null,
    sender_name: null,
    content: 'Hello',
    private: false,
    attachments: [],
    created_at: '2026-11-24T10:00:00.000000Z',
    ...given,
  };
}
