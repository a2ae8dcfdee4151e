import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { api, ok } from '@/api/client';
import { asProblem } from '@/api/problem';
import { Offers } from '@/features/joining/offers';
import { FormError, Info, Warning } from '@/ui/notes';
import css from './auth.module.css';
import { AuthFrame } from './frame';
import { meQuery } from './me';

/**
 * A person confirms that an address is theirs. One click of their own: programs that look at mail follow links, and must
 * not confirm anything.
 */
export function Confirm() {
  const { token = '' } = useSearch({ from: '/confirm' });
  const client = useQueryClient();
  const confirm = useMutation({
    meta: { quiet: true },
    mutationFn: () => ok(api.POST('/api/v1/auth/verify', { body: { token } })),
    onSuccess: () => client.invalidateQueries(meQuery),
  });
  const problem = confirm.error ? asProblem(confirm.error) : null;
  const dead = !token || (problem !== null && (problem.status === 404 || problem.field('token')));
  return (
    <AuthFrame title="Confirm your address" sub="So that your team can trust that it is you.">
      <div className={css.form}>
        {confirm.data && (
          <div role="status">
            <Info>
              {confirm.data.email} is confirmed.
              {confirm.data.joined && ` You are in ${confirm.data.joined.name} now, by its domain.`}
            </Info>
          </div>
        )}
        {confirm.data && <Offers />}
        {dead && <Warning>This link does not work any more: it works once, and for 24 hours.</Warning>}
        {!dead && !confirm.data && (
          <>
            <FormError problem={problem} />
            <Button
              variant="filled"
              size="lg"
              autoFocus
              loading={confirm.isPending}
              onClick={() => confirm.mutate()}
            >
              This address is mine
            </Button>
          </>
        )}
      </div>
      <p className={css.foot}>
        <Link to="/" className="link">
          Go to the inbox
        </Link>
        {dead && <> A new link can be sent from your account page.</>}
      </p>
    </AuthFrame>
  );
}
