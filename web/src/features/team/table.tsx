import { ActionIcon } from '@mantine/core';
import {
  IconChevronDown,
  IconChevronUp,
  IconDots,
  IconLock,
  IconStack2,
  IconUserMinus,
  IconUserPause,
  IconUserStar,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { memo, useLayoutEffect, useMemo, useRef, type RefObject } from 'react';
import { may } from '@/api/may';
import type { Member } from '@/api/model';
import { useMe } from '@/features/auth/me';
import { useLoads } from '@/features/inbox/counts';
import { stepsWords } from '@/features/person/words';
import { useRoleLabel, useTierLabel, useRemoveWords } from '@/features/rulebook/data';
import { day } from '@/lib/time';
import { useRowsInSight } from '@/lib/rows_in_sight';
import { ActivityPill } from '@/ui/activity';
import { Badge, Load, When } from '@/ui/bits';
import { Face } from '@/ui/face';
import { Hint } from '@/ui/hint';
import { Menu, MenuItem } from '@/ui/menu';
import { Status } from '@/ui/status';
import bulk from '@/features/bulk/bulk.module.css';
import { pressed, type By, type Order } from './order';
import { useOutOfReach } from './standing';
import css from './team.module.css';

export type Act = 'role' | 'tier' | 'access' | 'remove';

const HEIGHT = 56;
/** From here on only the rows in sight are drawn. */
const MANY = 60;

/** Which rows are chosen, where rows can be chosen. */
export interface Choosing {
  chosen: ReadonlySet<string>;
  toggle: (member: Member) => void;
  toggleAll: () => void;
}

interface TableProps {
  members: Member[];
  choosing: Choosing | null;
  order: Order;
  onOrder: (order: Order) => void;
  onAct: (act: Act, member: Member) => void;
  /** How far it was scrolled when it was last here, and is. */
  top: RefObject<number>;
}

interface ColumnProps extends Pick<TableProps, 'order' | 'onOrder'> {
  by: By;
  children: string;
}

/** The name of a column; pressed, it sorts by it. */
function Column({ by, order, onOrder, children }: ColumnProps) {
  const Way = order.down ? IconChevronDown : IconChevronUp;
  return (
    <button type="button" className={css.sort} onClick={() => onOrder(pressed(order, by))}>
      {children}
      {order.by === by && <Way size={12} stroke={2} aria-hidden />}
    </button>
  );
}

/** How a column is sorted, for whoever does not see it. */
function sortOf({ by, down }: Order, column: By): 'ascending' | 'descending' | 'none' {
  if (by !== column) return 'none';
  return down ? 'descending' : 'ascending';
}

const COLUMNS: [By, string][] = [
  ['role', 'Role and tier'],
  ['status', 'Status'],
  ['activity', 'Activity'],
  ['load', 'Load'],
  ['last', 'Last active'],
];

/** One line a person: who, role, status, activity, load, when last active, and the acts at the end. */
export function MembersTable({ members, choosing, order, onOrder, onAct, top }: TableProps) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (box.current) box.current.scrollTop = top.current;
  }, [top]);
  const { from, to } = useRowsInSight(box, members.length, HEIGHT);
  const loads = useLoads();
  const most = useMemo(
    () => members.reduce((most, member) => Math.max(most, loads(member.user_id)), 8),
    [members, loads],
  );
  const [first, end] = members.length > MANY ? [from, to] : [0, members.length];
  return (
    <div className={css.table} role="table" aria-label="Members" aria-rowcount={members.length + 1}>
      <div role="rowgroup">
        <div className={`${css.tableRow} ${css.tableHead}`} role="row">
          <span role="columnheader" className={css.person} aria-sort={sortOf(order, 'name')}>
            {choosing && <PickAll members={members} choosing={choosing} />}
            <Column by="name" order={order} onOrder={onOrder}>
              Person
            </Column>
          </span>
          {COLUMNS.map(([by, label]) => (
            <span key={by} role="columnheader" aria-sort={sortOf(order, by)}>
              <Column by={by} order={order} onOrder={onOrder}>
                {label}
              </Column>
            </span>
          ))}
          <span role="columnheader">
            <span className="visuallyHidden">Acts</span>
          </span>
        </div>
      </div>
      {members.length === 0 && (
        <p className={css.none} role="row">
          <span role="cell">Nobody here matches.</span>
        </p>
      )}
      <div
        ref={box}
        onScroll={(event) => (top.current = event.currentTarget.scrollTop)}
        className={members.length > MANY ? css.tableScroll : undefined}
        role="rowgroup"
        {...(members.length > MANY ? { tabIndex: 0 } : {})}
      >
        <div style={{ position: 'relative', height: members.length * HEIGHT }} role="presentation">
          {members.slice(first, end).map((member, offset) => (
            <Row
              key={member.id}
              member={member}
              index={first + offset}
              open={loads(member.user_id)}
              most={most}
              chosen={choosing ? choosing.chosen.has(member.id) : null}
              onChoose={choosing?.toggle}
              onAct={onAct}
            />
          ))}
        </div>
      </div>
    </div>
  );
}

/** All that the filter finds, or none of them. */
function PickAll({ members, choosing: { chosen, toggleAll } }: { members: Member[]; choosing: Choosing }) {
  const some = members.filter((member) => chosen.has(member.id)).length;
  const all = some === members.length && some > 0;
  return (
    <input
      type="checkbox"
      className={bulk.pick}
      aria-label="Choose everybody shown"
      checked={all}
      ref={(box) => {
        if (box) box.indeterminate = some > 0 && !all;
      }}
      onChange={toggleAll}
    />
  );
}

interface PickProps {
  member: Member;
  chosen: boolean;
  onChoose: ((member: Member) => void) | undefined;
}

function Pick({ member, chosen, onChoose }: PickProps) {
  return (
    <input
      type="checkbox"
      className={bulk.pick}
      aria-label={`Choose ${member.name}`}
      checked={chosen}
      onChange={() => onChoose?.(member)}
    />
  );
}

interface RowProps {
  member: Member;
  index: number;
  open: number;
  most: number;
  /** Whether it is chosen; nothing where rows are not chosen. */
  chosen: boolean | null;
  onChoose: ((member: Member) => void) | undefined;
  onAct: (act: Act, member: Member) => void;
}

const Row = memo(function Row({ member, index, open, most, chosen, onChoose, onAct }: RowProps) {
  const me = useMe();
  const label = useRoleLabel();
  const steps = stepsWords(member.onboarding);
  return (
    <div
      className={css.tableRow}
      data-off={!member.agent_access || undefined}
      role="row"
      aria-rowindex={index + 2}
      style={{ position: 'absolute', top: index * HEIGHT, left: 0, right: 0 }}
    >
      <span role="rowheader" className={css.person}>
        {chosen !== null && <Pick member={member} chosen={chosen} onChoose={onChoose} />}
        <Face
          id={member.user_id}
          name={member.name}
          size={32}
          status={member.status}
          picture={member.avatar_url}
        />
        <span className={css.personWords}>
          <span className={css.personName}>
            <Link to="/team/$id" params={{ id: member.id }} className={`${css.nameLink} truncate`}>
              {member.name}
            </Link>
            {member.user_id === me?.user.id && <span className="ink3 t12">you</span>}
            {steps && <span className={`t12 ${css.phonePlace} ${css.steps}`}>{steps}</span>}
            {!member.agent_access && (
              <span className={css.off}>
                <Badge tone="away">
                  {member.removal ? `Removal ${day(member.removal.at)}` : 'Agent Access off'}
                </Badge>
              </span>
            )}
          </span>
          <AddressLine member={member} />
        </span>
      </span>
      <span role="cell" className={css.place}>
        <span className="truncate">{label(member.role)}</span>
        <TierLine member={member} />
      </span>
      <span role="cell">
        <Status status={member.status} />
      </span>
      <span role="cell">
        <ActivityPill activity={member.activity} />
      </span>
      <span role="cell">
        {member.agent_access || open > 0 ? (
          <Load open={open} of={most} />
        ) : (
          <span className={css.resting}>No work while off</span>
        )}
      </span>
      <span role="cell" className="tnum">
        {member.last_active_at ? (
          <When at={member.last_active_at} sentence />
        ) : (
          <span className="ink3">Never</span>
        )}
      </span>
      <span role="cell" className={css.acts}>
        <Acts member={member} onAct={onAct} />
      </span>
    </div>
  );
});

/** The tier, and how far the onboarding is where something of it is open. */
function TierLine({ member }: { member: Member }) {
  const parts = [useTierLabel()(member.tier), stepsWords(member.onboarding)];
  return <span className="t12 ink3 truncate">{parts.filter(Boolean).join(', ')}</span>;
}

/** The address, and whether it is known to be theirs. Where there is no room for a column, the role before it. */
function AddressLine({ member }: { member: Member }) {
  const label = useRoleLabel();
  return (
    <span className={`t12 ink3 ${css.address}`}>
      <span className={css.phonePlace}>{label(member.role)}</span>
      <span className="truncate">{member.email}</span>
      {!member.is_verified && (
        <span className={css.unconfirmed} title="Nobody has confirmed that this address is theirs">
          not confirmed
        </span>
      )}
    </span>
  );
}

function Acts({ member, onAct }: Pick<RowProps, 'member' | 'onAct'>) {
  const me = useMe();
  const removeWords = useRemoveWords();
  const outOfReach = useOutOfReach();
  const changes = may(me, 'members.change_role');
  const tiers = may(me, 'members.change_tier');
  const disables = may(me, 'members.disable');
  const removes = may(me, 'members.remove');
  if (!changes && !tiers && !disables && !removes) return null;
  const why = outOfReach(member);
  if (why) {
    return (
      <Hint label={why}>
        <span className={css.lock} role="img" aria-label={why}>
          <IconLock size={16} stroke={1.75} />
        </span>
      </Hint>
    );
  }
  return (
    <Menu
      label={`Acts for ${member.name}`}
      button={(props) => (
        <ActionIcon aria-label={`Acts for ${member.name}`} {...props}>
          <IconDots size={16} stroke={1.75} />
        </ActionIcon>
      )}
    >
      {changes && (
        <MenuItem icon={<IconUserStar size={16} stroke={1.75} />} onClick={() => onAct('role', member)}>
          Change role…
        </MenuItem>
      )}
      {tiers && (
        <MenuItem icon={<IconStack2 size={16} stroke={1.75} />} onClick={() => onAct('tier', member)}>
          Change tier…
        </MenuItem>
      )}
      {disables && (
        <MenuItem icon={<IconUserPause size={16} stroke={1.75} />} onClick={() => onAct('access', member)}>
          {member.agent_access ? 'Switch off Agent Access…' : 'Switch on Agent Access…'}
        </MenuItem>
      )}
      {removes && (
        <MenuItem
          danger
          icon={<IconUserMinus size={16} stroke={1.75} />}
          onClick={() => onAct('remove', member)}
        >
          {removeWords}
        </MenuItem>
      )}
    </Menu>
  );
}
