import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { may } from '@/api/may';
import type { ActivityWord, ApiKey, AuditReport, ReportPerson } from '@/api/model';
import { asProblem } from '@/api/problem';
import { useMe } from '@/features/auth/me';
import { useActs } from '@/features/bulk/bar';
import { Chart } from '@/features/activity/chart';
import { useRoleLabel, useTierLabel } from '@/features/rulebook/data';
import { day } from '@/lib/time';
import { count } from '@/lib/words';
import { PageTitle } from '@/shell/page';
import { ActivityPill } from '@/ui/activity';
import { Badge, When } from '@/ui/bits';
import { DownloadButton } from '@/ui/download';
import { LoadError } from '@/ui/notes';
import { Refusal } from '@/ui/refusal';
import { Section } from '@/ui/section';
import { DAYS, reportQuery, trendQuery } from './data';
import { MailSection } from './mail';
import css from './reports.module.css';

/** What to look over once a month: who does not use it, who never came, who stands above others, where the log ends. */
export function Reports() {
  const report = useQuery(reportQuery);
  const problem = report.error ? asProblem(report.error) : null;
  return (
    <>
      <PageTitle
        title="Reports"
        acts={
          report.data && (
            <DownloadButton
              path="/api/v1/reports/audit/export"
              name={`people-${report.data.at.slice(0, 10)}.csv`}
            >
              Export CSV
            </DownloadButton>
          )
        }
      />
      {report.isPending && <Skeleton height={336} />}
      {problem?.isRefusal && <Refusal title="The report was not shown" problem={problem} />}
      {problem && !problem.isRefusal && !report.data && (
        <LoadError what="The report" problem={problem} retry={() => void report.refetch()} />
      )}
      {report.data && <Report report={report.data} />}
    </>
  );
}

const SHAPES: ActivityWord[] = ['active', 'idle', 'inactive'];

function Report({ report }: { report: AuditReport }) {
  const { people } = report;
  const acts = useActs();
  return (
    <>
      <ul className={css.tiles} aria-label="People by activity">
        {SHAPES.map((shape) => (
          <li key={shape} className={css.tile}>
            <span className={css.number}>{people[shape]}</span>
            <ActivityPill activity={shape} />
          </li>
        ))}
        <li className={css.tile}>
          <span className={css.number}>{people.disabled}</span>
          <span className="t13 ink2">Agent Access off</span>
        </li>
        <li className={css.tile}>
          <span className={css.number}>{people.invited}</span>
          <span className="t13 ink2">Invited</span>
        </li>
      </ul>
      <Trend />
      <Section
        title="Inactive people"
        sub="Nothing done for 30 days, or never. Ask whether they still need their seat."
      >
        <People people={report.inactive} none="Everybody did something in the last 30 days." />
        {report.inactive.length > 0 && acts.length > 0 && (
          <Link to="/settings/team" search={{ activity: 'inactive' }} className="link t13">
            Choose among them in Team
          </Link>
        )}
      </Section>
      <Section title="Never came" sub="Invited, and not here yet.">
        <NeverCame report={report} />
      </Section>
      <Section
        title="Who stands above others"
        sub="By their role: they change people, settings or data policies."
      >
        <People people={report.leaders} none="Nobody." />
      </Section>
      <Section
        title="Unused tiers"
        sub="A tier for 30 days and more, and nothing done of what it adds. A smaller one would do."
      >
        <People people={report.unused_tiers} none="There is none." />
      </Section>
      <Section
        title="Unused keys"
        sub="Never used, or not for 30 days. A key that nothing needs is one that nobody would miss: revoke it."
      >
        <UnusedKeys keys={report.unused_keys} />
      </Section>
      <Head report={report} />
      <MailSection />
    </>
  );
}

function Trend() {
  const trend = useQuery(trendQuery);
  if (trend.isError) return null;
  const volume = trend.data?.days.map(({ day, active }) => ({ day, count: active }));
  return (
    <Section title="Active people" sub={`At the end of each of the last ${DAYS} days`}>
      {volume ? <Chart volume={volume} what="people" /> : <Skeleton height={240} />}
    </Section>
  );
}

function Line({ children }: { children: ReactNode }) {
  return <li className={css.line}>{children}</li>;
}

function People({ people, none }: { people: ReportPerson[]; none: string }) {
  const [role, tier] = [useRoleLabel(), useTierLabel()];
  if (people.length === 0) return <p className="t13 ink3">{none}</p>;
  return (
    <ul>
      {people.map((person) => (
        <Line key={person.member_id}>
          <span className={css.who}>
            <Link to="/team/$id" params={{ id: person.member_id }} className={css.name}>
              {person.name}
            </Link>
            <span className="t12 ink3">{person.email}</span>
          </span>
          <span className="t13 ink2">
            {role(person.role)}, {tier(person.tier)}
          </span>
          {person.disabled && <Badge tone="away">Agent Access off</Badge>}
          <span className="t13 ink3">
            {person.last_active_at ? <When at={person.last_active_at} sentence /> : 'Never'}
          </span>
        </Line>
      ))}
    </ul>
  );
}

function NeverCame({ report }: { report: AuditReport }) {
  const role = useRoleLabel();
  if (report.never_came.length === 0) return <p className="t13 ink3">Everybody who was invited came.</p>;
  return (
    <ul>
      {report.never_came.map((invited) => (
        <Line key={invited.email}>
          <span className={css.who}>
            <span className={css.name}>{invited.email}</span>
            <span className="t12 ink3">
              invited on {day(invited.created_at)} by {invited.invited_by_name}
            </span>
          </span>
          <span className="t13 ink2">{role(invited.role)}</span>
          {invited.state === 'expired' && <Badge>Expired</Badge>}
          {invited.state === 'failed' && <Badge tone="away">Not delivered</Badge>}
        </Line>
      ))}
    </ul>
  );
}

function UnusedKeys({ keys }: { keys: ApiKey[] }) {
  const role = useRoleLabel();
  const manages = may(useMe(), 'keys.manage');
  if (keys.length === 0) return <p className="t13 ink3">There is none.</p>;
  return (
    <>
      <ul>
        {keys.map((each) => (
          <Line key={each.id}>
            <span className={css.who}>
              <span className={css.name}>{each.name}</span>
              <span className="t12 ink3">
                {each.prefix}… made on {day(each.created_at)} by {each.made_by_name}
              </span>
            </span>
            <span className="t13 ink2">{role(each.role)}</span>
            <span className="t13 ink3">
              {each.last_used_at ? <When at={each.last_used_at} sentence /> : 'Never'}
            </span>
          </Line>
        ))}
      </ul>
      {manages && (
        <Link to="/settings/keys" className="link t13">
          To the API keys
        </Link>
      )}
    </>
  );
}

/** What lets somebody prove later that the log is as it was. */
function Head({ report: { head } }: { report: AuditReport }) {
  return (
    <Section
      title="Where the audit log ends"
      sub="Keep this line outside: it covers every entry up to it, so that a change of any of them shows. It cannot show what was never written."
    >
      {head ? (
        <p className={css.head}>
          {count(head.number, 'entry', 'entries')}, <code>{head.digest}</code>
        </p>
      ) : (
        <p className="t13 ink3">Nothing is sealed yet.</p>
      )}
    </Section>
  );
}
