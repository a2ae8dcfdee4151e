import { Button, Skeleton } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api, ok } from '@/api/client';
import type { LinkSeen, Me } from '@/api/model';
import { asProblem } from '@/api/problem';
import authCss from '@/features/auth/auth.module.css';
import { AuthFrame } from '@/features/auth/frame';
import { meQuery } from '@/features/auth/me';
import { moveToWorkspace } from '@/features/auth/move';
import { useSendConfirmation } from '@/features/me/send_confirmation';
import { FormError, Info, Warning } from '@/ui/notes';
import { Refusal } from '@/ui/refusal';

const path = (token: string) => ({ params: { path: { token } } });

/** Whoever is in there already comes in by no link, and goes there. */
function IsIn({ seen }: { seen: LinkSeen }) {
  const move = useMutation({ mutationFn: () => moveToWorkspace(seen.workspace_id) });
  return (
    <div className={authCss.form}>
      {move.error && <FormError problem={asProblem(move.error)} />}
      <Button variant="filled" size="lg" autoFocus loading={move.isPending} onClick={() => move.mutate()}>
        Open {seen.workspace}
      </Button>
    </div>
  );
}

/** Nobody comes in with an address that may be somebody else’s. */
function NotConfirmed({ user }: { user: Me['user'] }) {
  const send = useSendConfirmation(user.email);
  return (
    <div className={authCss.form}>
      <Warning>
        {user.email} is not confirmed yet. Open the link in the mail that you got when you signed up, then
        come back to this page.
      </Warning>
      <Button size="lg" loading={send.isPending} onClick={() => send.mutate()}>
        Send a link to confirm it
      </Button>
    </div>
  );
}

function SignedIn({ token, seen, me }: { token: string; seen: LinkSeen; me: Me }) {
  if (seen.confirmed_only && !me.user.is_verified) return <NotConfirmed user={me.user} />;
  return <Enter token={token} seen={seen} />;
}

function Enter({ token, seen }: { token: string; seen: LinkSeen }) {
  const enter = useMutation({
    mutationFn: async () => {
      const { workspace_id } = await ok(api.POST('/api/v1/links/{token}/join', path(token)));
      await moveToWorkspace(workspace_id);
    },
  });
  const problem = enter.error ? asProblem(enter.error) : null;
  return (
    <div className={authCss.form}>
      {problem?.isRefusal && <Refusal title="You are not in yet" problem={problem} />}
      {problem && !problem.isRefusal && <FormError problem={problem} />}
      <Button variant="filled" size="lg" autoFocus loading={enter.isPending} onClick={() => enter.mutate()}>
        Join {seen.workspace}
      </Button>
    </div>
  );
}

function SignedOut({ token }: { token: string }) {
  const here = `/join?link=${encodeURIComponent(token)}`;
  return (
    <div className={authCss.form}>
      <Info>You need an account of your own first; you come back here with it.</Info>
      <Link to="/login" search={{ next: here }} className="link">
        Sign in
      </Link>
      <Link to="/register" search={{ next: here }} className="link">
        Create an account
      </Link>
    </div>
  );
}

/** Somebody follows a link for many: where it leads, and in. */
export function JoinByLink({ token }: { token: string }) {
  const me = useQuery({ ...meQuery, retry: false });
  const seen = useQuery({
    queryKey: ['link', token],
    queryFn: () => ok(api.GET('/api/v1/links/{token}', path(token))) as Promise<LinkSeen>,
    meta: { quiet: true },
  });
  if (seen.isError) {
    return (
      <AuthFrame title="This link does not work" sub="It was ended, or its address is not whole.">
        <Warning>{asProblem(seen.error).message}</Warning>
        <p className={authCss.foot}>
          <Link to="/" className="link">
            Go to the inbox
          </Link>
        </p>
      </AuthFrame>
    );
  }
  if (!seen.data || me.isPending) {
    return (
      <AuthFrame title="Join" sub="One moment.">
        <Skeleton height={120} />
      </AuthFrame>
    );
  }
  if (me.data?.workspaces.some((place) => place.id === seen.data.workspace_id)) {
    return (
      <AuthFrame title={seen.data.workspace} sub="You are in this workspace already.">
        <IsIn seen={seen.data} />
      </AuthFrame>
    );
  }
  return (
    <AuthFrame
      title={`Join ${seen.data.workspace}`}
      sub={seen.data.is_open ? `You come in as ${seen.data.role}.` : 'Not by this link.'}
    >
      {!seen.data.is_open && <Warning>Nobody can come by this link now. {seen.data.why}</Warning>}
      {seen.data.is_open && me.data && <SignedIn token={token} seen={seen.data} me={me.data} />}
      {seen.data.is_open && !me.data && <SignedOut token={token} />}
    </AuthFrame>
  );
}
