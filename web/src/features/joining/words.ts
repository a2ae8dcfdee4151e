import type { AutoJoin, Domain } from '@/api/model';
import { nameList } from '@/lib/words';

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

/** Whether people of proven domains come in by themselves; `gives` is what they become. `domains`: nothing where they are not seen. */
export function byDomainWords(mode: AutoJoin['mode'], domains: string[] | undefined, gives: string): string {
  if (mode !== 'domain' && mode !== 'both')
    return 'Nobody comes in by a domain now: Auto-Join is off for domains.';
  if (domains?.length === 0)
    return 'Auto-Join is on for domains, and none is proven yet: nobody comes in by one.';
  const whose = domains ? nameList(domains) : 'the proven domains';
  return `Whoever has a confirmed address at ${whose} comes in by themselves, as ${gives}. Nobody has to be invited.`;
}
