/** What stands in the address of the audit page, and what is asked of the server. */
export interface AuditSearch {
  q?: string;
  person?: string;
  act?: string;
  /** Days, as the reader's calendar has them: `2026-11-24`. */
  from?: string;
  to?: string;
}

const day = /^\d{4}-\d{2}-\d{2}$/;

export function readAuditSearch(search: Record<string, unknown>): AuditSearch {
  const words = (name: string) => {
    const value = search[name];
    return typeof value === 'string' && value ? { [name]: value } : {};
  };
  const date = (name: string) => (day.test(String(search[name])) ? { [name]: String(search[name]) } : {});
  return { ...words('q'), ...words('person'), ...words('act'), ...date('from'), ...date('to') };
}

/** As the server takes it: a day begins and ends where the reader is. */
export function auditQueryOf({ from, to, ...rest }: AuditSearch): Record<string, string> {
  const after = to ? new Date(`${to}T00:00:00`) : null;
  after?.setDate(after.getDate() + 1);
  return {
    ...rest,
    ...(from ? { from: new Date(`${from}T00:00:00`).toISOString() } : {}),
    ...(after ? { to: after.toISOString() } : {}),
  };
}
