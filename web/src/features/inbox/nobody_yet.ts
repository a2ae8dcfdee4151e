import { useInfiniteQuery } from '@tanstack/react-query';
import { useMe } from '@/features/auth/me';
import { useCounts } from './counts';
import { listQuery, type ListPage } from './data';

/** Whether no conversation has ever been had here: nothing open, nothing resolved, nothing closed. */
export function useNobodyYet(): boolean {
  const me = useMe();
  const counts = useCounts();
  const none = counts?.all === 0 && counts.resolved === 0;
  const closed = useInfiniteQuery({
    ...listQuery({ view: 'resolved', channel: null, status: 'closed', tag: null }, me?.user.id ?? ''),
    enabled: none,
  });
  return none && closed.data?.pages.every((page: ListPage) => page.items.length === 0) === true;
}
