import { useQuery } from '@tanstack/react-query';
import { useRoleLabel, useTierLabel } from '@/features/rulebook/data';
import { dayYear } from '@/lib/time';
import { Info } from '@/ui/notes';
import { contents, formerQuery, namedIn } from './data';

/** More would not be read; whoever invites hundreds sees how many there are. */
const SHOWN = 5;

/** Who of those that are about to be invited was here before, and what would be offered back to them. */
export function WasHere({ typed }: { typed: string }) {
  const former = useQuery(formerQuery);
  const label = useRoleLabel();
  const tierLabel = useTierLabel();
  const found = namedIn(typed, former.data ?? []);
  if (found.length === 0) return null;
  return (
    <Info>
      {found.slice(0, SHOWN).map(({ email, name, archive }) => (
        <p key={email}>
          <span className="w6">{name}</span> was here until {dayYear(archive.until)}, as {label(archive.role)}{' '}
          with the tier {tierLabel(archive.tier)}.{' '}
          {archive.parts.length > 0
            ? `${contents(archive)} will be offered back.`
            : 'Nothing of their own is kept.'}
        </p>
      ))}
      {found.length > SHOWN && <p>And {found.length - SHOWN} others were here in the last 30 days.</p>}
    </Info>
  );
}
