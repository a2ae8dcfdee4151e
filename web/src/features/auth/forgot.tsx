import { Button } from '@mantine/core';
import { TextInput } from '@/ui/fields';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api, ok } from '@/api/client';
import { asProblem } from '@/api/problem';
import { FormError, Info } from '@/ui/notes';
import css from './auth.module.css';
import { AuthFrame } from './frame';

/** A person asks for a link that lets them choose a new password. The answer is the same for every address. */
export function Forgot() {
  const [email, setEmail] = useState('');
  const ask = useMutation({
    meta: { quiet: true },
    mutationFn: () => ok(api.POST('/api/v1/auth/reset', { body: { email: email.trim() } })),
  });
  const problem = ask.error ? asProblem(ask.error) : null;
  return (
    <AuthFrame title="Forgot your password?" sub="You get a link by mail, and choose a new one with it.">
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault();
          ask.mutate();
        }}
      >
        {ask.isSuccess && (
          <div role="status">
            <Info>
              If there is an account with this address, a link is on its way to it. It works once, for one
              hour. Look among the unwanted mails too.
            </Info>
          </div>
        )}
        <FormError problem={problem} />
        <TextInput
          label="E-mail address"
          type="email"
          autoComplete="username"
          required
          autoFocus
          value={email}
          error={problem?.field('email')}
          onChange={(event) => {
            setEmail(event.currentTarget.value);
            ask.reset();
          }}
        />
        <Button type="submit" variant="filled" size="lg" loading={ask.isPending} disabled={ask.isSuccess}>
          Send the link
        </Button>
      </form>
      <p className={css.foot}>
        <Link to="/login" className="link">
          Back to sign in
        </Link>
      </p>
    </AuthFrame>
  );
}
