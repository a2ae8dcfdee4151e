import { Button } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import type { ImportRow, Member } from '@/api/model';
import { useRulebook } from '@/features/rulebook/data';
import { firstName } from '@/lib/words';
import { TextInput } from '@/ui/fields';
import { Menu, MenuItem } from '@/ui/menu';
import css from './import.module.css';
import { alike, fixed, lastSeat, putBefore } from './sheet';

interface FixProps {
  row: ImportRow;
  rows: ImportRow[];
  /** Looks at the rows again, changed; nothing where nothing can be changed any more. */
  onRows: ((rows: ImportRow[]) => void) | null;
  /** Who has this address here already. */
  here: Member | undefined;
}

/** What can be done about a row, beside it. */
export function FixRow({ row, rows, onRows, here }: FixProps) {
  if (here && (row.outcome === 'skip' || row.outcome === 'update')) {
    return (
      <Link to="/team/$id" params={{ id: here.id }} className="link t13">
        See {firstName(here.name)}
      </Link>
    );
  }
  if (!onRows) return null;
  if (row.outcome === 'unknown_role' || row.outcome === 'unknown_tier') {
    const key = row.outcome === 'unknown_role' ? 'role' : 'tier';
    const which = alike(rows, row);
    return (
      <ChooseWord
        of={key}
        row={row}
        count={which.length}
        onChoose={(word) => onRows(fixed(rows, which, { [key]: word }))}
      />
    );
  }
  if (row.outcome === 'bad_address') {
    return <CorrectAddress row={row} onCorrect={(email) => onRows(fixed(rows, [row], { email }))} />;
  }
  const before = row.outcome === 'no_seat' ? lastSeat(rows) : undefined;
  if (!before) return null;
  return (
    <button type="button" className="link t13" onClick={() => onRows(putBefore(rows, row, before))}>
      Put before row {before.line}
    </button>
  );
}

interface ChooseWordProps {
  of: 'role' | 'tier';
  row: ImportRow;
  /** In how many rows the same word stands. */
  count: number;
  onChoose: (word: string) => void;
}

/** The words to choose from. A select would take the first one with the first press of an arrow key. */
function ChooseWord({ of, row, count, onChoose }: ChooseWordProps) {
  const book = useRulebook();
  const roles = book?.roles.filter((role) => role.invitable) ?? [];
  const words: { name: string; label: string }[] = of === 'role' ? roles : (book?.tiers ?? []);
  return (
    <Menu
      label={`The ${of} of row ${row.line}`}
      button={(props) => (
        <Button size="sm" rightSection={<IconChevronDown size={14} stroke={2} aria-hidden />} {...props}>
          {count > 1 ? `A ${of} for ${count} rows` : `Choose a ${of}`}
          <span className="visuallyHidden">, row {row.line}</span>
        </Button>
      )}
    >
      {words.map(({ name, label }) => (
        <MenuItem key={name} onClick={() => onChoose(name)}>
          {label}
        </MenuItem>
      ))}
    </Menu>
  );
}

function CorrectAddress({ row, onCorrect }: { row: ImportRow; onCorrect: (email: string) => void }) {
  const [typed, setTyped] = useState<string | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  const left = useRef(false);
  useEffect(() => {
    if (typed === null && left.current) button.current?.focus();
    left.current = typed !== null;
  }, [typed]);
  if (typed === null) {
    return (
      <button ref={button} type="button" className="link t13" onClick={() => setTyped(row.email)}>
        Correct it
      </button>
    );
  }
  return (
    <form
      className={css.correct}
      onSubmit={(event) => {
        event.preventDefault();
        onCorrect(typed.trim());
      }}
    >
      <TextInput
        size="xs"
        aria-label={`The address of row ${row.line}`}
        autoFocus
        maxLength={320}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') setTyped(null);
        }}
      />
      <Button size="sm" type="submit" disabled={!typed.trim() || typed.trim() === row.email}>
        Look
      </Button>
    </form>
  );
}
