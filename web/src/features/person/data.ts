import { queryOptions } from '@tanstack/react-query';
import { api, ok } from '@/api/client';
import type { Conversation, Member, Rights, Session } from '@/api/model';

/** How many of somebody's conversations and acts are shown on their page. */
export const SHOWN = 20;

const path = (id: string) => ({ params: { path: { member_id: id } } });

// Under `members`, so that everything that makes the team be read again also reads its pages again.
export const personQuery = (id: string) =>
  queryOptions({
    queryKey: ['members', id],
    queryFn: () => ok(api.GET('/api/v1/team/members/{member_id}', path(id))) as Promise<Member>,
  });

/** Everything that somebody may and may not do, each with the rule that decides. */
export const rightsQuery = (id: string) =>
  queryOptions({
    queryKey: ['members', id, 'rights'],
    queryFn: () => ok(api.GET('/api/v1/team/members/{member_id}/rights', path(id))) as Promise<Rights>,
  });

export const personSessionsQuery = (id: string) =>
  queryOptions({
    queryKey: ['members', id, 'sessions'],
    queryFn: () => ok(api.GET('/api/v1/team/members/{member_id}/sessions', path(id))) as Promise<Session[]>,
  });

/** What somebody holds now, the most recently updated first. */
export const heldQuery = (userId: string) =>
  queryOptions({
    queryKey: ['held', userId],
    queryFn: () => {
      const query = { assignee_id: userId, status: 'open,pending', limit: SHOWN };
      return ok(api.GET('/api/v1/conversations', { params: { query } })) as Promise<Conversation[]>;
    },
  });
