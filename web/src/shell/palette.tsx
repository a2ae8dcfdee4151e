import { Modal } from '@/ui/dialog';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery, useQueryClient, type InfiniteData } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { IconSearch } from '@tabler/icons-react';
import { useId, useMemo, useState } from 'react';
import { api, ok } from '@/api/client';
import type { Conversation, Found } from '@/api/model';
import { useMe } from '@/features/auth/me';
import { useChannels } from '@/features/channels/data';
import type { ListPage } from '@/features/inbox/data';
import { useMembers } from '@/features/team/data';
import { useViews } from '@/features/views/data';
import { useSetStatus } from '@/features/team/set_status';
import { Key, KeyHint } from '@/ui/bits';
import { useChoosing } from './choosing';
import css from './palette.module.css';
import {
  commands,
  conversationEntries,
  foundEntries,
  listEntries,
  peopleEntries,
  search as searchHere,
  type Entry,
} from './palette_entries';
import { closePalette } from './palette_state';
import { useSettingsPages } from './settings_pages';

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

type Asked = 'no' | 'waits' | 'failed' | 'answered';

/**
 * What the server finds in customers and messages, also in those that this tab has never read; only ever for the words
 * as they stand.
 */
function useFound(words: string): { found: Found | undefined; asked: Asked } {
  const wanted = words.trim();
  const [settled] = useDebouncedValue(wanted, PAUSE);
  const query = useQuery({
    queryKey: ['search', settled],
    queryFn: () =>
      ok(api.GET('/api/v1/search', { params: { query: { q: settled, limit: 8 } } })) as Promise<Found>,
    enabled: settled.length >= LEAST,
  });
  if (wanted.length < LEAST) return { found: undefined, asked: 'no' };
  if (settled !== wanted || query.isPending) return { found: undefined, asked: 'waits' };
  return { found: query.data, asked: query.data ? 'answered' : 'failed' };
}

function useEntries(words: string): { entries: Entry[]; asked: Asked } {
  const navigate = useNavigate();
  const me = useMe();
  const settings = useSettingsPages();
  const setStatus = useSetStatus();
  const { data: members = [] } = useMembers();
  const { data: channels = [] } = useChannels();
  const { data: views = [] } = useViews();
  const known = useKnown();
  const { found, asked } = useFound(words);
  const entries = useMemo(() => {
    const open = (id: string) => void navigate({ to: '/c/$id', params: { id } });
    const go = (to: string, params: Record<string, string>) => void navigate({ to, search: params });
    const here = searchHere(
      [
        ...conversationEntries(known, open),
        ...peopleEntries(members, (id) => void navigate({ to: '/team/$id', params: { id } })),
        ...commands(
          me,
          settings.flatMap(({ pages }) => pages),
          go,
          (status) => setStatus.mutate(status),
        ),
        ...listEntries(me, channels, views, go),
      ],
      words,
    );
    const there = new Set(here.map((entry) => entry.id));
    // What comes later stands below: nothing moves that is already under somebody's eyes.
    return [...here, ...(found ? foundEntries(found, open) : []).filter((entry) => !there.has(entry.id))];
    // The mutation object is new on every render; what it does is not.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [known, members, channels, views, me, settings, navigate, words, found]);
  return { entries, asked };
}

const REST: Record<Asked, string> = {
  no: `Customers and messages are searched from ${LEAST} letters on.`,
  waits: 'Customers and messages are being searched.',
  failed: 'Customers and messages could not be searched.',
  answered: 'No customer and no message has these words either.',
};

/** Why nothing is listed, and whether something may still come. */
function Nothing({ words, asked }: { words: string; asked: Asked }) {
  return (
    <p className={css.none}>
      Nothing is called “{words}”. {REST[asked]}
    </p>
  );
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
        closePalette();
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
  const { entries, asked } = useEntries(words);
  const { at, point, search, onKeyDown, onFocus } = useChoosing(
    base,
    entries.map((entry) => entry.id),
    setWords,
    (chosen) => {
      closePalette();
      entries[chosen]?.run();
    },
  );
  return (
    <Modal
      opened
      onClose={closePalette}
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
          onChange={(event) => search(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          onFocus={onFocus}
        />
        {words && (
          <span className="t12 ink3" role="status">
            {asked === 'waits' ? 'Searching' : `${entries.length} found`}
          </span>
        )}
        <KeyHint>esc</KeyHint>
      </div>
      <div id={base} role="listbox" aria-label="Found" className={css.entries}>
        {entries.length === 0 && <Nothing words={words} asked={asked} />}
        {entries.map((entry, index) => (
          <div key={entry.id} role="presentation">
            {entries[index - 1]?.group !== entry.group && <p className={css.group}>{entry.group}</p>}
            <Line
              entry={entry}
              id={`${base}-${index}`}
              active={index === at}
              onPoint={() => point(entry.id)}
            />
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
