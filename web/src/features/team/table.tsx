import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { useLayoutEffect, useMemo, useRef, type RefObject } from 'react';
import type { Member } from '@/api/model';
import bulk from '@/features/bulk/bulk.module.css';
import { useLoads } from '@/features/inbox/counts';
import { useRowsInSight } from '@/lib/rows_in_sight';
import { useIsPhone } from '@/shell/phone';
import { pressed, type By, type Order } from './order';
import { HEIGHT, Row, useAround, type Act } from './row';
import css from './team.module.css';

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
      <Rows members={members} choosing={choosing} onAct={onAct} top={top} />
    </div>
  );
}

/** The lines, apart from the head: a scroll draws only them anew, and does not count ten thousand people again. */
function Rows({ members, choosing, onAct, top }: Pick<TableProps, 'members' | 'choosing' | 'onAct' | 'top'>) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (box.current) box.current.scrollTop = top.current;
  }, [top]);
  const { from, to } = useRowsInSight(box, members.length, HEIGHT);
  const loads = useLoads();
  const around = useAround();
  const narrow = useIsPhone();
  const most = useMemo(
    () => members.reduce((most, member) => Math.max(most, loads(member.user_id)), 8),
    [members, loads],
  );
  const [first, end] = members.length > MANY ? [from, to] : [0, members.length];
  return (
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
            around={around}
            narrow={narrow}
          />
        ))}
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
