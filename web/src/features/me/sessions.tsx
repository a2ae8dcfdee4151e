import { Button, Skeleton } from '@mantine/core';
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, ok } from '@/api/client';
import type { Session } from '@/api/model';
import { asProblem } from '@/api/problem';
import { deviceOf } from '@/lib/device';
import { count } from '@/lib/words';
import { LoadError } from '@/ui/notes';
import { notify } from '@/ui/notices';
import { Section } from '@/ui/section';
import { SessionList } from './session_list';

export const sessionsQuery = queryOptions({
  queryKey: ['sessions'],
  queryFn: () => ok(api.GET('/api/v1/auth/sessions')) as Promise<Session[]>,
});

function useEnd() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (session: Session) =>
      ok(api.DELETE('/api/v1/auth/sessions/{session_id}', { params: { path: { session_id: session.id } } })),
    onSuccess: async (_done, session) => {
      notify({ title: `The session of ${deviceOf(session.user_agent)} has ended` });
      await client.invalidateQueries(sessionsQuery);
    },
    onError: (error) => notify({ title: 'The session was not ended', text: asProblem(error).message }),
  });
}

function useEndOthers() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => ok(api.DELETE('/api/v1/auth/sessions')),
    onSuccess: async ({ ended }) => {
      notify({ title: `${count(ended, 'other session')} ended`, text: 'You stay signed in here.' });
      await client.invalidateQueries(sessionsQuery);
    },
    onError: (error) => notify({ title: 'No session was ended', text: asProblem(error).message }),
  });
}

/** Everywhere that I am signed in; each can be ended, or all but this one. */
export function MySessions() {
  const sessions = useQuery(sessionsQuery);
  const end = useEnd();
  const endOthers = useEndOthers();
  const others = sessions.data?.some((session) => !session.current) ?? false;
  return (
    <Section
      title="Sessions"
      sub="Everywhere that you are signed in. What you end stops working at once."
      acts={
        others && (
          <Button loading={endOthers.isPending} onClick={() => endOthers.mutate()}>
            Sign out everywhere else
          </Button>
        )
      }
    >
      {sessions.isPending && <Skeleton height={112} />}
      {sessions.isError && !sessions.data && (
        <LoadError
          what="Your sessions"
          problem={asProblem(sessions.error)}
          retry={() => void sessions.refetch()}
        />
      )}
      {sessions.data && (
        <SessionList
          sessions={sessions.data}
          ending={end.isPending ? end.variables.id : null}
          onEnd={(session) => end.mutate(session)}
        />
      )}
    </Section>
  );
}
