import { Modal } from '@/ui/dialog';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery, useQueryClient, type InfiniteData } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { IconSearch } from '@tabler/icons-react';
import { useId, useMemo, useState, type KeyboardEvent } from 'react';
import { api, ok } from '@/api/client';
import type { Conversation, Found } from '@/api/model';
import { useMe } from '@/features/auth/me';
import type { ListPage } from '@/features/inbox/data';
import { useMembers } from '@/features/team/data';
import { useSetStatus } from '@/features/team/set_status';
import { Key } from '@/ui/bits';
import css from './palette.module.css';
import {
  commands,
  conversationEntries,
  foundEntries,
  ORDER,
  peopleEntries,
  search,
  type Entry,
} from './palette_entries';
import { paletteOpen } from './palette_state';

const close = () => paletteOpen.set(() => false);

/** Conversations that this tab has read, each once. */
function useKnown(): Conversation[] {
  const client = useQueryClient();
  return useMemo(() => {
    const known = new Map<string, Conversation>();
    const lists = client.getQueriesData<InfiniteData<ListPage>>({ queryKey: ['conversations'] });
    for (const [, list] of lists) {
      for (const page of list?.pages ?? []) for (const item of page.items) known.set(item.id, item);
    }
    return [...known.values()];
  }, [client]);
}

/** How long typing pauses before the server is asked, in milliseconds, and from how many letters on. */
const PAUSE = 200;
const LEAST = 2;

/** What the server finds in customers and messages, also in those that this tab has never read. */
function useFound(words: string): { found: Found | undefined; searching: boolean } {
  const [asked] = useDebouncedValue(words.trim(), PAUSE);
  const query = useQuery({
    queryKey: ['search', asked],
    queryFn: () =>
      ok(api.GET('/api/v1/search', { params: { query: { q: asked, limit: 8 } } })) as Promise<Found>,
    enabled: asked.length >= LEAST,
    placeholderData: keepPreviousData,
  });
  const wanted = words.trim().length >= LEAST;
  return { found: wanted ? query.data : undefined, searching: wanted && query.isFetching };
}

function useEntries(words: string): { entries: Entry[]; searching: boolean } {
  const navigate = useNavigate();
  const me = useMe();
  const setStatus = useSetStatus();
  const { data: members = [] } = useMembers();
  const known = useKnown();
  const { found, searching } = useFound(words);
  const entries = useMemo(() => {
    const open = (id: string) => void navigate({ to: '/c/$id', params: { id } });
    const hits = found ? foundEntries(found, open) : [];
    const there = new Set(hits.map((entry) => entry.id));
    const all = [
      ...conversationEntries(known, open).filter((entry) => !there.has(entry.id)),
      ...peopleEntries(members, (id) => void navigate({ to: '/team/$id', params: { id } })),
      ...commands(
        me,
        (to, params) => void navigate({ to, search: params }),
        (status) => setStatus.mutate(status),
      ),
    ];
    return [...hits, ...search(all, words)].toSorted(
      (a, b) => ORDER.indexOf(a.group) - ORDER.indexOf(b.group),
    );
    // The mutation object is new on every render; what it does is not.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [known, members, me, navigate, words, found]);
  return { entries, searching };
}

function Line({
  entry,
  id,
  active,
  onPoint,
}: {
  entry: Entry;
  id: string;
  active: boolean;
  onPoint: () => void;
}) {
  return (
    <div
      id={id}
      role="option"
      aria-selected={active}
      className={css.entry}
      data-active={active || undefined}
      onMouseMove={onPoint}
      onClick={() => {
        close();
        entry.run();
      }}
    >
      <span className={css.icon}>{entry.icon}</span>
      <span className="t13 truncate">{entry.label}</span>
      <span className="t12 ink3 truncate grow">{entry.sub}</span>
      {entry.keys?.map((key) => (
        <Key key={key}>{key}</Key>
      ))}
    </div>
  );
}

/** Type what you want: what somebody wrote, a customer, a colleague, a page, a status. */
export function Palette() {
  const base = useId();
  const [words, setWords] = useState('');
  const [at, setAt] = useState(0);
  const { entries, searching } = useEntries(words);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') setAt(Math.min(entries.length - 1, at + 1));
    else if (event.key === 'ArrowUp') setAt(Math.max(0, at - 1));
    else if (event.key === 'Enter') {
      const entry = entries[at];
      if (!entry) return;
      close();
      entry.run();
    } else return;
    event.preventDefault();
  };
  return (
    <Modal
      opened
      onClose={close}
      withCloseButton={false}
      classNames={{ body: css.body ?? '' }}
      yOffset={112}
      centered={false}
      attributes={{ content: { 'aria-label': 'Search, or do anything' } }}
    >
      <div className={css.search}>
        <IconSearch size={20} stroke={1.75} aria-hidden />
        <input
          role="combobox"
          aria-label="Search, or do anything"
          aria-expanded
          aria-controls={base}
          aria-activedescendant={entries[at] ? `${base}-${at}` : undefined}
          value={words}
          data-autofocus
          onChange={(event) => {
            setWords(event.currentTarget.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
        />
        {words && (
          <span className="t12 ink3" role="status">
            {searching ? 'Searching' : `${entries.length} found`}
          </span>
        )}
        <Key>esc</Key>
      </div>
      <div id={base} role="listbox" aria-label="Found" className={css.entries}>
        {entries.length === 0 && (
          <p className={css.none}>
            Nothing is called “{words}”. Only conversations that this page has loaded are searched.
          </p>
        )}
        {entries.map((entry, index) => (
          <div key={entry.id} role="presentation">
            {entries[index - 1]?.group !== entry.group && <p className={css.group}>{entry.group}</p>}
            <Line entry={entry} id={`${base}-${index}`} active={index === at} onPoint={() => setAt(index)} />
          </div>
        ))}
      </div>
      <p className={css.foot}>
        <Key>↑</Key>
        <Key>↓</Key> move <Key>↵</Key> do it <Key>?</Key> all keys
      </p>
    </Modal>
  );
}
