import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, ok } from '@/api/client';
import { opens } from '@/api/may';
import type { Archive } from '@/api/model';
import { asProblem } from '@/api/problem';
import { useMe } from '@/features/auth/me';
import css from '@/features/ownership/ownership.module.css';
import { dayYear } from '@/lib/time';
import { notify } from '@/ui/notices';
import { archiveQuery, contents } from './data';

/** Above every page, for somebody who is here again: what was theirs, to be brought back or not. */
export function ArchiveOffer() {
  const me = useMe();
  const { data } = useQuery({ ...archiveQuery, enabled: !!me?.business && opens(me, 'GET /team/archive') });
  return data?.archive ? <Offer archive={data.archive} /> : null;
}

function Offer({ archive }: { archive: Archive }) {
  const client = useQueryClient();
  const answer = useMutation({
    mutationFn: async (back: boolean) => {
      if (back) await ok(api.POST('/api/v1/team/archive/restore'));
      else await ok(api.DELETE('/api/v1/team/archive'));
    },
    onSuccess: async (_done, back) => {
      if (back) await client.invalidateQueries({ queryKey: ['views'] });
      client.setQueryData(archiveQuery.queryKey, { archive: null });
      notify({ title: back ? `Brought back: ${contents(archive)}` : 'What was yours is gone for good' });
    },
  });
  return (
    <section className={css.banner} aria-label="What was yours">
      <span>
        <strong>Bring back what was yours: {contents(archive)}.</strong> You were here until{' '}
        {dayYear(archive.until)}; it is kept until {dayYear(archive.purged_at)}.
        {answer.error && <span role="alert"> {asProblem(answer.error).message}</span>}
      </span>
      <Button size="sm" variant="filled" loading={answer.isPending} onClick={() => answer.mutate(true)}>
        Bring it back
      </Button>
      <Button size="sm" disabled={answer.isPending} onClick={() => answer.mutate(false)}>
        No thanks
      </Button>
    </section>
  );
}
