import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, ok } from '@/api/client';
import type { AutoJoin, Domain, Offer, Workspace } from '@/api/model';
import { meQuery } from '@/features/auth/me';
import { workspaceQuery } from '@/features/general/data';
import { readAgain } from '@/lib/stale';

/** The domains of this workspace, and what proves each. */
export const domainsQuery = queryOptions({
  queryKey: ['domains'],
  queryFn: () => ok(api.GET('/api/v1/workspace/domains')) as Promise<Domain[]>,
});

const at = (domain: string) => ({ params: { path: { domain } } });

export interface AutoJoinChange {
  mode?: AutoJoin['mode'];
  domain?: Partial<AutoJoin['domain']>;
  link?: Partial<AutoJoin['link']>;
}

export function useChangeAutoJoin() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (auto_join: AutoJoinChange) =>
      ok(api.PATCH('/api/v1/workspace', { body: { auto_join } })) as Promise<Workspace>,
    onSuccess: (workspace) => client.setQueryData(workspaceQuery.queryKey, workspace),
  });
}

export function useAddDomain() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (domain: string) =>
      ok(api.POST('/api/v1/workspace/domains', { body: { domain } })) as Promise<Domain>,
    onSuccess: () => readAgain(client, [domainsQuery]),
  });
}

export type Verifying = { email: string } | { code: string } | Record<string, never>;

export function useVerifyDomain(domain: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: Verifying) =>
      ok(api.POST('/api/v1/workspace/domains/{domain}/verify', { ...at(domain), body })) as Promise<Domain>,
    onSuccess: () => readAgain(client, [domainsQuery]),
  });
}

export function useRemoveDomain() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (domain: string) => ok(api.DELETE('/api/v1/workspace/domains/{domain}', at(domain))),
    onSuccess: () => readAgain(client, [domainsQuery]),
  });
}

/** The workspaces that whoever is signed in may come into by their address. */
export const offersQuery = queryOptions({
  queryKey: ['offers'],
  queryFn: () => ok(api.GET('/api/v1/auth/offers')) as Promise<Offer[]>,
});

export function useOffers(): Offer[] {
  const signedIn = useQuery({ ...meQuery, retry: false }).isSuccess;
  return useQuery({ ...offersQuery, enabled: signedIn }).data ?? [];
}
