import { Button } from '@mantine/core';
import { PasswordInput } from '@/ui/fields';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ok } from '@/api/client';
import { asProblem } from '@/api/problem';
import { FormError } from '@/ui/notes';
import { notify } from '@/ui/notices';
import { Section } from '@/ui/section';
import css from './me.module.css';
import { sessionsQuery } from './sessions';

const NOTHING = { current_password: '', password: '' };

/** A new password; every session but this one ends with the old one. */
export function PasswordSection() {
  const client = useQueryClient();
  const [form, setForm] = useState(NOTHING);
  const change = useMutation({
    meta: { quiet: true },
    mutationFn: () => ok(api.POST('/api/v1/auth/password', { body: form })),
    onSuccess: async () => {
      setForm(NOTHING);
      notify({ title: 'Your password was changed', text: 'Your other sessions have ended.' });
      await client.invalidateQueries(sessionsQuery);
    },
  });
  const problem = change.error ? asProblem(change.error) : null;
  const field = (name: keyof typeof NOTHING) => ({
    value: form[name],
    error: problem?.field(name),
    onChange: (event: React.ChangeEvent<HTMLInputElement>) => {
      const { value } = event.currentTarget;
      setForm((before) => ({ ...before, [name]: value }));
    },
  });
  return (
    <Section title="Password" sub="Changing it ends every other session of yours.">
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate();
        }}
      >
        <PasswordInput
          label="Password now"
          autoComplete="current-password"
          required
          {...field('current_password')}
        />
        <PasswordInput
          label="New password"
          description="At least 8 characters"
          autoComplete="new-password"
          required
          minLength={8}
          {...field('password')}
        />
        <FormError problem={problem} />
        <Button
          type="submit"
          loading={change.isPending}
          disabled={!form.current_password || form.password.length < 8}
        >
          Change password
        </Button>
      </form>
    </Section>
  );
}
