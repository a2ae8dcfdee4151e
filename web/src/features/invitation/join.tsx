import { Button, Skeleton } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { useRef, useState, type ReactNode } from 'react';
import { api, ok } from '@/api/client';
import type { Looked } from '@/api/model';
import { asProblem, type Problem } from '@/api/problem';
import { setCurrentWorkspace } from '@/api/workspace';
import { AuthFrame } from '@/features/auth/frame';
import authCss from '@/features/auth/auth.module.css';
import { meQuery } from '@/features/auth/me';
import { moveToWorkspace } from '@/features/auth/move';
import { JoinByLink } from '@/features/link/join';
import { day } from '@/lib/time';
import { PasswordInput, TextInput } from '@/ui/fields';
import { FormError, Info, LoadError, Warning } from '@/ui/notes';
import { Refusal } from '@/ui/refusal';
import css from './invitation.module.css';

const look = (token: string) =>
  ok(api.POST('/api/v1/invitations/look', { body: { token } })) as Promise<Looked>;

/** Comes in, and moves this tab there. */
async function accept(token: string): Promise<void> {
  const { workspace_id } = await ok(api.POST('/api/v1/invitations/accept', { body: { token } }));
  await moveToWorkspace(workspace_id);
}

const OVER: Record<string, string> = {
  accepted: 'This invitation was accepted already.',
  revoked: 'This invitation was taken back.',
  expired: 'This invitation has waited for too long. Ask for another one.',
};

function Failure({ problem }: { problem: Problem | null }) {
  if (problem?.isRefusal) return <Refusal title="You are not in yet" problem={problem} />;
  return <FormError problem={problem} />;
}

interface FormProps {
  token: string;
  seen: Looked;
}

/** Somebody with an account signs in with it, and is in. */
function SignIn({ token, seen }: FormProps) {
  const [password, setPassword] = useState('');
  const enter = useMutation({
    meta: { quiet: true },
    mutationFn: async () => {
      await ok(api.POST('/api/v1/auth/login', { body: { email: seen.email, password, session: 'cookie' } }));
      await accept(token);
    },
  });
  return (
    <form
      className={authCss.form}
      onSubmit={(event) => {
        event.preventDefault();
        enter.mutate();
      }}
    >
      <Failure problem={enter.error ? asProblem(enter.error) : null} />
      <TextInput label="E-mail address" type="email" autoComplete="username" readOnly value={seen.email} />
      <PasswordInput
        label="Password"
        autoComplete="current-password"
        required
        autoFocus
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <Button type="submit" variant="filled" size="lg" loading={enter.isPending}>
        Sign in and join
      </Button>
      <Link to="/forgot" className="link t13">
        Forgot your password?
      </Link>
    </form>
  );
}

/** Somebody without an account makes one with the invited address, and is in. */
function SignUp({ token, seen }: FormProps) {
  const [form, setForm] = useState({ full_name: '', password: '' });
  // The account stays where coming in is refused; a second try only comes in.
  const made = useRef(false);
  const enter = useMutation({
    meta: { quiet: true },
    mutationFn: async () => {
      const body = { ...form, email: seen.email, session: 'cookie' as const, invitation: token };
      if (!made.current) await ok(api.POST('/api/v1/auth/register', { body }));
      made.current = true;
      await accept(token);
    },
  });
  const problem = enter.error ? asProblem(enter.error) : null;
  return (
    <form
      className={authCss.form}
      onSubmit={(event) => {
        event.preventDefault();
        enter.mutate();
      }}
    >
      <Failure problem={problem} />
      <TextInput label="E-mail address" type="email" autoComplete="username" readOnly value={seen.email} />
      <TextInput
        label="Your name"
        autoComplete="name"
        required
        autoFocus
        value={form.full_name}
        error={problem?.field('full_name')}
        onChange={(event) => setForm({ ...form, full_name: event.currentTarget.value })}
      />
      <PasswordInput
        label="Password"
        description="At least 8 characters"
        autoComplete="new-password"
        required
        minLength={8}
        value={form.password}
        error={problem?.field('password')}
        onChange={(event) => setForm({ ...form, password: event.currentTarget.value })}
      />
      <Button type="submit" variant="filled" size="lg" loading={enter.isPending}>
        Create account and join
      </Button>
    </form>
  );
}

function SignedIn({ token, seen, email }: FormProps & { email: string }) {
  const enter = useMutation({ mutationFn: () => accept(token) });
  const leave = useMutation({
    mutationFn: () => ok(api.POST('/api/v1/auth/logout')),
    onSettled: () => {
      setCurrentWorkspace(null);
      window.location.reload();
    },
  });
  if (email !== seen.email) {
    return (
      <div className={authCss.form}>
        <Warning>
          This invitation is for {seen.email}, and you are signed in as {email}.
        </Warning>
        <Button size="lg" loading={leave.isPending} onClick={() => leave.mutate()}>
          Sign out and go on as {seen.email}
        </Button>
      </div>
    );
  }
  return (
    <div className={authCss.form}>
      <Failure problem={enter.error ? asProblem(enter.error) : null} />
      <Button variant="filled" size="lg" autoFocus loading={enter.isPending} onClick={() => enter.mutate()}>
        Join {seen.workspace}
      </Button>
    </div>
  );
}

function Enter({ token, seen }: FormProps) {
  const me = useQuery({ ...meQuery, retry: false });
  if (me.isPending) return <Skeleton height={120} />;
  if (me.data) return <SignedIn token={token} seen={seen} email={me.data.user.email} />;
  return seen.has_account ? <SignIn token={token} seen={seen} /> : <SignUp token={token} seen={seen} />;
}

interface FrameProps {
  seen: Looked;
  over: boolean;
  children: ReactNode;
}

function Frame({ seen, over, children }: FrameProps) {
  const by = seen.invited_by_name;
  return (
    <AuthFrame
      title={`Join ${seen.workspace}`}
      // What is over invites nobody any more.
      sub={
        over ? `${by} had invited you.` : `${by} invites you as ${seen.role}, until ${day(seen.expires_at)}.`
      }
    >
      {seen.logo_url && <img className={css.logo} src={seen.logo_url} alt="" />}
      {seen.welcome && !over && <blockquote className={css.quote}>{seen.welcome}</blockquote>}
      {children}
    </AuthFrame>
  );
}

/** Somebody follows the link of an invitation: who invites them into what; then they sign in or up, and are in. */
export function Join() {
  const { token = '', link } = useSearch({ from: '/join' });
  return link ? <JoinByLink token={link} /> : <JoinByInvitation token={token} />;
}

function JoinByInvitation({ token }: { token: string }) {
  const seen = useQuery({
    queryKey: ['invitation', token],
    queryFn: () => look(token),
    enabled: token !== '',
    meta: { quiet: true },
    staleTime: Infinity,
  });
  const problem = seen.error ? asProblem(seen.error) : null;
  if (!token || problem?.status === 404 || problem?.status === 422) {
    return (
      <AuthFrame title="This link does not work" sub="">
        <Warning>
          {problem?.status === 404 ? problem.message : 'The address of this page is not whole.'}
        </Warning>
        <p className={authCss.foot}>
          <Link to="/" className="link">
            Go to the inbox
          </Link>
        </p>
      </AuthFrame>
    );
  }
  if (problem) {
    return (
      <AuthFrame title="Join" sub="">
        <LoadError what="The invitation" problem={problem} retry={() => void seen.refetch()} />
      </AuthFrame>
    );
  }
  if (!seen.data) {
    return (
      <AuthFrame title="Join" sub="One moment.">
        <Skeleton height={160} />
      </AuthFrame>
    );
  }
  const over = OVER[seen.data.state];
  return (
    <Frame seen={seen.data} over={!!over}>
      {over ? (
        <div className={authCss.form}>
          <Info>{over}</Info>
          <Link to="/" className="link">
            Open Deskbell
          </Link>
        </div>
      ) : (
        <Enter token={token} seen={seen.data} />
      )}
    </Frame>
  );
}
