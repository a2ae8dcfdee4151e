import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { IconCheck, IconMinus } from '@tabler/icons-react';
import { Fragment } from 'react';
import type { Member, Right, Rulebook } from '@/api/model';
import { asProblem } from '@/api/problem';
import { useMe } from '@/features/auth/me';
import { useRulebook } from '@/features/rulebook/data';
import { firstName } from '@/lib/words';
import { LoadError } from '@/ui/notes';
import { ChangeLink, Refusal } from '@/ui/refusal';
import { rightsQuery } from './data';
import css from './person.module.css';

/** The parts of the product, in the order in which a person asks about them. */
const GROUPS: [name: string, title: string][] = [
  ['team', 'Team'],
  ['inbox', 'Inbox'],
  ['channels', 'Channels'],
  ['workspace', 'Workspace'],
  ['billing', 'Billing'],
];

interface Group {
  title: string;
  rights: Right[];
}

function grouped(rights: Right[]): Group[] {
  const rest = rights.filter((right) => !GROUPS.some(([name]) => name === right.group));
  const groups = GROUPS.map(([name, title]) => ({
    title,
    rights: rights.filter((right) => right.group === name),
  }));
  return [...groups, { title: 'Everything else', rights: rest }].filter((each) => each.rights.length > 0);
}

/** What one person may do, line by line: what each role may, what they may, why, and by which rule. */
export function PersonRights({ member }: { member: Member }) {
  const rights = useQuery(rightsQuery(member.id));
  const rulebook = useRulebook();
  const problem = rights.error ? asProblem(rights.error) : null;
  if (problem?.isRefusal) {
    return <Refusal title={`The rights of ${member.name} were not shown`} problem={problem} />;
  }
  if (problem && !rights.data) {
    return (
      <LoadError
        what={`The rights of ${member.name}`}
        problem={problem}
        retry={() => void rights.refetch()}
      />
    );
  }
  if (!rights.data || !rulebook) return <Skeleton height={480} />;
  return (
    <>
      <Table member={member} rights={rights.data.rights} rulebook={rulebook} />
      <div className={css.legend}>
        <span>
          <IconCheck size={14} stroke={2} aria-hidden /> may
        </span>
        <span>
          <IconMinus size={14} stroke={2} aria-hidden /> may not
        </span>
        <span className="grow" />
        <span>
          All rules of this workspace:{' '}
          <Link to="/rules" className="link">
            rulebook {rulebook.name}
          </Link>
        </span>
      </div>
    </>
  );
}

interface TableProps {
  member: Member;
  rights: Right[];
  rulebook: Rulebook;
}

function Table({ member, rights, rulebook }: TableProps) {
  const me = useMe();
  const you = me?.user.id === member.user_id ? 'You' : firstName(member.name);
  return (
    <div className={css.frame} tabIndex={0} role="region" aria-label={`Rights of ${member.name}`}>
      <table className={css.table}>
        <thead>
          <tr>
            <th scope="col">What</th>
            {rulebook.roles.map((role) => (
              <th
                key={role.name}
                scope="col"
                className={css.role}
                data-mine={role.name === member.role || undefined}
              >
                {role.label}
              </th>
            ))}
            <th scope="col">{you}</th>
            <th scope="col">Why</th>
            <th scope="col" className={css.rule}>
              Rule
            </th>
          </tr>
        </thead>
        <tbody>
          {grouped(rights).map((group) => (
            <Fragment key={group.title}>
              <tr className={css.group}>
                <th scope="colgroup" colSpan={rulebook.roles.length + 4}>
                  {group.title}
                </th>
              </tr>
              {group.rights.map((right) => (
                <Line key={right.act} right={right} rulebook={rulebook} role={member.role} />
              ))}
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const Yes = () => <IconCheck size={16} stroke={1.75} className={css.yes} aria-label="may" />;
const No = () => <IconMinus size={16} stroke={1.75} className={css.no} aria-label="may not" />;

function Line({ right, rulebook, role }: { right: Right; rulebook: Rulebook; role: string }) {
  return (
    <tr>
      <th scope="row">{right.label}</th>
      {rulebook.roles.map((each) => (
        <td key={each.name} className={css.role} data-mine={each.name === role || undefined}>
          {each.permissions.includes(right.act) ? <Yes /> : <No />}
        </td>
      ))}
      <td>
        <span className={css.answer} data-yes={right.allowed || undefined}>
          {right.allowed ? (
            <IconCheck size={16} stroke={1.75} aria-hidden />
          ) : (
            <IconMinus size={16} stroke={1.75} aria-hidden />
          )}
          {right.allowed ? 'Yes' : 'No'}
        </span>
      </td>
      <td className={css.why}>
        {right.why.text}
        {!right.allowed && right.why.link && (
          <>
            {' '}
            <ChangeLink why={right.why} />
          </>
        )}
      </td>
      <td className={css.rule}>
        <Link to="/rules" hash={right.why.rule} className="link">
          {right.why.rule.split('/').at(-1)}
        </Link>
      </td>
    </tr>
  );
}
