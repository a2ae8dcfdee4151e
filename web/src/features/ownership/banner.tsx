import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { api, ok } from '@/api/client';
import { may } from '@/api/may';
import type { Workspace } from '@/api/model';
import { useMe } from '@/features/auth/me';
import { useNow } from '@/lib/now';
import { exact } from '@/lib/time';
import { useWorkspace, useWorkspaceAct } from './data';
import css from './ownership.module.css';

/** Above every page, where something about the whole workspace waits: its end, or an offer to own it. */
export function WorkspaceBanner() {
  const me = useMe();
  const workspace = useWorkspace();
  const now = useNow();
  if (!me?.business || !workspace) return null;
  const { transfer, deletion } = workspace;
  const offered = transfer?.member_id === me.member_id && new Date(transfer?.expires_at ?? 0).getTime() > now;
  return (
    <>
      {deletion && (
        <p className={css.banner} role="status">
          <span>
            <strong>
              {workspace.name} was deleted by {deletion.by}.
            </strong>{' '}
            Until {exact(deletion.at)} everything works; then all of it is gone.
          </span>
          {may(me, 'workspace.delete') && <Restore />}
        </p>
      )}
      {transfer && offered && (
        <p className={css.banner} role="status">
          <span>
            <strong>You are to own {workspace.name}.</strong> Decide until {exact(transfer.expires_at)}.
          </span>
          <Link to="/settings/general" hash="ownership" className="link">
            Look at it
          </Link>
        </p>
      )}
    </>
  );
}

function Restore() {
  const restore = useWorkspaceAct(() => ok(api.POST('/api/v1/workspace/restore')) as Promise<Workspace>);
  return (
    <Button size="sm" loading={restore.isPending} onClick={() => restore.mutate(undefined)}>
      Restore it
    </Button>
  );
}
