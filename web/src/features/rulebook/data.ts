import { queryOptions, useQuery } from '@tanstack/react-query';
import { api, ok } from '@/api/client';
import type { Role, Rulebook } from '@/api/model';
import { useMe } from '@/features/auth/me';
import { rolesQuery } from '@/features/roles/data';
import { useMemo } from 'react';

/** The sets of rules that this server has. They change only with the server. */
export const rulebooksQuery = queryOptions({
  queryKey: ['rulebooks'],
  queryFn: () => ok(api.GET('/api/v1/rulebooks')) as Promise<Rulebook[]>,
  staleTime: Infinity,
});

/** The rules that this workspace follows, with the roles that it added. */
export function useRulebook(): Rulebook | undefined {
  const me = useMe();
  const { data } = useQuery(rulebooksQuery);
  const { data: roles } = useQuery({ ...rolesQuery, enabled: Boolean(me?.business) });
  const rulebook = data?.find((each) => each.name === me?.business?.rulebook) ?? data?.[0];
  return useMemo(() => rulebook && withRoles(rulebook, roles), [rulebook, roles]);
}

function withRoles(rulebook: Rulebook, roles: Role[] | undefined): Rulebook {
  if (!roles) return rulebook;
  return { ...rulebook, roles: roles.map(({ id, name, ...rest }) => ({ ...rest, name: id, label: name })) };
}

/** How a tier is called here: "Power". The same function until the rules change. */
export function useTierLabel(): (tier: string) => string {
  const rulebook = useRulebook();
  return useMemo(() => {
    const labels = new Map(rulebook?.tiers.map((each) => [each.name, each.label]));
    return (tier) => labels.get(tier) ?? tier;
  }, [rulebook]);
}

/** How a role is called here: "Admin". The same function until the rules change. */
export function useRoleLabel(): (role: string) => string {
  const rulebook = useRulebook();
  return useMemo(() => {
    const labels = new Map(rulebook?.roles.map((each) => [each.name, each.label]));
    return (role) => labels.get(role) ?? role;
  }, [rulebook]);
}

/** What the whole is called where people are: an organization has members, a desk is a workspace. */
export function useWholeWord(): 'organization' | 'workspace' {
  return useMe()?.business?.rulebook === 'organization' ? 'organization' : 'workspace';
}

/** What stands on the act that removes somebody from it. */
export function useRemoveWords(): string {
  return useWholeWord() === 'organization' ? 'Remove from organization…' : 'Remove from workspace…';
}
