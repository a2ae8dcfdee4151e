import { Button } from '@mantine/core';
import { Modal } from '@/ui/dialog';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ok } from '@/api/client';
import type { Me, Member } from '@/api/model';
import { asProblem } from '@/api/problem';
import { setCurrentWorkspace } from '@/api/workspace';
import { useLoads } from '@/features/inbox/counts';
import { useMembers } from '@/features/team/data';
import { Handover, isSaid, TO_QUEUE } from '@/features/team/handover';
import { FormError, Info } from '@/ui/notes';
import { Refusal } from '@/ui/refusal';
import { Section } from '@/ui/section';

/** The way out of this workspace, for everybody but its owner. */
export function LeaveSection({ me }: { me: Me }) {
  const mine = useMembers().data?.find((member) => member.user_id === me.user.id);
  const [open, setOpen] = useState(false);
  if (!me.business || !mine) return null;
  const owner = mine.role === 'owner';
  return (
    <Section
      title={`Leave ${me.business.name}`}
      sub="What you wrote stays, under your name. Your account stays too."
      acts={
        !owner && (
          <Button variant="dangerOutline" onClick={() => setOpen(true)}>
            Leave…
          </Button>
        )
      }
    >
      {owner && <Info>You own {me.business.name}, and the owner cannot leave.</Info>}
      {open && <LeaveDialog me={me} mine={mine} onClose={() => setOpen(false)} />}
    </Section>
  );
}

function LeaveDialog({ me, mine, onClose }: { me: Me; mine: Member; onClose: () => void }) {
  const held = useLoads()(me.user.id);
  const [handed, setHanded] = useState(TO_QUEUE);
  const name = me.business?.name ?? '';
  const leave = useMutation({
    mutationFn: () => {
      const heir = handed.where === 'heir' ? handed.heir?.user_id : undefined;
      return ok(api.POST('/api/v1/team/leave', { params: { query: heir ? { heir } : {} } }));
    },
    onSuccess: () => {
      setCurrentWorkspace(null);
      window.location.assign('/');
    },
  });
  const problem = leave.error ? asProblem(leave.error) : null;
  return (
    <Modal opened onClose={onClose} title={`Leave ${name}`}>
      <div className="stack">
        <Handover leaving={mine} open={held} handed={handed} onChange={setHanded} />
        <p className="t13 ink2">
          You see nothing of {name} any more, at once and everywhere. Only somebody who invites there can
          bring you back.
        </p>
        {problem?.isRefusal ? (
          <Refusal title="You did not leave" problem={problem} />
        ) : (
          <FormError problem={problem} />
        )}
        <div className="dialogFoot">
          <Button size="lg" onClick={onClose}>
            Stay in {name}
          </Button>
          <Button
            size="lg"
            variant="danger"
            loading={leave.isPending}
            disabled={held > 0 && !isSaid(handed)}
            onClick={() => leave.mutate()}
          >
            Leave {name}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
