import { ActionIcon } from '@mantine/core';
import {
  IconDots,
  IconLock,
  IconStack2,
  IconUserMinus,
  IconUserPause,
  IconUserStar,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { memo, useMemo } from 'react';
import { may } from '@/api/may';
import type { Member } from '@/api/model';
import { useMe } from '@/features/auth/me';
import bulk from '@/features/bulk/bulk.module.css';
import { stepsWords } from '@/features/person/words';
import { useRemoveWords, useRoleLabel, useTierLabel } from '@/features/rulebook/data';
import { day } from '@/lib/time';
import { ActivityPill } from '@/ui/activity';
import { Badge, Load, When } from '@/ui/bits';
import { Face } from '@/ui/face';
import { Hint } from '@/ui/hint';
import { Menu, MenuItem } from '@/ui/menu';
import { Status } from '@/ui/status';
import { useOutOfReach } from './standing';
import css from './team.module.css';

export type Act = 'role' | 'tier' | 'access' | 'remove';

/** The height of a line, in pixels. */
export const HEIGHT = 56;

/** What a line says that does not depend on whom it is of: the reader, their rights, and how things are called here. */
export type Around = ReturnType<typeof useAround>;

export function useAround() {
  const me = useMe();
  const roleLabel = useRoleLabel();
  const tierLabel = useTierLabel();
  const removeWords = useRemoveWords();
  const outOfReach = useOutOfReach();
  return useMemo(
    () => ({
      meId: me?.user.id,
      changes: may(me, 'members.change_role'),
      tiers: may(me, 'members.change_tier'),
      disables: may(me, 'members.disable'),
      removes: may(me, 'members.remove'),
      roleLabel,
      tierLabel,
      removeWords,
      outOfReach,
    }),
    [me, roleLabel, tierLabel, removeWords, outOfReach],
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
  around: Around;
  /** Whether there is no room for the columns. */
  narrow: boolean;
}

/** One line: a person. It asks nothing of the rules itself, because a fast scroll draws hundreds of lines a second. */
export const Row = memo(function Row(props: RowProps) {
  const { member, index, open, most, chosen, onChoose, onAct, around, narrow } = props;
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
            {member.user_id === around.meId && <span className="ink3 t12">you</span>}
            {steps && <span className={`t12 ${css.phonePlace} ${css.steps}`}>{steps}</span>}
            {!member.agent_access && (
              <span className={css.off}>
                <Badge tone="away">
                  {member.removal ? `Removal ${day(member.removal.at)}` : 'Agent Access off'}
                </Badge>
              </span>
            )}
          </span>
          <AddressLine member={member} around={around} />
        </span>
      </span>
      {!narrow && <RoleCell member={member} around={around} />}
      <span role="cell" className={css.presence}>
        <Status status={member.status} />
      </span>
      {!narrow && <UseCells member={member} open={open} most={most} />}
      <span role="cell" className={css.acts}>
        <Acts member={member} onAct={onAct} around={around} />
      </span>
    </div>
  );
});

function RoleCell({ member, around }: Pick<RowProps, 'member' | 'around'>) {
  return (
    <span role="cell" className={`${css.place} ${css.wide}`}>
      <span className="truncate">{around.roleLabel(member.role)}</span>
      <TierLine member={member} around={around} />
    </span>
  );
}

/** How much somebody uses it and has to do: activity, load, last active. */
function UseCells({ member, open, most }: Pick<RowProps, 'member' | 'open' | 'most'>) {
  return (
    <>
      <span role="cell" className={css.wide}>
        <ActivityPill activity={member.activity} />
      </span>
      <span role="cell" className={css.wide}>
        {member.agent_access || open > 0 ? (
          <Load open={open} of={most} />
        ) : (
          <span className={css.resting}>No work while off</span>
        )}
      </span>
      <span role="cell" className={`tnum ${css.wide}`}>
        {member.last_active_at ? (
          <When at={member.last_active_at} sentence />
        ) : (
          <span className="ink3">Never</span>
        )}
      </span>
    </>
  );
}

/** The tier, and how far the onboarding is where something of it is open. */
function TierLine({ member, around }: Pick<RowProps, 'member' | 'around'>) {
  const parts = [around.tierLabel(member.tier), stepsWords(member.onboarding)];
  return <span className="t12 ink3 truncate">{parts.filter(Boolean).join(', ')}</span>;
}

/** The address, and whether it is known to be theirs. Where there is no room for a column, the role before it. */
function AddressLine({ member, around }: Pick<RowProps, 'member' | 'around'>) {
  return (
    <span className={`t12 ink3 ${css.address}`}>
      <span className={css.phonePlace}>{around.roleLabel(member.role)}</span>
      <span className="truncate">{member.email}</span>
      {!member.is_verified && (
        <span className={css.unconfirmed} title="Nobody has confirmed that this address is theirs">
          not confirmed
        </span>
      )}
    </span>
  );
}

function Acts({ member, onAct, around }: Pick<RowProps, 'member' | 'onAct' | 'around'>) {
  const { changes, tiers, disables, removes, removeWords } = around;
  if (!changes && !tiers && !disables && !removes) return null;
  const why = around.outOfReach(member);
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
