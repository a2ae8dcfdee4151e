import { Button } from '@mantine/core';
import { PasswordInput, TextInput } from '@/ui/fields';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useRouter, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { api, ok } from '@/api/client';
import { asProblem } from '@/api/problem';
import { FormError, Info } from '@/ui/notes';
import css from './auth.module.css';
import { AuthFrame } from './frame';
import { goOn } from './next';

const REASON: Record<string, string> = {
  removed: 'You were removed from the workspace, so this session has ended.',
  left: 'You have left the workspace.',
  signed_out: 'This session was signed out.',
  ended: 'This session has ended. Sign in to go on.',
};

function useSignIn() {
  const client = useQueryClient();
  const router = useRouter();
  const { next } = useSearch({ from: '/login' });
  return useMutation({
    meta: { quiet: true },
    mutationFn: (body: { email: string; password: string }) =>
      ok(api.POST('/api/v1/auth/login', { body: { ...body, session: 'cookie' } })),
    onSuccess: () => {
      client.removeQueries();
      router.history.push(goOn(next, '/'));
    },
  });
}

/** A person signs in with address and password; the session is a cookie that no script can read. */
export function Login() {
  const { reason, next } = useSearch({ from: '/login' });
  const signIn = useSignIn();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const problem = signIn.error ? asProblem(signIn.error) : null;
  const why = reason ? REASON[reason] : undefined;
  return (
    <AuthFrame title="Sign in" sub="To your team’s desk.">
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault();
          signIn.mutate({ email: email.trim(), password });
        }}
      >
        {why && !problem && <Info>{why}</Info>}
        <FormError problem={problem} unseen="session" />
        <TextInput
          label="E-mail address"
          type="email"
          autoComplete="username"
          required
          autoFocus
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
          error={problem?.field('email')}
        />
        <PasswordInput
          label="Password"
          autoComplete="current-password"
          required
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          error={problem?.field('password')}
        />
        <Button type="submit" variant="filled" size="lg" loading={signIn.isPending || signIn.isSuccess}>
          Sign in
        </Button>
      </form>
      <p className={css.foot}>
        <Link to="/forgot" className="link">
          Forgot your password?
        </Link>
      </p>
      <p className={css.foot}>
        New here?{' '}
        <Link to="/register" search={next ? { next } : {}} className="link">
          Create an account
        </Link>
      </p>
    </AuthFrame>
  );
}
