import { expect, test } from 'vitest';
import type { Domain } from '@/api/model';
import { proofWords } from './words';

const domain = (proof: Domain['proof'], lost: Domain['lost']) => ({ proof, lost }) as Domain;

test('a domain says what proves it, or why nothing does', () => {
  expect(proofWords(domain(null, null))).toBe('Write this record into its DNS');
  expect(proofWords(domain('dns', null))).toContain('DNS');
  expect(proofWords(domain('mailbox', null))).toContain('mailbox');
  expect(proofWords(domain(null, 'record'))).toContain('record is gone');
  expect(proofWords(domain(null, 'elsewhere'))).toContain('another workspace');
  expect(proofWords(domain(null, 'silence'))).toContain('no name server');
});
