import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { asProblem } from '@/api/problem';

type Listener = () => void;
let onSignedOut: Listener = () => undefined;

/** Says what to do when the server no longer knows this session. */
export function whenSignedOut(listener: Listener): void {
  onSignedOut = listener;
}

function notice(error: unknown): void {
  if (asProblem(error).status === 401) onSignedOut();
}

/** All that the page knows of the server. Live events keep it true, so a view already seen shows at once. */
export const queryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error, query) => {
      if (query.meta?.['quiet'] !== true) notice(error);
    },
  }),
  mutationCache: new MutationCache({
    onError: (error, _variables, _result, mutation) => {
      if (mutation.meta?.['quiet'] !== true) notice(error);
      // What this page believes the role may do is old: read it again, so that the act goes.
      if (asProblem(error).status === 403) void queryClient.invalidateQueries({ queryKey: ['me'] });
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      gcTime: 30 * 60_000,
      retry: (failures, error) => {
        const { status } = asProblem(error);
        return failures < 2 && (status === 0 || status >= 500);
      },
    },
  },
});
