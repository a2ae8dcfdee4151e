import { Button, Skeleton } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { IconSearch, IconUserPlus } from '@tabler/icons-react';
import { useCallback, useMemo, useRef, useState } from 'react';
import { may } from '@/api/may';
import type { Availability, Member } from '@/api/model';
import { asProblem } from '@/api/problem';
import { useMe } from '@/features/auth/me';
import { usePlan } from '@/features/billing/data';
import { PeopleDialog } from '@/features/invitation/people';
import { Waiting } from '@/features/invitation/waiting';
import { Links } from '@/features/link/links';
import { useRulebook } from '@/features/rulebook/data';
import { useKey } from '@/shell/keys';
import { PageTitle } from '@/shell/page';
import { Chip, Key } from '@/ui/bits';
import { LoadError } from '@/ui/notes';
import { STATUS_WORD, StatusGlyph } from '@/ui/status';
import { ChangeRoleDialog } from './change_role';
import { ChangeTierDialog } from './change_tier';
import { NAMES, useMembers } from './data';
import { DisableDialog, EnableDialog } from './disable';
import { InviteDialog } from './invite';
import { RemoveDialog } from './remove';
import { Seats } from './seats';
import { MembersTable, type Act } from './table';
import css from './team.module.css';

type Filter = Availability | 'everybody' | 'unused' | 'off';
const STATUSES: Availability[] = ['live', 'away', 'offline'];

/** The owner first, then by name: an order that does not jump when somebody goes away. */
function inOrder(members: Member[]): Member[] {
  return members.toSorted(
    (a, b) => Number(b.role === 'owner') - Number(a.role === 'owner') || NAMES.compare(a.name, b.name),
  );
}

const isUnused = (member: Member) => member.activity !== 'active';

function fits(member: Member, filter: Filter): boolean {
  if (filter === 'off') return !member.agent_access;
  if (filter === 'unused') return isUnused(member);
  return filter === 'everybody' || member.status === filter;
}

function useFound(members: Member[], words: string, filter: Filter): Member[] {
  return useMemo(() => {
    const wanted = words.trim().toLowerCase();
    return inOrder(members).filter(
      (member) =>
        fits(member, filter) &&
        (member.name.toLowerCase().includes(wanted) || member.email.toLowerCase().includes(wanted)),
    );
  }, [members, words, filter]);
}

interface ToolbarProps {
  members: Member[];
  words: string;
  filter: Filter;
  onWords: (words: string) => void;
  onFilter: (filter: Filter) => void;
}

function Toolbar({ members, words, filter, onWords, onFilter }: ToolbarProps) {
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
          onChange={(event) => onWords(event.currentTarget.value)}
        />
        <Key>/</Key>
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
    </div>
  );
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

type Doing = { act: Act; member: Member } | null;

/** Everybody of the workspace with role, status and load; for those who may: invite, change a role, remove. */
export function TeamSettings() {
  const me = useMe();
  const members = useMembers();
  const plan = usePlan();
  const joining = useRulebook()?.joining ?? [];
  const invites = (joining.includes('direct') || joining.includes('invitation')) && may(me, 'members.invite');
  const { invite } = useSearch({ from: '/desk/settings/team' });
  const navigate = useNavigate();
  const [words, setWords] = useState('');
  const [filter, setFilter] = useState<Filter>('everybody');
  const [doing, setDoing] = useState<Doing>(null);
  const act = useCallback((act: Act, member: Member) => setDoing({ act, member }), []);
  const found = useFound(members.data ?? [], words, filter);
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
      {members.data && (
        <Toolbar
          members={members.data}
          words={words}
          filter={filter}
          onWords={setWords}
          onFilter={setFilter}
        />
      )}
      {members.isPending && <Skeleton height={336} />}
      {members.isError && !members.data && (
        <LoadError what="The team" problem={asProblem(members.error)} retry={() => void members.refetch()} />
      )}
      <ComingIn />
      {members.data && <MembersTable members={found} onAct={act} />}
      <p className={css.counts}>
        Activity counts what somebody did, not an open tab: Active within 7 days, Idle from 7 up to 30,
        Inactive from 30 on, or never.
      </p>
      {invite && invites && <InviteWay onClose={() => inviting(false)} />}
      {doing?.act === 'role' && <ChangeRoleDialog member={doing.member} onClose={() => setDoing(null)} />}
      {doing?.act === 'tier' && <ChangeTierDialog member={doing.member} onClose={() => setDoing(null)} />}
      {doing?.act === 'access' && doing.member.agent_access && (
        <DisableDialog member={doing.member} onClose={() => setDoing(null)} />
      )}
      {doing?.act === 'access' && !doing.member.agent_access && (
        <EnableDialog member={doing.member} onClose={() => setDoing(null)} />
      )}
      {doing?.act === 'remove' && <RemoveDialog member={doing.member} onClose={() => setDoing(null)} />}
    </>
  );
}
