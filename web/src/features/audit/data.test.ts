import { describe, expect, it } from 'vitest';
import type { AuditEntry } from '@/api/model';
import { exportPath, goneIn } from './data';
import { auditQueryOf, readAuditSearch } from './search';

describe('the filters of the audit log', () => {
  it('keeps only what it knows of an address', () => {
    expect(readAuditSearch({ q: 'ben', person: '', act: 7, from: '2026-11-24', to: 'soon', x: 1 })).toEqual({
      q: 'ben',
      from: '2026-11-24',
    });
  });

  it('takes a day from its beginning to its end', () => {
    expect(auditQueryOf({ from: '2026-11-24', to: '2026-11-24' })).toEqual({
      from: '2026-11-24T00:00:00.000Z',
      to: '2026-11-25T00:00:00.000Z',
    });
  });

  it('exports what is filtered, with its words kept whole', () => {
    expect(exportPath('csv', { q: 'a & b' })).toBe('/api/v1/audit/export?format=csv&q=a+%26+b');
  });

  it('knows from the end of somebody who they were', () => {
    const entry = (before: unknown) => ({ before }) as AuditEntry;
    expect(goneIn([entry({ user_id: 'a', name: 'Cyd' }), entry({ name: 'Nobody' }), entry(null)])).toEqual([
      ['a', 'Cyd'],
    ]);
  });
});
