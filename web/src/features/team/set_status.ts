import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, ok } from '@/api/client';
import type { Availability, Me, Member } from '@/api/model';
import { asProblem } from '@/api/problem';
import { membersQuery } from '@/features/team/data';
import { meQuery } from '@/features/auth/me';
import { notify } from '@/ui/notices';

/** Puts a status on everything that shows it; used for our own choice and for what the others chose. */
export function showStatus(
  client: ReturnType<typeof useQueryClient>,
  userId: string,
  status: Availability,
): void {
  client.setQueryData(membersQuery.queryKey, (members: Member[] | undefined) =>
    members?.map((member) => (member.user_id === userId ? { ...member, status } : member)),
  );
  client.setQueryData(meQuery.queryKey, (me: Me | undefined) =>
    me && me.user.id === userId ? { ...me, status } : me,
  );
}

/** Says whether you take work: live, away or offline. Shown at once, taken back if the server refuses. */
export function useSetStatus() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (status: Availability) => ok(api.PATCH('/api/v1/team/status', { body: { status } })),
    onMutate: (status) => {
      // What is being read just now was asked before this choice, and would take it back.
      for (const { queryKey } of [meQuery, membersQuery]) void client.cancelQueries({ queryKey });
      const me = client.getQueryData(meQuery.queryKey);
      if (me) showStatus(client, me.user.id, status);
      return { before: me?.status ?? null, id: me?.user.id };
    },
    onError: (error, _status, context) => {
      if (context?.id && context.before) showStatus(client, context.id, context.before);
      notify({ title: 'Your status was not changed', text: asProblem(error).message });
    },
    onSettled: () => {
      for (const { queryKey } of [meQuery, membersQuery]) void client.invalidateQueries({ queryKey });
    },
  });
}
