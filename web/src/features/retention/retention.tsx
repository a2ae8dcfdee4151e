import { Button, Skeleton } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { api, ok } from '@/api/client';
import type { Workspace } from '@/api/model';
import { asProblem } from '@/api/problem';
import { workspaceQuery } from '@/features/general/data';
import { exact } from '@/lib/time';
import { count, nameList } from '@/lib/words';
import { PageTitle } from '@/shell/page';
import { Radio, TextInput } from '@/ui/fields';
import { Info, LoadError, Warning } from '@/ui/notes';
import { notify } from '@/ui/notices';
import { FormOutcome } from '@/ui/outcome';
import { Section } from '@/ui/section';
import { affectedQuery, daysOf, isFit, LEAST, type Days, type Kind } from './data';
import css from './retention.module.css';

const KINDS: { kind: Kind; title: string; goes: ReactNode; proposed: number }[] = [
  {
    kind: 'conversations',
    title: 'Finished conversations',
    goes: 'Resolved and closed conversations in which nothing happened for so long: with their messages, notes, files, tags and history. Search does not find them any more, and reports count without them. Open and pending ones stay, and so do the customers.',
    proposed: 730,
  },
  {
    kind: 'activity',
    title: 'Activity details',
    goes: 'Which acts people did, and when. Of everybody on the team the last act stays, so that Last active is always known.',
    proposed: 92,
  },
  {
    kind: 'audit',
    title: 'Audit log',
    goes: 'The oldest entries of the log. What is left can still be checked for changes. Never less than 365 days.',
    proposed: 730,
  },
];

/** How long the workspace keeps what it has: what will be gone, when, and how much that is by now. */
export function RetentionSettings() {
  const workspace = useQuery(workspaceQuery);
  return (
    <>
      <PageTitle title="Retention" />
      {workspace.isPending && <Skeleton height={320} />}
      {workspace.isError && !workspace.data && (
        <LoadError
          what="The settings"
          problem={asProblem(workspace.error)}
          retry={() => void workspace.refetch()}
        />
      )}
      {workspace.data && <Form workspace={workspace.data} />}
    </>
  );
}

function useKeep() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (retention: Days) =>
      ok(api.PATCH('/api/v1/workspace', { body: { retention } })) as Promise<Workspace>,
    onSuccess: (workspace) => {
      client.setQueryData(workspaceQuery.queryKey, workspace);
      notify({ title: 'How long everything is kept was saved' });
    },
  });
}

function Form({ workspace }: { workspace: Workspace }) {
  const saved = daysOf(workspace.retention);
  const [days, setDays] = useState(saved);
  const keep = useKeep();
  const problem = keep.error ? asProblem(keep.error) : null;
  const fits = KINDS.every(({ kind }) => isFit(kind, days[kind]));
  const changed = KINDS.some(({ kind }) => days[kind] !== saved[kind]);
  return (
    <form
      className={css.page}
      onSubmit={(event) => {
        event.preventDefault();
        keep.mutate(days);
      }}
    >
      {KINDS.map(({ kind, title, goes, proposed }) => (
        <Section key={kind} title={title} sub={goes}>
          <Keep
            kind={kind}
            title={title}
            days={days[kind]}
            proposed={proposed}
            error={problem?.field(`retention.${kind}`)}
            onChange={(each) => setDays((before) => ({ ...before, [kind]: each }))}
          />
        </Section>
      ))}
      <Section
        title="Archives of people who left"
        sub="What was somebody’s own, such as their views, is kept for 30 days and offered back where they come in again. That is always so."
      />
      {fits && <Affected days={days} />}
      <When workspace={workspace} changed={changed} />
      <FormOutcome title="Nothing was changed" problem={problem} />
      <Button type="submit" variant="filled" loading={keep.isPending} disabled={!fits || !changed}>
        Save
      </Button>
    </form>
  );
}

interface KeepProps {
  kind: Kind;
  title: string;
  days: number | null;
  proposed: number;
  error: string | undefined;
  onChange: (days: number | null) => void;
}

function Keep({ kind, title, days, proposed, error, onChange }: KeepProps) {
  const wrong = isFit(kind, days) ? undefined : `A whole number of days, at least ${LEAST[kind]}.`;
  return (
    <>
      <Radio.Group
        aria-label={title}
        value={days === null ? 'ever' : 'days'}
        onChange={(value) => onChange(value === 'ever' ? null : proposed)}
      >
        <div className={css.choices}>
          <Radio value="ever" label="Kept for ever" />
          <Radio value="days" label="Kept for a number of days" />
        </div>
      </Radio.Group>
      {days !== null && (
        <TextInput
          className={css.days}
          label={`Days that ${title.toLowerCase()} are kept`}
          type="number"
          inputMode="numeric"
          value={Number.isNaN(days) ? '' : days}
          error={error ?? wrong}
          onChange={(event) => onChange(event.currentTarget.valueAsNumber)}
        />
      )}
    </>
  );
}

/** How much would be gone by now. */
function Affected({ days }: { days: Days }) {
  const affected = useQuery(affectedQuery(days));
  if (!affected.data) return null;
  const { conversations, files, activity, audit } = affected.data;
  const parts = [
    conversations > 0 && `${count(conversations, 'conversation')} with ${count(files, 'file')}`,
    activity > 0 && count(activity, 'act'),
    audit > 0 && count(audit, 'entry', 'entries'),
  ].filter((part) => part !== false);
  if (parts.length === 0) return <Info>Today this takes nothing away.</Info>;
  return (
    <Warning>
      <span className="w6">{nameList(parts)}</span> would be gone today. Nobody can bring them back.
    </Warning>
  );
}

function When({ workspace, changed }: { workspace: Workspace; changed: boolean }) {
  const next = workspace.retention.next_purge_at;
  const again = 'From then on it is looked at once a day, and the audit log says how much went.';
  if (changed || !next) {
    return (
      <p className="t13 ink2">
        The first purge is a day after you save; until then you can change your mind. {again}
      </p>
    );
  }
  return <p className="t13 ink2">The next purge is on {exact(next)}.</p>;
}
