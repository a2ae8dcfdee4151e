import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { api, ok } from '@/api/client';
import { may, opens } from '@/api/may';
import type { PlatformVisit } from '@/api/model';
import { asProblem } from '@/api/problem';
import { useMe } from '@/features/auth/me';
import css from '@/features/ownership/ownership.module.css';
import { useRulebook } from '@/features/rulebook/data';
import { useNow } from '@/lib/now';
import { exact, moment } from '@/lib/time';
import { useHosting, visitsQuery } from './data';

const path = (id: string) => ({ params: { path: { visit_id: id } } });

/** Who visits, for whoever reads the audit log; the same is in there. */
export function useVisits() {
  const me = useMe();
  const enabled = may(me, 'audit.read') && opens(me, 'GET /workspace/visits');
  return useQuery({ ...visitsQuery, enabled }).data;
}

/** Whether I own this workspace: it is the owner, and no right of a role, that decides on visits. */
export function useOwns(): boolean {
  const me = useMe();
  const mine = useRulebook()?.roles.find((role) => role.name === me?.team_role);
  return mine?.owner ?? false;
}

/** Above every page, for the owner and admins: who of the platform admins is here or wants to be, and why. */
export function HostBanner() {
  const visits = useVisits()?.visits ?? [];
  const now = useNow();
  return visits
    .filter((visit) => Date.parse(visit.ends_at) > now)
    .map((visit) => <OneVisit key={visit.id} visit={visit} />);
}

function OneVisit({ visit }: { visit: PlatformVisit }) {
  const owns = useOwns();
  const now = useNow();
  const until = <span title={exact(visit.ends_at)}>{moment(visit.ends_at, now)}</span>;
  const who = `${visit.visitor_name} (${visit.visitor_email})`;
  return (
    <section className={css.banner} aria-label={`Visit of ${visit.visitor_name}`}>
      <span>
        {visit.state === 'running' && (
          <>
            <strong>The platform admin {who} is in this workspace</strong> until {until}: {visit.reason}
          </>
        )}
        {visit.state === 'approved' && (
          <>
            <strong>The platform admin {who} may come in</strong> until {until}: {visit.reason}
          </>
        )}
        {visit.state === 'waiting' && (
          <>
            <strong>The platform admin {who} asks to come in:</strong> {visit.reason}. The owner decides until{' '}
            {until}.
          </>
        )}
      </span>
      {owns && <Decide visit={visit} />}
    </section>
  );
}

/** What the owner can do about a visit. */
function Decide({ visit }: { visit: PlatformVisit }) {
  const approve = useHosting(() =>
    ok(api.POST('/api/v1/workspace/visits/{visit_id}/approve', path(visit.id))),
  );
  const end = useHosting(() => ok(api.DELETE('/api/v1/workspace/visits/{visit_id}', path(visit.id))));
  const error = approve.error ?? end.error;
  const busy = approve.isPending || end.isPending;
  const waits = visit.state === 'waiting';
  return (
    <>
      {waits && (
        <Button
          size="sm"
          variant="filled"
          loading={approve.isPending}
          disabled={busy}
          onClick={() => approve.mutate(undefined)}
        >
          Approve
        </Button>
      )}
      <Button size="sm" loading={end.isPending} disabled={busy} onClick={() => end.mutate(undefined)}>
        {waits ? 'Refuse' : 'End the visit'}
      </Button>
      {error && <span role="alert">{asProblem(error).message}</span>}
    </>
  );
}
