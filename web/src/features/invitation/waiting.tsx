import { ActionIcon, Button } from '@mantine/core';
import {
  IconAlertTriangle,
  IconDots,
  IconLink,
  IconMail,
  IconUserOff,
  IconUserStar,
} from '@tabler/icons-react';
import { useState } from 'react';
import { may } from '@/api/may';
import type { Invitation } from '@/api/model';
import { asProblem, type Problem } from '@/api/problem';
import { useMe } from '@/features/auth/me';
import { useRoleLabel, useTierLabel } from '@/features/rulebook/data';
import { useNow } from '@/lib/now';
import { LoadError } from '@/ui/notes';
import { Menu, MenuItem } from '@/ui/menu';
import { notify } from '@/ui/notices';
import { Section } from '@/ui/section';
import { ChangeInvitationDialog } from './change';
import { CopyDialog } from './copy';
import { useResend, useRevoke, useWaiting } from './data';
import css from './invitation.module.css';
import { stateWords } from './words';

const icon = { size: 16, stroke: 1.75 };

type Doing = { act: 'change' | 'copy'; invitation: Invitation } | null;

function say(problem: Problem) {
  notify({ title: 'That did not go', text: problem.why?.text ?? problem.message });
}

function Acts({ invitation, onDo }: { invitation: Invitation; onDo: (doing: Doing) => void }) {
  const [resend, revoke] = [useResend(), useRevoke()];
  const { id, email } = invitation;
  const failed = (error: unknown) => say(asProblem(error));
  return (
    <Menu
      label={`Acts for ${email}`}
      button={(props) => (
        <ActionIcon
          aria-label={`Acts for ${email}`}
          loading={resend.isPending || revoke.isPending}
          {...props}
        >
          <IconDots {...icon} />
        </ActionIcon>
      )}
    >
      <MenuItem
        icon={<IconMail {...icon} />}
        onClick={() =>
          resend.mutate(id, {
            onSuccess: () =>
              notify({ title: `${email} gets another mail`, text: 'Its link replaces the one before.' }),
            onError: failed,
          })
        }
      >
        Send again
      </MenuItem>
      {invitation.state !== 'expired' && (
        <MenuItem icon={<IconLink {...icon} />} onClick={() => onDo({ act: 'copy', invitation })}>
          Copy link…
        </MenuItem>
      )}
      <MenuItem icon={<IconUserStar {...icon} />} onClick={() => onDo({ act: 'change', invitation })}>
        Change role or tier…
      </MenuItem>
      <MenuItem
        danger
        icon={<IconUserOff {...icon} />}
        onClick={() =>
          revoke.mutate(id, {
            onSuccess: () => notify({ title: `The invitation of ${email} is taken back` }),
            onError: failed,
          })
        }
      >
        Take back
      </MenuItem>
    </Menu>
  );
}

function Row({ invitation, onDo }: { invitation: Invitation; onDo: (doing: Doing) => void }) {
  const [role, tier] = [useRoleLabel(), useTierLabel()];
  const now = useNow();
  const failed = invitation.state === 'failed';
  return (
    <li className={css.row}>
      <span className="truncate" title={`Invited by ${invitation.invited_by_name}`}>
        {invitation.email}
      </span>
      <span className="ink2">
        {role(invitation.role)} · {tier(invitation.tier)}
      </span>
      <span className={`${css.words} ${failed ? css.failed : 'ink2'}`}>
        {failed && <IconAlertTriangle {...icon} aria-hidden />}
        {stateWords(invitation, now)}
      </span>
      <Acts invitation={invitation} onDo={onDo} />
    </li>
  );
}

/** Who was asked and is not here yet; nothing where nobody is, or for those who do not invite. */
export function Waiting() {
  const me = useMe();
  const waiting = useWaiting(may(me, 'members.invite'));
  const [doing, setDoing] = useState<Doing>(null);
  const rows = waiting.data?.pages.flatMap((page) => page.rows) ?? [];
  if (waiting.isError && !waiting.data) {
    return (
      <LoadError
        what="Who was invited"
        problem={asProblem(waiting.error)}
        retry={() => void waiting.refetch()}
      />
    );
  }
  if (rows.length === 0) return null;
  return (
    <Section
      title="Invited"
      sub="People who have not come in yet. Each of them holds a seat until it expires."
    >
      <ul className={css.list}>
        {rows.map((invitation) => (
          <Row key={invitation.id} invitation={invitation} onDo={setDoing} />
        ))}
        {waiting.hasNextPage && (
          <li className={css.more}>
            <Button
              size="sm"
              loading={waiting.isFetchingNextPage}
              onClick={() => void waiting.fetchNextPage()}
            >
              Show more
            </Button>
          </li>
        )}
      </ul>
      {doing?.act === 'copy' && <CopyDialog invitation={doing.invitation} onClose={() => setDoing(null)} />}
      {doing?.act === 'change' && (
        <ChangeInvitationDialog invitation={doing.invitation} onClose={() => setDoing(null)} />
      )}
    </Section>
  );
}
