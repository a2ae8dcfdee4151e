import { UnstyledButton } from '@mantine/core';
import { IconBookmark, IconChevronDown, IconMessage2, IconX } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useMe } from '@/features/auth/me';
import { useChannels } from '@/features/channels/data';
import { useRemoveView, useViews } from '@/features/views/data';
import { Menu, MenuItem, MenuLabel, MenuLine } from '@/ui/menu';
import css from './list.module.css';
import { sameList, searchOf, VIEW_LABEL, type InboxSearch, type ListKey, type ViewName } from './views';

const icon = { size: 16, stroke: 1.75 };

/** The title of the list. Where there is no room for the rail's words, it opens what stands there: every list of the inbox. */
export function ListTitle({
  title,
  listKey,
  search,
}: {
  title: string;
  listKey: ListKey;
  search: InboxSearch;
}) {
  return (
    <h2 className={`t16 ${css.title}`}>
      <span className={css.titleWide}>{title}</span>
      <Menu
        label="Lists of the inbox"
        align="start"
        width={260}
        button={(props) => (
          <UnstyledButton className={css.titleNarrow} {...props}>
            <span className="truncate">{title}</span>
            <IconChevronDown size={16} stroke={2} aria-hidden />
          </UnstyledButton>
        )}
      >
        <Lists listKey={listKey} search={search} />
      </Menu>
    </h2>
  );
}

function Lists({ listKey, search }: { listKey: ListKey; search: InboxSearch }) {
  const navigate = useNavigate();
  const me = useMe();
  const { data: channels = [] } = useChannels();
  const { data: views = [] } = useViews();
  const remove = useRemoveView();
  const show = (wanted: InboxSearch) => void navigate({ to: '/', search: wanted });
  const kept = views.map((view) => ({ ...view, search: searchOf(view.filter, me?.user.id ?? '') }));
  const shown = kept.find((view) => sameList(view.search, search));
  return (
    <>
      <MenuLabel>Views</MenuLabel>
      {(Object.keys(VIEW_LABEL) as ViewName[]).map((view) => (
        <MenuItem key={view} kind="radio" checked={sameList({ view }, search)} onClick={() => show({ view })}>
          {VIEW_LABEL[view]}
        </MenuItem>
      ))}
      {channels.length > 0 && <MenuLabel>Channels</MenuLabel>}
      {channels.map((channel) => (
        <MenuItem
          key={channel.id}
          kind="radio"
          checked={listKey.channel === channel.id && !shown}
          icon={<IconMessage2 {...icon} />}
          onClick={() => show({ view: 'all', channel: channel.id })}
        >
          {channel.name}
        </MenuItem>
      ))}
      {kept.length > 0 && <MenuLabel>My views</MenuLabel>}
      {kept.map((view) => (
        <MenuItem
          key={view.id}
          kind="radio"
          checked={view === shown}
          icon={<IconBookmark {...icon} />}
          onClick={() => show(view.search)}
        >
          {view.name}
        </MenuItem>
      ))}
      {shown && (
        <>
          <MenuLine />
          <MenuItem danger icon={<IconX {...icon} />} onClick={() => remove.mutate(shown.id)}>
            Take the view {shown.name} away
          </MenuItem>
        </>
      )}
    </>
  );
}
