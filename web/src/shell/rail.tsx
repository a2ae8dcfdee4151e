import {
  IconBookmark,
  IconCircleCheck,
  IconInbox,
  IconMessage2,
  IconSettings,
  IconStack2,
  IconUserCheck,
  IconUsers,
  IconX,
} from '@tabler/icons-react';
import { Link, useRouterState, useSearch } from '@tanstack/react-router';
import { useMemo, type ReactNode } from 'react';
import type { Counts, Member } from '@/api/model';
import { useMe } from '@/features/auth/me';
import { useChannels } from '@/features/channels/data';
import { useCounts, useLoads } from '@/features/inbox/counts';
import { sameList, searchOf, VIEW_LABEL, type InboxSearch, type ViewName } from '@/features/inbox/views';
import { useRemoveView, useViews } from '@/features/views/data';
import { byPresence, useMembers } from '@/features/team/data';
import { firstName, number } from '@/lib/words';
import { Face } from '@/ui/face';
import { STATUS_WORD } from '@/ui/status';
import css from './rail.module.css';
import { WorkspaceSwitch } from './workspace_switch';

const ICON: Record<ViewName, ReactNode> = {
  mine: <IconUserCheck size={16} stroke={1.75} />,
  unassigned: <IconInbox size={16} stroke={1.75} />,
  all: <IconStack2 size={16} stroke={1.75} />,
  resolved: <IconCircleCheck size={16} stroke={1.75} />,
};

const NOBODY: Member[] = [];

/** How many faces of the team the rail shows; the page Team has them all. */
const FACES = 12;

function useChosenView(): { view: ViewName | null; channel: string | null } {
  const path = useRouterState({ select: (state) => state.location.pathname });
  const search = useSearch({ strict: false }) as InboxSearch;
  if (path !== '/' && !path.startsWith('/c/')) return { view: null, channel: null };
  if (search.tag || search.status) return { view: null, channel: null };
  return { view: search.channel ? null : (search.view ?? 'all'), channel: search.channel ?? null };
}

function Item({
  icon,
  label,
  count,
  chosen,
}: {
  icon: ReactNode;
  label: ReactNode;
  count?: number | undefined;
  chosen: boolean;
}) {
  return (
    <span className={css.item} data-chosen={chosen || undefined}>
      {icon}
      <span className={css.itemLabel}>{label}</span>
      {count !== undefined && <span className={css.count}>{count}</span>}
    </span>
  );
}

function Views({ counts }: { counts: Counts | undefined }) {
  const chosen = useChosenView();
  return (
    <ul aria-label="Views">
      {(Object.keys(VIEW_LABEL) as ViewName[]).map((view) => (
        <li key={view}>
          <Link
            to="/"
            search={{ view }}
            title={VIEW_LABEL[view]}
            activeOptions={{ exact: true }}
            aria-current={chosen.view === view ? 'page' : undefined}
          >
            <Item
              icon={ICON[view]}
              label={VIEW_LABEL[view]}
              chosen={chosen.view === view}
              count={view === 'resolved' ? undefined : counts?.[view]}
            />
          </Link>
        </li>
      ))}
    </ul>
  );
}

function Channels({ counts }: { counts: Counts | undefined }) {
  const { data: channels } = useChannels();
  const chosen = useChosenView();
  if (!channels?.length) return null;
  return (
    <section className={css.section} aria-labelledby="rail-channels">
      <h2 id="rail-channels" className={css.heading}>
        Channels
      </h2>
      <ul>
        {channels.map((channel) => (
          <li key={channel.id}>
            <Link
              to="/"
              search={{ view: 'all', channel: channel.id }}
              activeOptions={{ exact: true }}
              aria-current={chosen.channel === channel.id ? 'page' : undefined}
            >
              <Item
                icon={<IconMessage2 size={16} stroke={1.75} />}
                label={channel.name}
                chosen={chosen.channel === channel.id}
                count={
                  counts && (counts.channels.find((entry) => entry.channel_id === channel.id)?.open ?? 0)
                }
              />
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The views that I keep for myself; each can be taken away again. */
function Kept() {
  const me = useMe();
  const { data: views = [] } = useViews();
  const remove = useRemoveView();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const here = useSearch({ strict: false }) as InboxSearch;
  if (!me || views.length === 0) return null;
  const inInbox = path === '/' || path.startsWith('/c/');
  return (
    <section className={css.section} aria-labelledby="rail-kept">
      <h2 id="rail-kept" className={css.heading}>
        My views
      </h2>
      <ul>
        {views.map((view) => {
          const search = searchOf(view.filter, me.user.id);
          const chosen = inInbox && sameList(search, here);
          return (
            <li key={view.id} className={css.kept}>
              <Link
                to="/"
                search={search}
                activeOptions={{ exact: true }}
                aria-current={chosen ? 'page' : undefined}
              >
                <Item icon={<IconBookmark size={16} stroke={1.75} />} label={view.name} chosen={chosen} />
              </Link>
              <button
                type="button"
                className={css.keptRemove}
                aria-label={`Take the view ${view.name} away`}
                onClick={() => remove.mutate(view.id)}
              >
                <IconX size={14} stroke={2} aria-hidden />
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Team() {
  const me = useMe();
  const { data: members = NOBODY } = useMembers();
  const meId = me?.user.id;
  const people = useMemo(() => byPresence(members, meId).slice(0, FACES), [members, meId]);
  const live = useMemo(() => members.filter((member) => member.status === 'live').length, [members]);
  const open = useLoads();
  return (
    <section className={css.section} aria-labelledby="rail-team">
      <div className={css.heading}>
        <h2 id="rail-team">
          <Link to="/team">Team</Link>
        </h2>
        {members.length > 0 && <span>{number(live)} live</span>}
      </div>
      <ul>
        {people.map((member) => (
          <li key={member.id}>
            <Link to="/team/$id" params={{ id: member.id }} className={css.person}>
              <Face
                id={member.user_id}
                name={member.name}
                size={20}
                status={member.status}
                picture={member.avatar_url}
              />
              <span className={css.itemLabel}>
                {firstName(member.name)}
                {member.user_id === me?.user.id && <span className="ink3"> (you)</span>}
                <span className="visuallyHidden">, {STATUS_WORD[member.status]}</span>
              </span>
              <span className={css.count} title={`${open(member.user_id)} open conversations`}>
                {open(member.user_id)}
                <span className="visuallyHidden"> open</span>
              </span>
            </Link>
          </li>
        ))}
      </ul>
      {members.length > FACES && (
        <Link to="/team" className={css.more}>
          All {members.length.toLocaleString('en')} people
        </Link>
      )}
    </section>
  );
}

/** The left rail: views with counts, channels, the team with live dots, settings at the foot. */
export function Rail() {
  const counts = useCounts();
  const settings = useRouterState({ select: (state) => state.location.pathname.startsWith('/settings') });
  return (
    <nav className={css.rail} aria-label="Main">
      <WorkspaceSwitch />
      <div className={css.scroll}>
        <Views counts={counts} />
        <Channels counts={counts} />
        <Kept />
        <Team />
        <Link to="/team" className={css.narrowTeam} title="Team" aria-label="Team">
          <Item icon={<IconUsers size={16} stroke={1.75} />} label="Team" chosen={false} />
        </Link>
      </div>
      <Link
        to="/settings/team"
        className={css.foot}
        title="Settings"
        aria-current={settings ? 'page' : undefined}
      >
        <Item icon={<IconSettings size={16} stroke={1.75} />} label="Settings" chosen={settings} />
      </Link>
    </nav>
  );
}
