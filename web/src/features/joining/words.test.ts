import { expect, test } from 'vitest';
import type { Domain } from '@/api/model';
import { byDomainWords, proofWords } from './words';

const domain = (proof: Domain['proof'], lost: Domain['lost']) => ({ proof, lost }) as Domain;

test('a domain says what proves it, or why nothing does', () => {
  expect(proofWords(domain(null, null))).toBe('Write this record into its DNS');
  expect(proofWords(domain('dns', null))).toContain('DNS');
  expect(proofWords(domain('mailbox', null))).toContain('mailbox');
  expect(proofWords(domain(null, 'record'))).toContain('record is gone');
  expect(proofWords(domain(null, 'elsewhere'))).toContain('another workspace');
  expect(proofWords(domain(null, 'silence'))).toContain('no name server');
});

test('whoever invites reads who comes in by a domain', () => {
  expect(byDomainWords('link', ['a.example'], 'Member, Basic')).toContain('off for domains');
  expect(byDomainWords('both', [], 'Member, Basic')).toContain('none is proven yet');
  expect(byDomainWords('domain', ['a.example', 'b.example'], 'Member, Basic')).toContain(
    'at a.example and b.example comes in by themselves, as Member, Basic',
  );
  expect(byDomainWords('domain', undefined, 'Member, Basic')).toContain('at the proven domains');
});
