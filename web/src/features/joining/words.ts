import type { Domain } from '@/api/model';

/** What proves a domain, or why nothing does. */
export function proofWords(domain: Domain): string {
  if (domain.proof === 'dns') return 'Proven by its DNS, looked at every day';
  if (domain.proof === 'mailbox') return 'Proven by a mailbox, until somebody has its DNS';
  switch (domain.lost) {
    case 'record':
      return 'Lost: its TXT record is gone';
    case 'silence':
      return 'Lost: for a week no name server answered';
    case 'elsewhere':
      return 'Lost: another workspace has its DNS';
    default:
      return 'Write this record into its DNS';
  }
}
