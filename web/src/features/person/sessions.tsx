import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Member } from '@/api/model';
import { asProblem } from '@/api/problem';
import { useMe } from '@/features/auth/me';
import { SessionList } from '@/features/me/session_list';
import { LoadError } from '@/ui/notes';
import { Refusal } from '@/ui/refusal';
import { Section } from '@/ui/section';
import { personSessionsQuery } from './data';

/** Where somebody is signed in to this workspace. Ending a session is the person's own; removing ends them all here. */
export function PersonSessions({ member }: { member: Member }) {
  const me = useMe();
  const sessions = useQuery(personSessionsQuery(member.id));
  const problem = sessions.error ? asProblem(sessions.error) : null;
  const self = me?.user.id === member.user_id;
  if (problem?.isRefusal) {
    return <Refusal title={`The sessions of ${member.name} were not shown`} problem={problem} />;
  }
  return (
    <Section
      title="Sessions"
      sub={
        self
          ? 'Where you are signed in to this workspace.'
          : 'Where they are signed in to this workspace. Removing them, or switching off their access, cuts all of them off here.'
      }
      acts={
        self && (
          <Link to="/me" className="link">
            End sessions in my account
          </Link>
        )
      }
    >
      {sessions.isPending && <Skeleton height={112} />}
      {problem && !sessions.data && (
        <LoadError what="The sessions" problem={problem} retry={() => void sessions.refetch()} />
      )}
      {sessions.data?.length === 0 && <p className="t13 ink3">Signed in nowhere.</p>}
      {sessions.data && sessions.data.length > 0 && <SessionList sessions={sessions.data} />}
    </Section>
  );
}
