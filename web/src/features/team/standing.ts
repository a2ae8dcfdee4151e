import { useCallback } from 'react';
import type { Me, Member, Rulebook } from '@/api/model';
import { useMe } from '@/features/auth/me';
import { useRulebook } from '@/features/rulebook/data';

/**
 * Why this reader may not act on somebody, whatever rights they hold; null where they stand above them. The server decides
 * again.
 */
export function outOfReach(
  rulebook: Rulebook | undefined,
  me: Me | undefined,
  member: Member,
): string | null {
  const of = (name: string | null | undefined) => rulebook?.roles.find((role) => role.name === name);
  const theirs = of(member.role);
  if (theirs?.owner) return 'The owner can’t be removed or demoted';
  if (member.user_id === me?.user.id) return 'Nobody acts on themselves';
  if (theirs?.leads && !of(me?.team_role)?.owner) return `Only the owner acts on an ${theirs.label}`;
  return null;
}

/** The same, for the signed-in person and the rules of this workspace. */
export function useOutOfReach(): (member: Member) => string | null {
  const me = useMe();
  const rulebook = useRulebook();
  return useCallback((member) => outOfReach(rulebook, me, member), [rulebook, me]);
}
