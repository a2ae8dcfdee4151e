import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { meQuery } from '@/features/auth/me';
import { apply, type Go, type Table } from './apply';
import { connect, disconnect } from './socket';

/** What was read before the connection stood may be old by now. */
function readAgain(client: QueryClient): void {
  void client.invalidateQueries();
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
        void navigate({ to: '/login', search: { reason } });
      },
    };
    const table = apply(client, () => client.getQueryData(meQuery.queryKey), go);
    connect((socket) => {
      for (const name of Object.keys(table) as (keyof Table)[]) socket.on(name, table[name]);
      socket.on('connect', () => readAgain(client));
    });
    return disconnect;
  }, [client, navigate]);
}
