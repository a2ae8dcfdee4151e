import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { may } from '@/api/may';
import type { Activity, ActivityWord, Member } from '@/api/model';
import { asProblem } from '@/api/problem';
import { useMe } from '@/features/auth/me';
import { exact } from '@/lib/time';
import { firstName } from '@/lib/words';
import { ACTIVITY_WORD, ActivityPill } from '@/ui/activity';
import { When } from '@/ui/bits';
import { SegmentedControl } from '@/ui/fields';
import { LoadError } from '@/ui/notes';
import { Refusal } from '@/ui/refusal';
import { Section } from '@/ui/section';
import css from './activity.module.css';
import { Chart } from './chart';
import { activityQuery, SPANS, type Span } from './data';
import { actsWords, actWords, FEATURE_WORD } from './words';

/** What somebody did lately, how much of it, with what, and what follows for their indicator. */
export function PersonActivity({ member }: { member: Member }) {
  const [days, setDays] = useState<Span>(30);
  const read = useQuery(activityQuery(member.id, days));
  const problem = read.error ? asProblem(read.error) : null;
  if (problem?.isRefusal) {
    return <Refusal title={`The activity of ${member.name} was not shown`} problem={problem} />;
  }
  if (problem && !read.data) {
    return <LoadError what="The activity" problem={problem} retry={() => void read.refetch()} />;
  }
  if (!read.data) return <Skeleton height={320} />;
  const total = read.data.volume.reduce((sum, { count }) => sum + count, 0);
  return (
    <div className={css.columns}>
      <div className={css.column}>
        <Section
          title="Volume over time"
          sub={`${actsWords(total)} in ${days} days`}
          acts={
            <SegmentedControl
              aria-label="How far back"
              value={String(days)}
              onChange={(value) => setDays(Number(value) as Span)}
              data={SPANS.map((span) => ({ value: String(span), label: `${span} days` }))}
            />
          }
        >
          <Chart volume={read.data.volume} />
        </Section>
        <Indicator activity={read.data} name={firstName(member.name)} />
      </div>
      <div className={css.column}>
        <Recent activity={read.data} member={member} />
        <Features activity={read.data} days={days} />
      </div>
    </div>
  );
}

const STEPS: [ActivityWord, string][] = [
  ['active', 'up to 7 days'],
  ['idle', 'from 7 days, up to 30'],
  ['inactive', '30 days and more, or never'],
];

function Indicator({ activity, name }: { activity: Activity; name: string }) {
  const { indicator, next, last_active_at: last } = activity;
  return (
    <Section
      title="Activity indicator"
      sub={
        last ? (
          <>
            Last active <When at={last} sentence />
          </>
        ) : (
          `${name} has done nothing here yet`
        )
      }
    >
      <div className={css.scale}>
        {STEPS.map(([step, words]) => (
          <div key={step} className={css.step} {...(step === indicator ? { 'data-now': step } : {})}>
            {step === indicator ? (
              <ActivityPill activity={step} />
            ) : (
              <span className="w5">{ACTIVITY_WORD[step]}</span>
            )}
            <p>{words}</p>
          </div>
        ))}
      </div>
      <p className={css.says}>
        Counts what {name} does: an answer, a note, an assignment, a changed setting. An open tab counts for
        nothing.{' '}
        {next && (
          <>
            Without another act {name} turns {ACTIVITY_WORD[next.indicator]} on{' '}
            <time className="w6" dateTime={next.at}>
              {exact(next.at)}
            </time>
            .
          </>
        )}
      </p>
    </Section>
  );
}

/** Acts that are named one by one. */
const SHOWN = 10;

function Recent({ activity, member }: { activity: Activity; member: Member }) {
  const audits = may(useMe(), 'audit.read');
  return (
    <Section
      title="Recent"
      acts={
        audits && (
          <Link to="/settings/audit" search={{ person: member.user_id }} className="link">
            In the audit log
          </Link>
        )
      }
    >
      {activity.recent.length === 0 && <p className="t13 ink3">Nothing yet.</p>}
      <ul className={css.acts} aria-label="Recent acts">
        {activity.recent.slice(0, SHOWN).map((act) => (
          <li key={`${act.at} ${act.what} ${act.conversation_id}`}>
            <span className={css.what}>
              {act.conversation_id ? (
                <Link to="/c/$id" params={{ id: act.conversation_id }} className={css.actLink}>
                  {actWords(act)}
                </Link>
              ) : (
                actWords(act)
              )}
            </span>
            <span className="ink3 t12">
              <When at={act.at} sentence />
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Features({ activity, days }: { activity: Activity; days: Span }) {
  const most = Math.max(1, ...activity.features.map(({ count }) => count));
  return (
    <Section title="Features used" sub={`In ${days} days`}>
      {activity.features.length === 0 && <p className="t13 ink3">None in these days.</p>}
      <ul aria-label="Features used">
        {activity.features.map(({ feature, count }) => (
          <li key={feature} className={css.use}>
            <span className={css.useLine}>
              <span>{FEATURE_WORD[feature] ?? feature}</span>
              <span className="tnum">{count}</span>
            </span>
            <svg className={css.useBar} viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden>
              <rect className={css.useTrack} width="100" height="4" />
              <rect className={css.useFill} width={(count / most) * 100} height="4" />
            </svg>
          </li>
        ))}
      </ul>
    </Section>
  );
}
