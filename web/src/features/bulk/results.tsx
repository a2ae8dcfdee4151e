import { useState } from 'react';
import type { Bulk } from '@/api/model';
import { Chip } from '@/ui/bits';
import css from './bulk.module.css';
import { counts, groupOf, outcome, people, type Group } from './words';

/** Rows that are drawn at once; the filters lead to the others. */
const SHOWN = 200;

/** Everybody of the list with what becomes of them, and why. */
export function Results({ bulk }: { bulk: Bulk }) {
  const [group, setGroup] = useState<Group>('all');
  const found = counts(bulk.results);
  const labels: [Group, string][] = [
    ['all', 'Everybody'],
    ['go', bulk.state === 'preview' ? 'Will be changed' : 'Changed'],
    ['not', 'Left out'],
  ];
  const fits = bulk.results.filter((row) => group === 'all' || groupOf(row) === group);
  return (
    <>
      <div className={css.chips}>
        {labels.map(([each, label]) => (
          <Chip key={each} chosen={group === each} count={found[each]} onClick={() => setGroup(each)}>
            {label}
          </Chip>
        ))}
      </div>
      <ul className={css.results} tabIndex={0} aria-label="People of this act">
        {fits.slice(0, SHOWN).map((row) => (
          <li key={row.member_id} className={css.result}>
            <span className="t13 w6">{row.name ?? 'Somebody who is not here'}</span>
            <span className="t13 ink2">{outcome(bulk.act, row)}</span>
          </li>
        ))}
      </ul>
      {fits.length > SHOWN && (
        <p className="t12 ink3">
          The first {SHOWN} of {people(fits.length)}.
        </p>
      )}
    </>
  );
}
