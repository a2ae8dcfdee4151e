import { Button } from '@mantine/core';
import { TextInput } from '@/ui/fields';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ok } from '@/api/client';
import type { Me } from '@/api/model';
import { asProblem } from '@/api/problem';
import { Badge } from '@/ui/bits';
import { FormError, Info } from '@/ui/notes';
import { OwnPassword } from '@/ui/own_password';
import { Section } from '@/ui/section';
import css from './me.module.css';
import { useSendConfirmation } from './send_confirmation';

/** The address that I sign in with: whether it is confirmed, and how to move to another. */
export function AddressSection({ user }: { user: Me['user'] }) {
  const [open, setOpen] = useState(false);
  const sendLink = useSendConfirmation(user.email);
  return (
    <Section
      title="E-mail address"
      sub={
        <>
          {user.email}{' '}
          <Badge tone={user.is_verified ? 'live' : 'away'}>
            {user.is_verified ? 'confirmed' : 'not confirmed'}
          </Badge>
        </>
      }
      acts={
        <>
          {!user.is_verified && (
            <Button loading={sendLink.isPending} onClick={() => sendLink.mutate()}>
              Send a link to confirm it
            </Button>
          )}
          <Button aria-expanded={open} onClick={() => setOpen(!open)}>
            Change address
          </Button>
        </>
      }
    >
      {open && <ChangeAddress />}
    </Section>
  );
}

function ChangeAddress() {
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const change = useMutation({
    mutationFn: () => ok(api.POST('/api/v1/auth/email', { body: { email: email.trim(), password } })),
    meta: { quiet: true },
  });
  const problem = change.error ? asProblem(change.error) : null;
  if (change.isSuccess) {
    return (
      <div role="status">
        <Info>
          A link is on its way to {email.trim()}. Your address changes when you follow it; until then you sign
          in as before.
        </Info>
      </div>
    );
  }
  return (
    <form
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault();
        change.mutate();
      }}
    >
      <TextInput
        label="New e-mail address"
        type="email"
        autoComplete="email"
        required
        autoFocus
        value={email}
        error={problem?.field('email')}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      <OwnPassword value={password} onType={setPassword} problem={problem} />
      <FormError problem={problem} />
      <Button type="submit" loading={change.isPending} disabled={!email.trim() || !password}>
        Send a link to the new address
      </Button>
    </form>
  );
}
