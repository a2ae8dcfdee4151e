import { Button, Progress, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconFileTypeCsv } from '@tabler/icons-react';
import { Link, useParams, useSearch } from '@tanstack/react-router';
import { useMemo, useRef, useState, type ReactNode } from 'react';
import type { Import, ImportRow } from '@/api/model';
import { asProblem } from '@/api/problem';
import { WasHere } from '@/features/archive/was_here';
import { planQuery } from '@/features/billing/data';
import { seatsSentence } from '@/features/billing/words';
import { PageTitle } from '@/shell/page';
import { Chip } from '@/ui/bits';
import { DownloadButton } from '@/ui/download';
import { Switch } from '@/ui/fields';
import { Empty, LoadError } from '@/ui/notes';
import { FormOutcome } from '@/ui/outcome';
import { Refusal } from '@/ui/refusal';
import './progress.css';
import { useConfirm, useImport, useLook, useRows } from './data';
import { ChooseFile, NotTaken } from './file';
import css from './import.module.css';
import { GroupIcon, Rows } from './rows';
import { sheetOf } from './sheet';
import { counts, groupOf, leftOut, people, seatsTaken, standing, type Group } from './words';

/** A file of people: what would become of each row, how far it is, and what became of it. */
export function ImportPage() {
  const { id } = useParams({ from: '/desk/settings/team/imports/$id' });
  const shown = useImport(id);
  const problem = shown.error ? asProblem(shown.error) : null;
  if (problem?.status === 404) {
    return (
      <Empty
        title="This file is not here any more"
        acts={
          <Link to="/settings/team" className="link">
            Back to Team
          </Link>
        }
      >
        <p>A look that nobody confirms is forgotten after a day, and a file that was done after thirty.</p>
      </Empty>
    );
  }
  return (
    <>
      <PageTitle title="Invite Members" />
      {shown.isPending && <Skeleton height={336} />}
      {problem?.isRefusal && <Refusal title="The file was not shown" problem={problem} />}
      {problem && !problem.isRefusal && !shown.data && (
        <LoadError what="The file" problem={problem} retry={() => void shown.refetch()} />
      )}
      {shown.data && <Shown import={shown.data} />}
    </>
  );
}

function Shown({ import: file }: { import: Import }) {
  const rows = useRows(file);
  if (file.state === 'running') return <Running file={file} />;
  if (rows.isError) {
    return <LoadError what="Its rows" problem={asProblem(rows.error)} retry={() => void rows.refetch()} />;
  }
  if (!rows.data) return <Skeleton height={336} />;
  return file.state === 'done' ? (
    <Done file={file} rows={rows.data} />
  ) : (
    <Preview file={file} rows={rows.data} />
  );
}

/** The file itself, and the seats beside it. */
function Cards({
  file,
  words,
  acts,
  after,
}: {
  file: Import;
  words: string;
  acts?: ReactNode;
  after?: number;
}) {
  const { file: name } = useSearch({ from: '/desk/settings/team/imports/$id' });
  const plan = useQuery(planQuery).data;
  return (
    <div className={css.cards}>
      <div className={`${css.card} ${css.file}`}>
        <IconFileTypeCsv size={20} stroke={1.75} aria-hidden />
        <div className={css.fileWords}>
          <p className="t14">
            <span className="w6">{name ?? 'A file'}</span> · {people(file.total)} · email, role, access_tier
          </p>
          <p className="t13 ink2" role="status">
            {words}
          </p>
        </div>
        {acts}
      </div>
      {plan && (
        <div className={css.card}>
          <div>
            <p className="t14 w5">{seatsSentence(plan)}</p>
            {after !== undefined && <p className="t13 ink2">{plan.use.agents + after} after this</p>}
          </div>
        </div>
      )}
    </div>
  );
}

const FILTERS: [group: Group, would: string, did: string][] = [
  ['all', 'All rows', 'All rows'],
  ['go', 'Will be invited', 'Invited'],
  ['you', 'Need you', 'Not done'],
  ['here', 'Already here', 'Already here'],
];

function useGroup(rows: ImportRow[], done: boolean) {
  const [group, setGroup] = useState<Group>('all');
  const found = useMemo(() => counts(rows), [rows]);
  const shown = useMemo(
    () => rows.filter((row) => group === 'all' || groupOf(row.outcome) === group),
    [rows, group],
  );
  const chips = (
    <div className={css.chips}>
      {FILTERS.map(([each, would, did]) => (
        <Chip
          key={each}
          chosen={group === each}
          count={found[each]}
          icon={each !== 'all' && <GroupIcon group={each} />}
          onClick={() => setGroup(each)}
        >
          {done ? did : would}
        </Chip>
      ))}
    </div>
  );
  return { found, shown, chips };
}

function Failed({ id, count }: { id: string; count: number }) {
  if (count === 0) return null;
  return (
    <DownloadButton size="lg" path={`/api/v1/team/imports/${id}/failed.csv`} name="failed.csv">
      Download the {count === 1 ? 'row' : `${count} rows`} to correct
    </DownloadButton>
  );
}

/** Looks at the rows again once some were corrected; the keyboard goes back to them. */
function useCorrected(replaces: string) {
  const { file: name = 'people.csv' } = useSearch({ from: '/desk/settings/team/imports/$id' });
  const table = useRef<HTMLDivElement>(null);
  const again = useLook();
  const lookAgain = (rows: ImportRow[]) =>
    again.mutate(
      { name, content: new Blob([sheetOf(rows)]), replaces },
      { onSuccess: () => table.current?.focus() },
    );
  return { again, lookAgain, table };
}

/** What would become of each row; nothing has been sent. */
function Preview({ file, rows }: { file: Import; rows: ImportRow[] }) {
  const { found, shown, chips } = useGroup(rows, false);
  const [updates, setUpdates] = useState(false);
  const [look, confirm] = [useLook(), useConfirm(file.id)];
  const { again, lookAgain, table } = useCorrected(file.id);
  const emails = useMemo(() => rows.map((row) => row.email).join(' '), [rows]);
  const plan = useQuery(planQuery).data;
  const seats = useMemo(() => seatsTaken(rows, plan), [rows, plan]);
  const changes = rows.filter((row) => row.outcome === 'update').length;
  const isRenewing = rows.some((row) => row.outcome === 'renew');
  const problem = (look.error ?? again.error) as Error | null;
  return (
    <>
      <Cards
        file={file}
        words={standing(file)}
        {...(isRenewing ? {} : { after: found.go })}
        acts={
          <ChooseFile look={look} replaces={file.id}>
            Replace
          </ChooseFile>
        }
      />
      <NotTaken problem={problem ? asProblem(problem) : null} />
      {chips}
      <WasHere typed={emails} />
      <Rows
        rows={rows}
        shown={shown}
        done={false}
        seats={seats}
        onRows={again.isPending ? null : lookAgain}
        table={table}
      />
      {changes > 0 && (
        <Switch
          mt="md"
          label={`Give ${changes === 1 ? 'the one who is' : `the ${changes} who are`} here the role and the tier of their row`}
          checked={updates}
          onChange={(event) => setUpdates(event.currentTarget.checked)}
        />
      )}
      <FormOutcome title="Nobody was invited" problem={confirm.error ? asProblem(confirm.error) : null} />
      <section className={css.foot} aria-label="What follows">
        <div className="grow">
          <p className="t14 w6">
            {people(found.go)} will be invited, {leftOut(found.all - found.go - (updates ? changes : 0))}.
          </p>
          <p className="t13 ink2">
            Each gets a mail with a link of their own. The file is one entry of the audit log.
          </p>
        </div>
        <Button size="lg" variant="subtle" component={Link} to="/settings/team">
          Cancel
        </Button>
        <Failed id={file.id} count={found.you} />
        <Button
          size="lg"
          variant="filled"
          loading={confirm.isPending || again.isPending}
          disabled={found.go === 0 && !(updates && changes > 0)}
          onClick={() => confirm.mutate(updates ? 'update' : 'skip')}
        >
          Invite {people(found.go)}
        </Button>
      </section>
    </>
  );
}

/** How far it is. */
function Running({ file }: { file: Import }) {
  const worked = file.done + file.failed;
  return (
    <>
      <Cards file={file} words={standing(file)} />
      <Progress value={(worked / file.total) * 100} aria-label="Rows worked through" />
    </>
  );
}

/** What became of each row, and what is left for somebody to correct. */
function Done({ file, rows }: { file: Import; rows: ImportRow[] }) {
  const { found, shown, chips } = useGroup(rows, true);
  return (
    <>
      <Cards file={file} words={standing(file, found.go)} />
      {chips}
      <Rows rows={rows} shown={shown} done onRows={null} />
      <section className={css.foot} aria-label="What follows">
        <div className="grow">
          <p className="t14 w6">
            {people(found.go)} {found.go === 1 ? 'was' : 'were'} invited.
          </p>
        </div>
        <Failed id={file.id} count={found.you} />
        <Button size="lg" variant="filled" component={Link} to="/settings/team">
          Back to Team
        </Button>
      </section>
    </>
  );
}
