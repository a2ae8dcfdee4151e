import './progress.css';
import { Button, Progress } from '@mantine/core';
import { IconFileTypeCsv } from '@tabler/icons-react';
import { useMemo, useRef, useState } from 'react';
import type { Import, ImportRow } from '@/api/model';
import { asProblem } from '@/api/problem';
import { WasHere } from '@/features/archive/was_here';
import css from '@/features/invitation/invitation.module.css';
import { useRoleLabel, useTierLabel } from '@/features/rulebook/data';
import { Chip } from '@/ui/bits';
import { DownloadButton } from '@/ui/download';
import { Switch } from '@/ui/fields';
import { FormError, Info, LoadError } from '@/ui/notes';
import { Refusal } from '@/ui/refusal';
import { useConfirm, useLook, useProgress } from './data';
import { counts, groupOf, OUTCOME, people, standing, type Group } from './words';

/** Rows that are drawn at once; the filters lead to the others. */
const SHOWN = 200;

function Rows({ rows, group }: { rows: ImportRow[]; group: Group }) {
  const [role, tier] = [useRoleLabel(), useTierLabel()];
  const fits = rows.filter((row) => group === 'all' || groupOf(row.outcome) === group);
  return (
    <>
      <ul className={`${css.box} ${css.results}`} tabIndex={0} aria-label="Rows of the file">
        {fits.slice(0, SHOWN).map((row) => (
          <li key={row.line} className={css.result}>
            <span className="ink3 tnum">{row.line}</span>
            <span className="grow">
              <span className="t13 w6">{row.email}</span>{' '}
              <span className="t13 ink2">{[role(row.role), tier(row.tier)].filter(Boolean).join(' · ')}</span>
              <br />
              <span className="t13 ink2">
                {OUTCOME[row.outcome] ?? row.outcome}
                {row.why ? `: ${row.why}` : ''}
              </span>
            </span>
          </li>
        ))}
      </ul>
      {fits.length > SHOWN && (
        <p className="t12 ink3">
          The first {SHOWN} of {fits.length} rows.
        </p>
      )}
    </>
  );
}

function Failed({ id, count }: { id: string; count: number }) {
  if (count === 0) return null;
  return (
    <DownloadButton size="lg" path={`/api/v1/team/imports/${id}/failed.csv`} name="failed.csv">
      Download the {count === 1 ? 'row' : `${count} rows`} to correct
    </DownloadButton>
  );
}

const FILTERS: [group: Group, label: string][] = [
  ['all', 'All rows'],
  ['go', 'Will be invited'],
  ['you', 'Need you'],
  ['here', 'Already here'],
];

/** What would become of each row; nothing has been sent. */
function Preview({ look, onRun, again }: { look: Import; onRun: () => void; again: () => void }) {
  const [group, setGroup] = useState<Group>('all');
  const [updates, setUpdates] = useState(false);
  const confirm = useConfirm();
  const problem = confirm.error ? asProblem(confirm.error) : null;
  const found = counts(look.rows);
  const emails = useMemo(() => look.rows.map((row) => row.email).join(' '), [look.rows]);
  const changes = look.rows.filter((row) => row.outcome === 'update').length;
  const existing = updates ? ('update' as const) : ('skip' as const);
  return (
    <div className="stack">
      <p role="status" className="t14">
        {people(found.go)} will be invited. Nothing has been sent yet.
      </p>
      <div className={css.chips}>
        {FILTERS.map(([each, label]) => (
          <Chip key={each} chosen={group === each} count={found[each]} onClick={() => setGroup(each)}>
            {label}
          </Chip>
        ))}
      </div>
      <WasHere typed={emails} />
      <Rows rows={look.rows} group={group} />
      {changes > 0 && (
        <Switch
          label={`Give ${changes === 1 ? 'the one who is' : `the ${changes} who are`} here the role and the tier of their row`}
          checked={updates}
          onChange={(event) => setUpdates(event.currentTarget.checked)}
        />
      )}
      {problem?.isRefusal && <Refusal title="Nobody was invited" problem={problem} />}
      {problem && !problem.isRefusal && <FormError problem={problem} />}
      <div className="dialogFoot">
        <Button size="lg" onClick={again}>
          Another file
        </Button>
        <Failed id={look.id} count={found.you} />
        <Button
          size="lg"
          variant="filled"
          loading={confirm.isPending}
          disabled={found.go === 0 && !(updates && changes > 0)}
          onClick={() => confirm.mutate({ id: look.id, existing }, { onSuccess: onRun })}
        >
          Invite {people(found.go)}
        </Button>
      </div>
    </div>
  );
}

/** How far it is, and what is left for somebody to correct. */
function Running({ look, onClose }: { look: Import; onClose: () => void }) {
  const { id, total } = look;
  const progress = useProgress(id);
  if (progress.isError) {
    return (
      <LoadError
        what="How far it is"
        problem={asProblem(progress.error)}
        retry={() => void progress.refetch()}
      />
    );
  }
  const now = progress.data ?? { ...look, state: 'running' as const, done: 0, failed: 0 };
  const done = now.state === 'done';
  return (
    <div className="stack">
      <p role="status" className="t14">
        {standing(now)}
      </p>
      <Progress value={((now.done + now.failed) / total) * 100} aria-label="Rows worked through" />
      <div className="dialogFoot">
        {done && <Failed id={id} count={now.failed} />}
        <Button size="lg" variant="filled" onClick={onClose}>
          {done ? 'Done' : 'Close'}
        </Button>
      </div>
    </div>
  );
}

/** Many people from a file: a look first, then in the background. */
export function FileForm({ onClose }: { onClose: () => void }) {
  const field = useRef<HTMLInputElement>(null);
  const [running, setRunning] = useState(false);
  const look = useLook();
  const problem = look.error ? asProblem(look.error) : null;
  if (look.data && running) return <Running look={look.data} onClose={onClose} />;
  if (look.data)
    return <Preview look={look.data} onRun={() => setRunning(true)} again={() => look.reset()} />;
  return (
    <div className="stack">
      <Info>
        A CSV file with the columns email, role and access_tier, in any order. An empty tier is the default
        one. You see what would happen before anything is sent.
      </Info>
      <input
        ref={field}
        type="file"
        accept=".csv,text/csv,text/plain"
        aria-label="CSV file"
        hidden
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          event.currentTarget.value = '';
          if (file) look.mutate(file);
        }}
      />
      {problem?.isRefusal && <Refusal title="The file was not taken" problem={problem} />}
      {problem && !problem.isRefusal && (
        <div role="alert" className="t13">
          {problem.field('body') ?? problem.message}
        </div>
      )}
      <div className="dialogFoot">
        <Button size="lg" onClick={onClose}>
          Cancel
        </Button>
        <Button
          size="lg"
          variant="filled"
          data-autofocus
          loading={look.isPending}
          leftSection={<IconFileTypeCsv size={16} stroke={1.75} />}
          onClick={() => field.current?.click()}
        >
          Choose a file
        </Button>
      </div>
    </div>
  );
}
