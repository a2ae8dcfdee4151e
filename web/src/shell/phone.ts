import { useMediaQuery } from '@mantine/hooks';

/** Whether the page shows one pane with a bar at the foot. */
export function useIsPhone(): boolean {
  return useMediaQuery('(max-width: 700px)', undefined, { getInitialValueInEffect: false });
}
