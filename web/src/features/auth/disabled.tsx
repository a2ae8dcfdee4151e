import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { exact } from '@/lib/time';
import { nameList } from '@/lib/words';
import { Warning } from '@/ui/notes';
import css from './auth.module.css';
import { AuthFrame } from './frame';
import { logout } from './logout';
import { meQuery } from './me';
import { moveToWorkspace } from './move';

/** How often it is asked whether the access is back, in milliseconds: no live event reaches this page. */
const AGAIN = 5_000;

/** Somebody's access is off: since when, whom to ask, and what is still theirs. */
export function Disabled() {
  const me = useQuery({ ...meQuery, refetchInterval: AGAIN }).data;
  const navigate = useNavigate();
  const back = me !== undefined && !me.disabled;
  useEffect(() => {
    if (back) void navigate({ to: '/' });
  }, [back, navigate]);
  if (!me?.disabled) return null;
  const { workspace, since, ask } = me.disabled;
  const others = me.workspaces.filter((each) => each.id !== workspace.id);
  return (
    <AuthFrame title={`Your access to ${workspace.name} is off`} sub={`Since ${exact(since)}.`}>
      <div className={css.form}>
        <Warning>
          Nothing of yours was deleted. {nameList(ask.map((person) => person.name))} can switch it on again;
          then it works at once.
        </Warning>
        {others.map((each) => (
          <Button key={each.id} size="lg" onClick={() => void moveToWorkspace(each.id)}>
            Go to {each.name}
          </Button>
        ))}
        <Button size="lg" onClick={() => void logout()}>
          Sign out
        </Button>
      </div>
      <p className={css.foot}>
        <Link to="/me" className="link">
          My account
        </Link>
      </p>
    </AuthFrame>
  );
}
