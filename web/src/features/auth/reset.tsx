import { Button } from '@mantine/core';
import { PasswordInput } from '@/ui/fields';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { api, ok } from '@/api/client';
import { asProblem } from '@/api/problem';
import { FormError, Warning } from '@/ui/notes';
import { notify } from '@/ui/notices';
import css from './auth.module.css';
import { AuthFrame } from './frame';

function useReset(token: string) {
  const client = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    meta: { quiet: true },
    mutationFn: (password: string) =>
      ok(api.POST('/api/v1/auth/reset/confirm', { body: { token, password, session: 'cookie' } })),
    onSuccess: async () => {
      client.removeQueries();
      await navigate({ to: '/' });
      notify({ title: 'Your password was changed', text: 'Every other session of yours has ended.' });
    },
  });
}

/** A person who followed the link of a mail chooses a new password, and is signed in with it. */
export function Reset() {
  const { token = '' } = useSearch({ from: '/reset' });
  const reset = useReset(token);
  const [password, setPassword] = useState('');
  const problem = reset.error ? asProblem(reset.error) : null;
  const dead = !token || (problem !== null && (problem.status === 404 || problem.field('token')));
  return (
    <AuthFrame
      title="Choose a new password"
      sub="Every other session of yours ends, so nobody stays signed in with the old one."
    >
      {dead ? (
        <Warning>This link does not work any more: it works once, and for one hour.</Warning>
      ) : (
        <form
          className={css.form}
          onSubmit={(event) => {
            event.preventDefault();
            reset.mutate(password);
          }}
        >
          <FormError problem={problem} unseen="session" />
          <PasswordInput
            label="New password"
            description="At least 8 characters"
            autoComplete="new-password"
            required
            minLength={8}
            autoFocus
            value={password}
            error={problem?.field('password')}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          <Button type="submit" variant="filled" size="lg" loading={reset.isPending}>
            Change and sign in
          </Button>
        </form>
      )}
      <p className={css.foot}>
        <Link to="/forgot" className="link">
          Send another link
        </Link>
      </p>
    </AuthFrame>
  );
}
