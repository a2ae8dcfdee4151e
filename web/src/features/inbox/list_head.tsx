import { ActionIcon, Button } from '@mantine/core';
import { IconBookmark, IconFilter, IconSearch, IconX } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import type { ConversationStatus, Counts } from '@/api/model';
import { useChannelsById } from '@/features/channels/data';
import { useTags } from '@/features/tags/data';
import { TagDot } from '@/features/tags/tag_chip';
import { ahead } from '@/lib/ahead';
import { openPalette } from '@/shell/palette_state';
import { StatusMenu } from '@/shell/status_switch';
import { Chip } from '@/ui/bits';
import { Menu, MenuItem, MenuLabel, MenuLine } from '@/ui/menu';
import { useCounts } from './counts';
import css from './list.module.css';
import { ListTitle } from './view_menu';
import { VIEW_LABEL, type InboxSearch, type ListKey, type ViewName } from './views';

const WORD: Record<ConversationStatus, string> = {
  open: 'Open',
  pending: 'Pending',
  resolved: 'Resolved',
  closed: 'Closed',
};

const KeepView = lazy(
  ahead(() => import('@/features/views/keep').then((part) => ({ default: part.KeepViewDialog }))),
);

function countWords(key: ListKey, counts: Counts | undefined): string {
  if (!counts || key.status || key.tag) return '';
  if (key.view === 'resolved') return key.channel ? '' : counts.resolved.toLocaleString('en');
  const n = key.channel
    ? (counts.channels.find((entry) => entry.channel_id === key.channel)?.open ?? 0)
    : counts[key.view];
  return n === 0 ? 'nothing open' : `${n.toLocaleString('en')} open`;
}

interface HeadProps {
  listKey: ListKey;
  search: InboxSearch;
}

/** What the list is narrowed to, each with the way back. */
function Narrowed({ listKey, search }: HeadProps) {
  const navigate = useNavigate();
  const { data: tags = [] } = useTags();
  const tag = tags.find((each) => each.id === listKey.tag);
  const without = (name: 'status' | 'tag') => {
    const { [name]: _, ...rest } = search;
    void navigate({ to: '/', search: rest });
  };
  const chip = (words: string, name: 'status' | 'tag') => (
    <Button
      size="sm"
      variant="subtle"
      rightSection={<IconX size={14} stroke={2} />}
      onClick={() => without(name)}
      aria-label={`Only ${words.toLowerCase()}, show all again`}
    >
      <span className={css.narrowed}>{words}</span>
    </Button>
  );
  return (
    <>
      {listKey.status && chip(WORD[listKey.status], 'status')}
      {listKey.tag && chip(tag?.name ?? 'One tag', 'tag')}
    </>
  );
}

function Filter({ listKey, search }: HeadProps) {
  const navigate = useNavigate();
  const { data: tags = [] } = useTags();
  const [keeping, setKeeping] = useState(false);
  const done = listKey.view === 'resolved';
  const options: ConversationStatus[] = done ? ['closed'] : ['open', 'pending'];
  const choose = (part: Pick<InboxSearch, 'status' | 'tag'>, name: 'status' | 'tag') => {
    const { [name]: _, ...rest } = search;
    void navigate({ to: '/', search: { ...rest, ...part } });
  };
  return (
    <>
      <Menu
        label="Filter"
        width={220}
        button={(props) => (
          <ActionIcon aria-label="Filter" {...props}>
            <IconFilter size={16} stroke={1.75} />
          </ActionIcon>
        )}
      >
        <MenuLabel>Status</MenuLabel>
        <MenuItem kind="radio" checked={!listKey.status} onClick={() => choose({}, 'status')}>
          {done ? 'Resolved' : 'Open and pending'}
        </MenuItem>
        {options.map((status) => (
          <MenuItem
            key={status}
            kind="radio"
            checked={listKey.status === status}
            onClick={() => choose({ status }, 'status')}
          >
            {WORD[status]}
          </MenuItem>
        ))}
        {tags.length > 0 && <MenuLabel>Tag</MenuLabel>}
        {tags.map((tag) => (
          <MenuItem
            key={tag.id}
            kind="radio"
            checked={listKey.tag === tag.id}
            icon={<TagDot colour={tag.colour} />}
            onClick={() => (listKey.tag === tag.id ? choose({}, 'tag') : choose({ tag: tag.id }, 'tag'))}
          >
            {tag.name}
          </MenuItem>
        ))}
        <MenuLine />
        <MenuItem icon={<IconBookmark size={16} stroke={1.75} />} onClick={() => setKeeping(true)}>
          Keep as a view…
        </MenuItem>
      </Menu>
      {keeping && (
        <Suspense fallback={null}>
          <KeepView listKey={listKey} onClose={() => setKeeping(false)} />
        </Suspense>
      )}
    </>
  );
}

/** On a phone the views stand above the list, since there is no rail. */
function ViewChips({ listKey, counts }: { listKey: ListKey; counts: Counts | undefined }) {
  const navigate = useNavigate();
  return (
    <div className={css.chips} role="group" aria-label="Views">
      {(Object.keys(VIEW_LABEL) as ViewName[]).map((view) => (
        <Chip
          key={view}
          chosen={listKey.view === view && !listKey.channel}
          onClick={() => void navigate({ to: '/', search: { view } })}
          {...(view === 'resolved' ? {} : { count: counts?.[view] ?? 0 })}
        >
          {VIEW_LABEL[view]}
        </Chip>
      ))}
    </div>
  );
}

export function ListHead({ listKey, search }: { listKey: ListKey; search: InboxSearch }) {
  const counts = useCounts();
  const channel = useChannelsById().get(listKey.channel ?? '');
  const title = channel?.name ?? VIEW_LABEL[listKey.view];
  return (
    <>
      <div className={css.head}>
        <ListTitle title={title} listKey={listKey} search={search} />
        <span className="t13 ink3 grow truncate tnum">{countWords(listKey, counts)}</span>
        <span className={css.headPhone}>
          <StatusMenu />
        </span>
        <Narrowed listKey={listKey} search={search} />
        <Filter listKey={listKey} search={search} />
        <span className={css.headPhone}>
          <ActionIcon aria-label="Search, or do anything" onClick={openPalette}>
            <IconSearch size={20} stroke={1.75} />
          </ActionIcon>
        </span>
      </div>
      <ViewChips listKey={listKey} counts={counts} />
    </>
  );
}
