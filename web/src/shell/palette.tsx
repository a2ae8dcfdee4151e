import { Modal } from '@/ui/dialog';
import { useQueryClient, type InfiniteData } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { IconSearch } from '@tabler/icons-react';
import { useId, useMemo, useState, type KeyboardEvent } from 'react';
import type { Conversation } from '@/api/model';
import { useMe } from '@/features/auth/me';
import type { ListPage } from '@/features/inbox/data';
import { useMembers } from '@/features/team/data';
import { useSetStatus } from '@/features/team/set_status';
import { Key } from '@/ui/bits';
import css from './palette.module.css';
import { commands, conversationEntries, peopleEntries, search, type Entry } from './palette_entries';
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

function useEntries(words: string): Entry[] {
  const navigate = useNavigate();
  const me = useMe();
  const setStatus = useSetStatus();
  const { data: members = [] } = useMembers();
  const known = useKnown();
  return useMemo(() => {
    const all = [
      ...conversationEntries(known, (id) => void navigate({ to: '/c/$id', params: { id } })),
      ...peopleEntries(members, (id) => void navigate({ to: '/team/$id', params: { id } })),
      ...commands(
        me,
        (to, params) => void navigate({ to, search: params }),
        (status) => setStatus.mutate(status),
      ),
    ];
    return search(all, words);
    // The mutation object is new on every render; what it does is not.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [known, members, me, navigate, words]);
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

/** Type what you want: a conversation that is loaded, a person, a page, a status. */
export function Palette() {
  const base = useId();
  const [words, setWords] = useState('');
  const [at, setAt] = useState(0);
  const entries = useEntries(words);
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
        {words && <span className="t12 ink3">{entries.length} found</span>}
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
