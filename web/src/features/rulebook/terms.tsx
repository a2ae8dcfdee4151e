import type { Rulebook } from '@/api/model';
import { ownershipWords, waysIn } from './words';

/** What a tier lets somebody use, how people come in, and whether ownership moves: lines of a list. */
export function TermLines({ rulebook }: { rulebook: Rulebook }) {
  const ways = waysIn(rulebook);
  return (
    <>
      {rulebook.tiers.map((tier) => (
        <li key={tier.name}>
          <strong className="w6">Tier {tier.label}:</strong> {tier.summary}
        </li>
      ))}
      {ways && (
        <li>
          <strong className="w6">People come in:</strong> {ways}
        </li>
      )}
      <li>
        <strong className="w6">Ownership:</strong> {ownershipWords(rulebook)}
      </li>
    </>
  );
}
