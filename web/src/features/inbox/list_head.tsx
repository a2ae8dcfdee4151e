import { ActionIcon, Button } from '@mantine/core';
import { IconFilter, IconSearch, IconX } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import type { ConversationStatus, Counts } from '@/api/model';
import { useChannelsById } from '@/features/channels/data';
import { openPalette } from '@/shell/palette_state';
import { StatusMenu } from '@/shell/status_switch';
import { Chip } from '@/ui/bits';
import { Menu, MenuItem, MenuLabel } from '@/ui/menu';
import { useCounts } from './counts';
import css from './list.module.css';
import { VIEW_LABEL, type InboxSearch, type ListKey, type ViewName } from './views';

const WORD: Record<ConversationStatus, string> = {
  open: 'Open',
  pending: 'Pending',
  resolved: 'Resolved',
  closed: 'Closed',
};
const OF_VIEW: Record<'active' | 'done', ConversationStatus[]> = {
  active: ['open', 'pending'],
  done: ['resolved', 'closed'],
};

function countWords(key: ListKey, counts: Counts | undefined): string {
  if (!counts || key.status) return '';
  if (key.view === 'resolved') return key.channel ? '' : counts.resolved.toLocaleString('en');
  const n = key.channel
    ? (counts.channels.find((entry) => entry.channel_id === key.channel)?.open ?? 0)
    : counts[key.view];
  return n === 0 ? 'nothing open' : `${n.toLocaleString('en')} open`;
}

function StatusFilter({ listKey, search }: { listKey: ListKey; search: InboxSearch }) {
  const navigate = useNavigate();
  const choices = OF_VIEW[listKey.view === 'resolved' ? 'done' : 'active'];
  const choose = (status: ConversationStatus | null) => {
    const { status: _, ...rest } = search;
    void navigate({ to: '/', search: status ? { ...rest, status } : rest });
  };
  const whole = listKey.view === 'resolved' ? 'Resolved' : 'Open and pending';
  const options = listKey.view === 'resolved' ? (['closed'] as const) : choices;
  return (
    <>
      {listKey.status && (
        <Button
          size="sm"
          variant="subtle"
          rightSection={<IconX size={14} stroke={2} />}
          onClick={() => choose(null)}
          aria-label={`Only ${WORD[listKey.status].toLowerCase()}, show all again`}
        >
          {WORD[listKey.status]}
        </Button>
      )}
      <Menu
        label="Status"
        width={200}
        button={(props) => (
          <ActionIcon aria-label="Filter by status" {...props}>
            <IconFilter size={16} stroke={1.75} />
          </ActionIcon>
        )}
      >
        <MenuLabel>Status</MenuLabel>
        <MenuItem kind="radio" checked={!listKey.status} onClick={() => choose(null)}>
          {whole}
        </MenuItem>
        {options.map((status) => (
          <MenuItem
            key={status}
            kind="radio"
            checked={listKey.status === status}
            onClick={() => choose(status)}
          >
            {WORD[status]}
          </MenuItem>
        ))}
      </Menu>
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
        <h2 className="t16 truncate">{title}</h2>
        <span className="t13 ink3 grow truncate tnum">{countWords(listKey, counts)}</span>
        <span className={css.headPhone}>
          <StatusMenu />
        </span>
        <StatusFilter listKey={listKey} search={search} />
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
