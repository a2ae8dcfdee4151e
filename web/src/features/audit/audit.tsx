import { Button, Skeleton } from '@mantine/core';
import { TextInput } from '@/ui/fields';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useMemo, useState } from 'react';
import { asProblem } from '@/api/problem';
import { useMembers } from '@/features/team/data';
import { PageTitle } from '@/shell/page';
import { DownloadButton } from '@/ui/download';
import { Empty, LoadError } from '@/ui/notes';
import { Refusal } from '@/ui/refusal';
import css from './audit.module.css';
import { auditQuery, exportPath, goneQuery, type AuditPage, type Named } from './data';
import type { AuditSearch } from './search';
import { EntryList } from './entries';
import { ACTS } from './words';

/** Who changed what, when, and by what right: found by words, person, act and time; taken away as a file. */
export function AuditSettings() {
  const search: AuditSearch = useSearch({ from: '/desk/settings/audit' });
  const entries = useInfiniteQuery(auditQuery(search));
  const items = entries.data?.pages.flatMap((page) => page.items) ?? [];
  const isLooking = useLookingFurther(entries);
  const problem = entries.error ? asProblem(entries.error) : null;
  if (problem?.isRefusal) {
    return (
      <>
        <PageTitle title="Audit" />
        <Refusal title="The audit log was not shown" problem={problem} />
      </>
    );
  }
  return (
    <>
      <PageTitle
        title="Audit"
        acts={
          <>
            <DownloadButton path={exportPath('csv', search)} name="audit.csv">
              Export CSV
            </DownloadButton>
            <DownloadButton path={exportPath('jsonl', search)} name="audit.jsonl">
              Export JSON lines
            </DownloadButton>
          </>
        }
      />
      <Filters search={search} />
      {entries.isPending && <Skeleton height={336} />}
      {problem && !entries.data && (
        <LoadError what="The audit log" problem={problem} retry={() => void entries.refetch()} />
      )}
      {entries.data && items.length === 0 && !isLooking && (
        <Nothing filtered={Object.keys(search).length > 0} />
      )}
      {items.length > 0 && <EntryList entries={items} />}
      {isLooking && (
        <p className="t13 ink3" role="status">
          Looking further back
        </p>
      )}
      {entries.hasNextPage && !isLooking && (
        <Button mt={12} loading={entries.isFetchingNextPage} onClick={() => void entries.fetchNextPage()}>
          Show earlier entries
        </Button>
      )}
    </>
  );
}

/**
 * One answer has looked at so many entries at most. Where it found none and more are left, the next is asked for by
 * itself; answers whether that goes on.
 */
function useLookingFurther(entries: {
  data: { pages: AuditPage[] } | undefined;
  hasNextPage: boolean;
  isFetchNextPageError: boolean;
  isFetching: boolean;
  fetchNextPage: () => Promise<unknown>;
}): boolean {
  const { data, hasNextPage, isFetchNextPageError, isFetching, fetchNextPage } = entries;
  const isLooking = hasNextPage && !isFetchNextPageError && data?.pages.at(-1)?.items.length === 0;
  useEffect(() => {
    if (isLooking && !isFetching) void fetchNextPage();
  }, [isLooking, isFetching, fetchNextPage]);
  return isLooking;
}

/** Everybody who can be looked for: the team, then who is gone; and whoever the address names. */
function usePeople(chosen: string | undefined): Named[] {
  const { data: members = [] } = useMembers();
  const { data: gone = [] } = useQuery(goneQuery);
  return useMemo(() => {
    const here = members.map((member) => [member.user_id, member.name] as const);
    const ids = new Set(here.map(([id]) => id));
    const rest = gone.filter(([id]) => !ids.has(id)).map(([id, name]) => [id, `${name}, gone`] as const);
    const all = [...here, ...rest];
    return !chosen || all.some(([id]) => id === chosen) ? all : [...all, [chosen, 'Somebody else']];
  }, [members, gone, chosen]);
}

function Nothing({ filtered }: { filtered: boolean }) {
  return (
    <Empty title={filtered ? 'Nothing matches' : 'Nothing was changed yet'}>
      {filtered
        ? 'Try fewer words, another person, or a longer time.'
        : 'Every change of members, roles, plan, channels and settings appears here.'}
    </Empty>
  );
}

/** How long typing pauses before it is searched for, in milliseconds. */
const PAUSE = 250;

function Filters({ search }: { search: AuditSearch }) {
  const navigate = useNavigate();
  const people = usePeople(search.person);
  const [words, setWords] = useState(search.q ?? '');
  const set = (name: keyof AuditSearch, value: string) => {
    const { [name]: _, ...rest } = search;
    void navigate({
      to: '/settings/audit',
      search: value ? { ...rest, [name]: value } : rest,
      replace: true,
    });
  };
  useEffect(() => {
    if (words.trim() === (search.q ?? '')) return undefined;
    const timer = setTimeout(() => set('q', words.trim()), PAUSE);
    return () => clearTimeout(timer);
    // Only typing searches: what else changes in the address starts no search of its own.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [words]);
  return (
    <div className={css.filters}>
      <TextInput
        label="Words"
        type="search"
        placeholder="Name, address, act"
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
      <Choice
        label="Person"
        value={search.person ?? ''}
        onChange={(value) => set('person', value)}
        any="Everybody"
        options={people}
      />
      <Choice
        label="Act"
        value={search.act ?? ''}
        onChange={(value) => set('act', value)}
        any="Every act"
        options={ACTS}
      />
      <TextInput
        label="From"
        type="date"
        value={search.from ?? ''}
        onChange={(event) => set('from', event.currentTarget.value)}
      />
      <TextInput
        label="To"
        type="date"
        value={search.to ?? ''}
        onChange={(event) => set('to', event.currentTarget.value)}
      />
    </div>
  );
}

interface ChoiceProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  any: string;
  options: readonly (readonly [value: string, label: string])[];
}

function Choice({ label, value, onChange, any, options }: ChoiceProps) {
  return (
    <label className={css.choice}>
      <span className={css.choiceLabel}>{label}</span>
      <select value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        <option value="">{any}</option>
        {options.map(([name, words]) => (
          <option key={name} value={name}>
            {words}
          </option>
        ))}
      </select>
    </label>
  );
}
