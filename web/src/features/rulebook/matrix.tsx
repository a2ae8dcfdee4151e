import { IconCheck, IconMinus } from '@tabler/icons-react';
import { Fragment } from 'react';
import type { Rulebook } from '@/api/model';
import css from './rulebook.module.css';
import { PERMISSIONS } from './words';

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

/** What each role may administer: one row a permission, one column a role; my own column is tinted. */
export function Matrix({ rulebook, mine }: { rulebook: Rulebook; mine: string | null }) {
  return (
    <div className={css.frame} tabIndex={0} role="region" aria-label="What each role may do">
      <table className={css.table}>
        <thead>
          <tr>
            <th scope="col">What</th>
            {rulebook.roles.map((role) => (
              <th key={role.name} scope="col" className={css.role} data-mine={role.name === mine || undefined}>
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
                <tr key={name}>
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
