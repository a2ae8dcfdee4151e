import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { setCurrentWorkspace } from '@/api/workspace';
import { meQuery } from '@/features/auth/me';
import { membersQuery } from '@/features/team/data';
import { apply, type Go, type Table } from './apply';
import { canCatchUp, connect, disconnect } from './socket';

/** What was read before the connection stood, or before too much was missed, may be old by now. */
function readAll(client: QueryClient): void {
  void client.invalidateQueries();
}

/** What was missed is told again, but for what is never kept: who is connected, and what was seen. */
function readFleeting(client: QueryClient): void {
  void client.invalidateQueries(membersQuery);
  void client.invalidateQueries({ queryKey: ['conversation'] });
}

/** Keeps everything on the page true for as long as it is open. Mounted once, by the frame. */
export function useLive(): void {
  const client = useQueryClient();
  const navigate = useNavigate();
  useEffect(() => {
    const go: Go = {
      conversation: (id) => void navigate({ to: '/c/$id', params: { id } }),
      home: () => void navigate({ to: '/' }),
      signedOut: (reason) => {
        disconnect();
        client.removeQueries();
        // Whose access is off stays signed in, and is told whom to ask.
        if (reason === 'workspace_deleted') {
          setCurrentWorkspace(null);
          window.location.assign('/');
        } else if (reason === 'disabled') void navigate({ to: '/disabled' });
        else void navigate({ to: '/login', search: { reason } });
      },
    };
    const table = apply(client, () => client.getQueryData(meQuery.queryKey), go);
    connect((socket) => {
      for (const name of Object.keys(table) as (keyof Table)[]) socket.on(name, table[name]);
      socket.on('connect', () => (canCatchUp() ? readFleeting(client) : readAll(client)));
      socket.on('reload', () => readAll(client));
    });
    return disconnect;
  }, [client, navigate]);
}
