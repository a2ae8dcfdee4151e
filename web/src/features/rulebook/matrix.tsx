import { IconCheck, IconMinus } from '@tabler/icons-react';
import { Fragment } from 'react';
import type { Rulebook } from '@/api/model';
import css from './rulebook.module.css';
import { PERMISSIONS } from './words';

const ruleId = (rulebook: Rulebook, permission: string) => `${rulebook.name}/permissions/${permission}`;

function Cell({ yes, mine }: { yes: boolean; mine: boolean }) {
  return (
    <td className={css.cell} data-mine={mine || undefined}>
      {yes ? (
        <IconCheck size={16} stroke={1.75} className={css.yes} aria-label="may" />
      ) : (
        <IconMinus size={16} stroke={1.75} className={css.no} aria-label="may not" />
      )}
    </td>
  );
}

interface MatrixProps {
  rulebook: Rulebook;
  mine: string | null;
  /** The rule that somebody came to read: `support/permissions/members.invite`. */
  shown?: string;
}

/** What each role may administer: one row a permission, one column a role; my own column is tinted. */
export function Matrix({ rulebook, mine, shown }: MatrixProps) {
  return (
    <div className={css.frame} tabIndex={0} role="region" aria-label="What each role may do">
      <table className={css.table}>
        <thead>
          <tr>
            <th scope="col">What</th>
            {rulebook.roles.map((role) => (
              <th
                key={role.name}
                scope="col"
                className={css.role}
                data-mine={role.name === mine || undefined}
              >
                {role.label}
                {role.name === mine && <span className="visuallyHidden"> (your role)</span>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {PERMISSIONS.map((group) => (
            <Fragment key={group.title}>
              <tr className={css.group}>
                <th scope="colgroup" colSpan={rulebook.roles.length + 1}>
                  {group.title}
                </th>
              </tr>
              {group.permissions.map(([name, words]) => (
                <tr
                  key={name}
                  id={ruleId(rulebook, name)}
                  data-shown={shown === ruleId(rulebook, name) || undefined}
                >
                  <th scope="row">{words}</th>
                  {rulebook.roles.map((role) => (
                    <Cell key={role.name} yes={role.permissions.includes(name)} mine={role.name === mine} />
                  ))}
                </tr>
              ))}
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  );
}
