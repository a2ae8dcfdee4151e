import { Skeleton } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useMemo, useState } from 'react';
import { Button } from '@mantine/core';
import type { Counts, Member } from '@/api/model';
import { asProblem } from '@/api/problem';
import { useMe } from '@/features/auth/me';
import { useCounts, useLoads } from '@/features/inbox/counts';
import { useRoleLabel } from '@/features/rulebook/data';
import { useNow } from '@/lib/now';
import { count } from '@/lib/words';
import { Page } from '@/shell/page';
import { Badge } from '@/ui/bits';
import { Face, NoFace } from '@/ui/face';
import { LoadError } from '@/ui/notes';
import { STATUS_WORD, StatusGlyph } from '@/ui/status';
import { activeWords, byPresence, useMembers } from './data';
import css from './team.module.css';

/** How many of one status are drawn before the reader asks for more. */
const STEP = 100;

function Bar({ share }: { share: number }) {
  return (
    <svg className={css.mateBar} viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden>
      <rect className={css.mateTrack} width="100" height="8" />
      <rect className={css.mateFill} width={share * 100} height="8" />
    </svg>
  );
}

interface MateProps {
  face: ReactNode;
  name: ReactNode;
  sub: string;
  note: string;
  open: number;
  most: number;
}

function Mate({ face, name, sub, note, open, most }: MateProps) {
  return (
    <li className={css.mate}>
      {face}
      <span className="grow">
        <span className="w5 truncate">{name}</span>
        <br />
        <span className="t12 ink3">{sub}</span>
      </span>
      <span className="ink2 t12">{note}</span>
      <Bar share={most > 0 ? open / most : 0} />
      <span className={`${css.mateOpen} tnum`}>{open} open</span>
    </li>
  );
}

const GROUPS: { status: Member['status']; title: string }[] = [
  { status: 'live', title: 'Live' },
  { status: 'away', title: 'Away' },
  { status: 'offline', title: 'Offline' },
];

function Group({ title, status, people, most }: GroupProps) {
  const me = useMe();
  const label = useRoleLabel();
  const [shown, setShown] = useState(STEP);
  const open = useLoads();
  const now = useNow();
  if (people.length === 0) return null;
  return (
    <section aria-label={title}>
      <h2 className={css.groupHead}>
        <StatusGlyph status={status} /> {title} <span className="tnum">{people.length}</span>
      </h2>
      <ul className={css.crew}>
        {people.slice(0, shown).map((member) => (
          <Mate
            key={member.id}
            face={
              <Face
                id={member.user_id}
                name={member.name}
                size={32}
                status={member.status}
                picture={member.avatar_url}
              />
            }
            name={
              <>
                <Link to="/team/$id" params={{ id: member.id }} className={css.nameLink}>
                  {member.name}
                </Link>
                {member.user_id === me?.user.id && <span className="ink3 t12"> you</span>}{' '}
                {!member.is_active && (
                  <span className={css.off}>
                    <Badge tone="away">Agent Access off</Badge>
                  </span>
                )}
              </>
            }
            sub={`${label(member.role)} · ${activeWords(member, now)}`}
            note={member.connected ? 'Deskbell is open' : 'Deskbell is closed'}
            open={open(member.user_id)}
            most={most}
          />
        ))}
      </ul>
      {people.length > shown && (
        <Button mt={8} onClick={() => setShown(shown + STEP)}>
          Show {Math.min(STEP, people.length - shown)} more
        </Button>
      )}
    </section>
  );
}

interface GroupProps {
  title: string;
  status: Member['status'];
  people: Member[];
  most: number;
}

function summary(members: Member[], counts: Counts | undefined): string {
  const of = (status: Member['status']) => members.filter((member) => member.status === status).length;
  const people = GROUPS.map(({ status }) => `${of(status)} ${STATUS_WORD[status].toLowerCase()}`).join(', ');
  if (!counts) return people;
  return `${people} · ${count(counts.all, 'open conversation')}, ${counts.unassigned} with nobody`;
}

/** Who is here, and how much each one carries. */
export function WhoIsHere() {
  const members = useMembers();
  const counts = useCounts();
  const sorted = useMemo(() => byPresence(members.data ?? [], undefined), [members.data]);
  const most = Math.max(8, counts?.unassigned ?? 0, ...(counts?.members.map((entry) => entry.open) ?? []));
  return (
    <Page
      title="Team"
      acts={
        <Link to="/settings/team" className="link">
          Roles and seats
        </Link>
      }
    >
      {members.isPending && <Skeleton height={280} />}
      {members.isError && !members.data && (
        <LoadError what="The team" problem={asProblem(members.error)} retry={() => void members.refetch()} />
      )}
      {members.data && (
        <>
          <p className={css.summary}>{summary(members.data, counts)}</p>
          <div className={css.groups}>
            {GROUPS.map(({ status, title }) => (
              <Group
                key={status}
                title={title}
                status={status}
                people={sorted.filter((member) => member.status === status)}
                most={most}
              />
            ))}
            {counts && counts.unassigned > 0 && (
              <section aria-label="Nobody">
                <h2 className={css.groupHead}>With nobody</h2>
                <ul className={css.crew}>
                  <Mate
                    face={<NoFace size={32} />}
                    name={
                      <Link to="/" search={{ view: 'unassigned' }} className="link">
                        Unassigned
                      </Link>
                    }
                    sub="Waits for somebody"
                    note=""
                    open={counts.unassigned}
                    most={most}
                  />
                </ul>
              </section>
            )}
          </div>
        </>
      )}
    </Page>
  );
}
