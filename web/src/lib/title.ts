import { useEffect } from 'react';

/** Names the page in the tab: "Team · Harbour & Pine". */
export function useTitle(...parts: (string | undefined)[]): void {
  const title = [...parts.filter(Boolean), 'Deskbell'].slice(0, 3).join(' · ');
  useEffect(() => {
    document.title = title;
  }, [title]);
}
