import type { QueryClient } from '@tanstack/react-query';

/** Reads several things again, and waits for those that are on screen. */
export async function readAgain(
  client: QueryClient,
  queries: { queryKey: readonly unknown[] }[],
): Promise<void> {
  await Promise.all(queries.map(({ queryKey }) => client.invalidateQueries({ queryKey })));
}
