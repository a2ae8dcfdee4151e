import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, ok } from '@/api/client';
import { may } from '@/api/may';
import type { Member } from '@/api/model';
import { useMe } from '@/features/auth/me';
import { membersQuery, useMembersById } from '@/features/team/data';
import { useOutOfReach } from '@/features/team/standing';
import { readAgain } from '@/lib/stale';
import { exact } from '@/lib/time';
import { notify } from '@/ui/notices';
import css from './person.module.css';

interface PlannedProps {
  member: Member;
  removal: NonNullable<Member['removal']>;
}

/** When somebody is removed by itself, who planned it, and the way to call it off. */
export function Planned({ member, removal }: PlannedProps) {
  const me = useMe();
  const client = useQueryClient();
  const heir = useMembersById().get(removal.heir ?? '');
  const outOfReach = useOutOfReach()(member);
  const cancel = useMutation({
    mutationFn: () =>
      ok(
        api.DELETE('/api/v1/team/members/{member_id}/removal', {
          params: { path: { member_id: member.id } },
        }),
      ),
    onSuccess: async () => {
      await readAgain(client, [membersQuery]);
      notify({ title: `The removal of ${member.name} is called off` });
    },
  });
  return (
    <div className={css.planned}>
      <p>
        <span className="w6">Will be removed on {exact(removal.at)}</span>, as {removal.by_name} planned. What
        they hold then goes to {heir?.name ?? 'Unassigned'}.
      </p>
      {may(me, 'members.remove') && !outOfReach && (
        <Button size="sm" loading={cancel.isPending} onClick={() => cancel.mutate()}>
          Call off the removal
        </Button>
      )}
    </div>
  );
}
