import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams, useSearch } from '@tanstack/react-router';
import { may, opens } from '@/api/may';
import type { Me, Member, Rulebook } from '@/api/model';
import { asProblem } from '@/api/problem';
import { PersonActivity } from '@/features/activity/person';
import { useMe } from '@/features/auth/me';
import { useRoleLabel, useRulebook, useTierLabel } from '@/features/rulebook/data';
import { outOfReach } from '@/features/team/standing';
import { reasonWords } from '@/features/team/reasons';
import { month } from '@/lib/time';
import { Page } from '@/shell/page';
import { ActivityPill } from '@/ui/activity';
import { Badge, When } from '@/ui/bits';
import { Face } from '@/ui/face';
import { Empty, LoadError, Warning } from '@/ui/notes';
import { Status } from '@/ui/status';
import { personQuery } from './data';
import { Planned } from './planned';
import { PersonOverview } from './overview';
import css from './person.module.css';
import { PersonRights } from './rights';
import { PersonSessions } from './sessions';

export type Tab = 'overview' | 'rights' | 'activity' | 'sessions';

const LABEL: Record<Tab, string> = {
  overview: 'Overview',
  rights: 'Rights',
  activity: 'Activity',
  sessions: 'Sessions',
};

/** The tabs that are there for this reader: what they may not see is absent. */
function tabsFor(rulebook: Rulebook | undefined, me: Me | undefined, member: Member): Tab[] {
  const self = me?.user.id === member.user_id;
  const audits = may(me, 'audit.read');
  const above = audits && !outOfReach(rulebook, me, member);
  const open = (tab: Tab) => opens(me, `GET /team/members/{member_id}/${tab}`);
  return [
    'overview',
    ...(self || audits ? (['rights', 'activity'] as const).filter(open) : []),
    ...(self || above ? (['sessions'] as const).filter(open) : []),
  ];
}

/** One person of the team: who they are, what they may do and why, what they did, where they are signed in. */
export function Person() {
  const { id } = useParams({ from: '/desk/team/$id' });
  const person = useQuery(personQuery(id));
  const problem = person.error ? asProblem(person.error) : null;
  const name = person.data?.name ?? '';
  return (
    <Page title={name || 'Person'} trail={['Team', name]} bare>
      {person.isPending && <Skeleton height={320} />}
      {problem?.status === 404 && (
        <Empty
          title="Nobody here"
          acts={
            <Link to="/team" className="link">
              See who is on the team
            </Link>
          }
        >
          This person is not on the team, or not any more.
        </Empty>
      )}
      {problem && problem.status !== 404 && !person.data && (
        <LoadError what="This person" problem={problem} retry={() => void person.refetch()} />
      )}
      {person.data && <Known member={person.data} />}
    </Page>
  );
}

function Known({ member }: { member: Member }) {
  const me = useMe();
  const { tab } = useSearch({ from: '/desk/team/$id' });
  const tabs = tabsFor(useRulebook(), me, member);
  const chosen = tab && tabs.includes(tab) ? tab : 'overview';
  return (
    <>
      <Head member={member} />
      <nav className={css.tabs} aria-label={`About ${member.name}`}>
        {tabs.map((each) => (
          <Link
            key={each}
            to="/team/$id"
            params={{ id: member.id }}
            search={each === 'overview' ? {} : { tab: each }}
            className={css.tab}
            activeOptions={{ exact: true }}
            aria-current={each === chosen ? 'page' : undefined}
            replace
          >
            {LABEL[each]}
          </Link>
        ))}
      </nav>
      {chosen === 'overview' && <PersonOverview member={member} />}
      {chosen === 'rights' && <PersonRights member={member} />}
      {chosen === 'activity' && <PersonActivity member={member} />}
      {chosen === 'sessions' && <PersonSessions member={member} />}
    </>
  );
}

function Head({ member }: { member: Member }) {
  const me = useMe();
  const label = useRoleLabel();
  const tierLabel = useTierLabel();
  const self = me?.user.id === member.user_id;
  return (
    <>
      <div className={css.head}>
        <Face
          id={member.user_id}
          name={member.name}
          size={64}
          status={member.status}
          picture={member.avatar_url}
        />
        <div className="grow">
          <h1 className={css.name}>
            {member.name} {self && <span className="t14 ink3">you</span>}
          </h1>
          <p className={css.line}>
            <span>{label(member.role)}</span>
            <span>{tierLabel(member.tier)} tier</span>
            <span>
              <Status status={member.status} />
            </span>
            <ActivityPill activity={member.activity} />
            {!member.agent_access && <Badge tone="away">Agent Access off</Badge>}
            <span className="ink3">
              with {me?.business?.name} since {month(member.invited_at)}
            </span>
          </p>
        </div>
        {self && (
          <Button component={Link} to="/me">
            My account
          </Button>
        )}
      </div>
      {member.disabled && (
        <div className={css.disabled}>
          <Warning>
            <span className="w6">Agent Access is off</span> since <When at={member.disabled.since} sentence />
            : {reasonWords(member.disabled.reason).toLowerCase()}. Switched off by {member.disabled.by_name}.
            {member.removal && <Planned member={member} removal={member.removal} />}
          </Warning>
        </div>
      )}
    </>
  );
}
