import { Button, Skeleton } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { IconSearch, IconUserPlus } from '@tabler/icons-react';
import { useCallback, useMemo, useRef, useState } from 'react';
import { may } from '@/api/may';
import type { Availability, Member } from '@/api/model';
import { asProblem } from '@/api/problem';
import { useMe } from '@/features/auth/me';
import { BulkBar, useActs } from '@/features/bulk/bar';
import bulk from '@/features/bulk/bulk.module.css';
import { usePlan } from '@/features/billing/data';
import { PeopleDialog } from '@/features/invitation/people';
import { Waiting } from '@/features/invitation/waiting';
import { Links } from '@/features/link/links';
import { FormerPeople } from '@/features/personal/former';
import { useLoads } from '@/features/inbox/counts';
import { useRoleLabel, useRulebook, useTierLabel } from '@/features/rulebook/data';
import { useKey } from '@/shell/keys';
import { PageTitle } from '@/shell/page';
import { Chip, KeyHint } from '@/ui/bits';
import { LoadError } from '@/ui/notes';
import { STATUS_WORD, StatusGlyph } from '@/ui/status';
import { ChangeRoleDialog } from './change_role';
import { ChangeTierDialog } from './change_tier';
import { useMembers } from './data';
import { DisableDialog, EnableDialog } from './disable';
import { InviteDialog } from './invite';
import { AS_FOUND, pressed, sorted, type By, type Order } from './order';
import { RemoveDialog } from './remove';
import type { Act } from './row';
import { Seats } from './seats';
import { useStand, type Filter, type Kind, type Stand } from './stand';
import { MembersTable } from './table';
import css from './team.module.css';

const STATUSES: Availability[] = ['live', 'away', 'offline'];

const isUnused = (member: Member) => member.activity !== 'active';

const NO_LOAD = () => 0;

/** Sorts the members; by what they have to do only where that is asked for, because it changes all day. */
function useSorted(members: Member[], order: Order): Member[] {
  const roleLabel = useRoleLabel();
  const tierLabel = useTierLabel();
  const loads = useLoads();
  const load = order.by === 'load' ? loads : NO_LOAD;
  return useMemo(
    () => sorted(members, order, { roleLabel, tierLabel, load }),
    [members, order, roleLabel, tierLabel, load],
  );
}

const isOfKind = (member: Member, { activity, tier }: Kind) =>
  (!activity || member.activity === activity) && (!tier || member.tier === tier);

function fits(member: Member, filter: Filter): boolean {
  if (filter === 'off') return !member.agent_access;
  if (filter === 'unused') return isUnused(member);
  return filter === 'everybody' || member.status === filter;
}

function useFound(members: Member[], words: string, filter: Filter, kind: Kind): Member[] {
  return useMemo(() => {
    const wanted = words.trim().toLowerCase();
    return members.filter(
      (member) =>
        fits(member, filter) &&
        isOfKind(member, kind) &&
        (member.name.toLowerCase().includes(wanted) || member.email.toLowerCase().includes(wanted)),
    );
  }, [members, words, filter, kind]);
}

const ACTIVITIES = [
  ['active', 'Active'],
  ['idle', 'Idle'],
  ['inactive', 'Inactive'],
] as const;

/** The orders, where there are no columns to press. */
const ORDERS: [By, string][] = [
  ['name', 'By name'],
  ['role', 'By role'],
  ['status', 'By status'],
  ['activity', 'By activity'],
  ['load', 'By load'],
  ['last', 'By last active'],
];

interface KindsProps {
  kind: Kind;
  onKind: (kind: Kind) => void;
  order: Order;
  onOrder: (order: Order) => void;
}

/** Two menus that narrow the list further, by activity and by tier; on a phone a third one that sorts it. */
function Kinds({ kind, onKind, order, onOrder }: KindsProps) {
  const tiers = useRulebook()?.tiers ?? [];
  return (
    <div className={css.chips}>
      <select
        className={bulk.select}
        aria-label="Activity"
        value={kind.activity}
        onChange={(event) => onKind({ ...kind, activity: event.currentTarget.value })}
      >
        <option value="">Any activity</option>
        {ACTIVITIES.map(([name, label]) => (
          <option key={name} value={name}>
            {label}
          </option>
        ))}
      </select>
      <select
        className={bulk.select}
        aria-label="Tier"
        value={kind.tier}
        onChange={(event) => onKind({ ...kind, tier: event.currentTarget.value })}
      >
        <option value="">Any tier</option>
        {tiers.map((tier) => (
          <option key={tier.name} value={tier.name}>
            {tier.label}
          </option>
        ))}
      </select>
      <select
        className={`${bulk.select} ${css.sortOnPhone}`}
        aria-label="Sort"
        value={order.by}
        onChange={(event) => onOrder(pressed(AS_FOUND, event.currentTarget.value as By))}
      >
        {ORDERS.map(([by, label]) => (
          <option key={by} value={by}>
            {label}
          </option>
        ))}
      </select>
    </div>
  );
}

interface ToolbarProps {
  members: Member[];
  stand: Stand;
  onChange: (part: Partial<Stand>) => void;
}

function Toolbar({ members, stand: { words, filter, kind, order }, onChange }: ToolbarProps) {
  const onFilter = (filter: Filter) => onChange({ filter });
  const field = useRef<HTMLInputElement>(null);
  useKey('/', () => field.current?.focus());
  const of = (status: Availability) => members.filter((member) => member.status === status).length;
  const unused = members.filter(isUnused).length;
  const off = members.filter((member) => !member.agent_access).length;
  return (
    <div className={css.toolbar}>
      <label className={css.search}>
        <IconSearch size={16} stroke={1.75} aria-hidden />
        <input
          ref={field}
          type="search"
          aria-label="Name or address"
          placeholder="Name or address"
          value={words}
          onChange={(event) => onChange({ words: event.currentTarget.value })}
        />
        <KeyHint>/</KeyHint>
      </label>
      <div className={css.chips}>
        <Chip chosen={filter === 'everybody'} count={members.length} onClick={() => onFilter('everybody')}>
          Everybody
        </Chip>
        {STATUSES.map((status) => (
          <Chip
            key={status}
            chosen={filter === status}
            count={of(status)}
            icon={<StatusGlyph status={status} />}
            onClick={() => onFilter(status)}
          >
            {STATUS_WORD[status]}
          </Chip>
        ))}
        {unused > 0 && (
          <Chip chosen={filter === 'unused'} count={unused} onClick={() => onFilter('unused')}>
            Idle or inactive
          </Chip>
        )}
        {off > 0 && (
          <Chip chosen={filter === 'off'} count={off} onClick={() => onFilter('off')}>
            Agent Access off
          </Chip>
        )}
      </div>
      <Kinds
        kind={kind}
        onKind={(kind) => onChange({ kind })}
        order={order}
        onOrder={(order) => onChange({ order })}
      />
    </div>
  );
}

/** The rows that are chosen, by their ids: who is gone is not chosen any more. */
function useChosen(members: Member[], found: Member[]) {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const mayChoose = useActs().length > 0;
  const choose = (people: Member[]) => setIds(new Set(people.map((member) => member.id)));
  const chosen = useMemo(() => members.filter((member) => ids.has(member.id)), [members, ids]);
  const toggle = useCallback(
    (member: Member) =>
      setIds((before) => {
        const now = new Set(before);
        if (!now.delete(member.id)) now.add(member.id);
        return now;
      }),
    [],
  );
  const toggleAll = () => {
    const all = found.every((member) => ids.has(member.id));
    const shown = new Set(found.map((member) => member.id));
    choose(all ? chosen.filter((member) => !shown.has(member.id)) : [...new Set([...chosen, ...found])]);
  };
  return { chosen, choose, choosing: mayChoose ? { chosen: ids, toggle, toggleAll } : null };
}

/** By mail where the rulebook has invitations; else somebody with an account is added at once. */
function InviteWay({ onClose }: { onClose: () => void }) {
  const joining = useRulebook()?.joining ?? [];
  return joining.includes('invitation') ? (
    <PeopleDialog onClose={onClose} />
  ) : (
    <InviteDialog onClose={onClose} />
  );
}

/** Who is on the way: invited people, and the links by which others may come. */
function ComingIn() {
  return (
    <div className={css.ways}>
      <Waiting />
      <Links />
    </div>
  );
}

const NOBODY: Member[] = [];

interface Doing {
  act: Act;
  member: Member;
}

/** The dialog of an act on one person. */
function DoingDialog({ doing: { act, member }, onClose }: { doing: Doing; onClose: () => void }) {
  if (act === 'role') return <ChangeRoleDialog member={member} onClose={onClose} />;
  if (act === 'tier') return <ChangeTierDialog member={member} onClose={onClose} />;
  if (act === 'remove') return <RemoveDialog member={member} onClose={onClose} />;
  const Access = member.agent_access ? DisableDialog : EnableDialog;
  return <Access member={member} onClose={onClose} />;
}

function WhatCounts() {
  return (
    <p className={css.counts}>
      Activity counts what somebody did, not an open tab: Active within 7 days, Idle from 7 up to 30, Inactive
      from 30 on, or never.
    </p>
  );
}

/** Everybody of the workspace with role, status and load; for those who may: invite, change a role, remove. */
export function TeamSettings() {
  const me = useMe();
  const members = useMembers();
  const plan = usePlan();
  const joining = useRulebook()?.joining ?? [];
  const invites = (joining.includes('direct') || joining.includes('invitation')) && may(me, 'members.invite');
  const { invite, activity = '' } = useSearch({ from: '/desk/settings/team' });
  const navigate = useNavigate();
  const { stand, change, top } = useStand(activity);
  const { words, filter, kind, order } = stand;
  const [doing, setDoing] = useState<Doing | null>(null);
  const act = useCallback((act: Act, member: Member) => setDoing({ act, member }), []);
  const found = useFound(useSorted(members.data ?? NOBODY, order), words, filter, kind);
  const { chosen, choose, choosing } = useChosen(members.data ?? NOBODY, found);
  const inviting = (open: boolean) =>
    void navigate({ to: '/settings/team', search: open ? { invite: 'open' } : {} });
  return (
    <>
      <PageTitle
        title="Team"
        acts={
          invites && (
            <Button
              variant="filled"
              leftSection={<IconUserPlus size={16} stroke={1.75} />}
              onClick={() => inviting(true)}
            >
              Invite Members
            </Button>
          )
        }
      />
      {plan.data && (
        <section className={css.seatCard} aria-label="Seats">
          <Seats plan={plan.data} />
        </section>
      )}
      <ComingIn />
      {members.data && <Toolbar members={members.data} stand={stand} onChange={change} />}
      {members.isPending && <Skeleton height={336} />}
      {members.isError && !members.data && (
        <LoadError what="The team" problem={asProblem(members.error)} retry={() => void members.refetch()} />
      )}
      {members.data && (
        <MembersTable
          members={found}
          choosing={choosing}
          order={order}
          onOrder={(order) => change({ order })}
          onAct={act}
          top={top}
        />
      )}
      <BulkBar chosen={chosen} found={found} onChoose={choose} />
      <WhatCounts />
      <FormerPeople />
      {invite && invites && <InviteWay onClose={() => inviting(false)} />}
      {doing && <DoingDialog doing={doing} onClose={() => setDoing(null)} />}
    </>
  );
}
