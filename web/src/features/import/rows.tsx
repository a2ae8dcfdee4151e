import { Button } from '@mantine/core';
import { IconAlertTriangle, IconArmchair, IconCircleCheck, IconMinus } from '@tabler/icons-react';
import { useMemo, useState, type Ref } from 'react';
import type { ImportRow } from '@/api/model';
import { useRoleLabel, useTierLabel } from '@/features/rulebook/data';
import { useMembers } from '@/features/team/data';
import { FixRow } from './fix';
import css from './import.module.css';
import { groupOf, outcomeWords, type Group } from './words';

/** Rows that are drawn at once; more come when asked for. */
const SHOWN = 200;

const icon = { size: 16, stroke: 1.75, 'aria-hidden': true };

/** The sign of a row, and of the filter for rows like it. */
export function GroupIcon({ group }: { group: Exclude<Group, 'all'> }) {
  if (group === 'go') return <IconCircleCheck {...icon} className={css.go} />;
  if (group === 'here') return <IconMinus {...icon} className={css.here} />;
  return <IconAlertTriangle {...icon} className={css.you} />;
}

function OutcomeIcon({ outcome }: { outcome: string }) {
  if (outcome === 'no_seat') return <IconArmchair {...icon} className={css.you} />;
  return <GroupIcon group={groupOf(outcome)} />;
}

function Because({ text }: { text: string | undefined }) {
  return text ? <span className="t12 ink2">{text}</span> : null;
}

interface RowsProps {
  /** All of them, in the order of the file. */
  rows: ImportRow[];
  /** Those that are shown. */
  shown: ImportRow[];
  done: boolean;
  /** Which seat each would take. */
  seats?: Map<number, string>;
  onRows: ((rows: ImportRow[]) => void) | null;
  /** Where the keyboard goes once a row was corrected. */
  table?: Ref<HTMLDivElement>;
}

/** The rows of a file: what would become of each, or what became of it, and what can be done about it. */
export function Rows({ rows, shown, done, seats, onRows, table }: RowsProps) {
  const [drawn, setDrawn] = useState(SHOWN);
  const [role, tier] = [useRoleLabel(), useTierLabel()];
  const { data: members } = useMembers();
  const byAddress = useMemo(
    () => new Map((members ?? []).map((member) => [member.email.toLowerCase(), member])),
    [members],
  );
  const wrong = (row: ImportRow, outcome: string) => (row.outcome === outcome ? css.wrong : undefined);
  return (
    <>
      <div
        ref={table}
        tabIndex={-1}
        role="table"
        aria-label="Rows of the file"
        aria-rowcount={shown.length + 1}
        className={css.table}
      >
        <div role="row" className={`${css.row} ${css.head}`}>
          {['Row', 'email', 'role', 'access_tier', 'Outcome', ''].map((name, at) => (
            <span key={name} role="columnheader">
              {name || <span className="visuallyHidden">{at === 5 ? 'What to do' : ''}</span>}
            </span>
          ))}
        </div>
        {shown.slice(0, drawn).map((row) => (
          <div
            key={`${row.line} ${row.email}`}
            role="row"
            className={css.row}
            data-group={groupOf(row.outcome)}
          >
            <span role="cell" className="ink3 tnum">
              {row.line}
            </span>
            <span role="cell" className={css.cell}>
              <span className={wrong(row, 'bad_address')}>{row.email}</span>
            </span>
            <span role="cell" className={css.cell}>
              <span className={wrong(row, 'unknown_role')}>{role(row.role)}</span>
            </span>
            <span role="cell" className={css.cell}>
              <span className={wrong(row, 'unknown_tier')}>{tier(row.tier)}</span>
            </span>
            <span role="cell" className={css.outcome}>
              <OutcomeIcon outcome={row.outcome} />
              <span>
                <span className="w5">{outcomeWords(row.outcome, done)}</span>
                <Because text={row.why ?? seats?.get(row.line)} />
              </span>
            </span>
            <span role="cell" className={css.fix}>
              <FixRow row={row} rows={rows} onRows={onRows} here={byAddress.get(row.email.toLowerCase())} />
            </span>
          </div>
        ))}
        {shown.length === 0 && <p className={css.none}>No row is like that.</p>}
      </div>
      {shown.length > drawn && (
        <Button size="sm" className={css.more} onClick={() => setDrawn(drawn + SHOWN)}>
          Show more: {drawn} of {shown.length} rows are shown
        </Button>
      )}
    </>
  );
}
