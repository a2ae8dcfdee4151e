import { Button } from '@mantine/core';
import { PasswordInput, TextInput } from '@/ui/fields';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useRouter, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { api, ok } from '@/api/client';
import { asProblem } from '@/api/problem';
import { FormError } from '@/ui/notes';
import css from './auth.module.css';
import { AuthFrame } from './frame';
import { goOn } from './next';

function useSignUp() {
  const client = useQueryClient();
  const router = useRouter();
  const { next } = useSearch({ from: '/register' });
  return useMutation({
    meta: { quiet: true },
    mutationFn: (body: { full_name: string; email: string; password: string }) =>
      ok(api.POST('/api/v1/auth/register', { body: { ...body, session: 'cookie' } })),
    onSuccess: () => {
      client.removeQueries();
      router.history.push(goOn(next, '/welcome'));
    },
  });
}

/** A person makes an account: name, address, password. The workspace comes next. */
export function Register() {
  const signUp = useSignUp();
  const [form, setForm] = useState({ full_name: '', email: '', password: '' });
  const problem = signUp.error ? asProblem(signUp.error) : null;
  const field = (name: keyof typeof form) => ({
    value: form[name],
    error: problem?.field(name),
    onChange: (event: React.ChangeEvent<HTMLInputElement>) => {
      const { value } = event.currentTarget;
      setForm((before) => ({ ...before, [name]: value }));
    },
  });
  return (
    <AuthFrame title="Create an account" sub="Yours alone. A workspace for the team comes next.">
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault();
          signUp.mutate({ ...form, email: form.email.trim(), full_name: form.full_name.trim() });
        }}
      >
        <FormError problem={problem} unseen="session" />
        <TextInput label="Your name" autoComplete="name" required autoFocus {...field('full_name')} />
        <TextInput label="E-mail address" type="email" autoComplete="username" required {...field('email')} />
        <PasswordInput
          label="Password"
          description="At least 8 characters"
          autoComplete="new-password"
          required
          minLength={8}
          {...field('password')}
        />
        <Button type="submit" variant="filled" size="lg" loading={signUp.isPending || signUp.isSuccess}>
          Create account
        </Button>
      </form>
      <p className={css.foot}>
        Have an account?{' '}
        <Link to="/login" className="link">
          Sign in
        </Link>
      </p>
    </AuthFrame>
  );
}
