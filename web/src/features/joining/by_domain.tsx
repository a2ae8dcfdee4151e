import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { may } from '@/api/may';
import type { Domain, Workspace } from '@/api/model';
import { asProblem } from '@/api/problem';
import { useMe } from '@/features/auth/me';
import { workspaceQuery } from '@/features/general/data';
import { useRoleLabel, useTierLabel } from '@/features/rulebook/data';
import { Info, LoadError } from '@/ui/notes';
import { domainsQuery } from './data';
import { byDomainWords } from './words';

/** Whether people of the company's domains come in by themselves, as what, and the way to change that. */
export function ByDomain({ onClose }: { onClose: () => void }) {
  const settles = may(useMe(), 'workspace.update');
  const workspace = useQuery(workspaceQuery);
  const domains = useQuery({ ...domainsQuery, enabled: settles });
  const error = workspace.error ?? domains.error;
  const navigate = useNavigate();
  const isThere = workspace.data && (domains.data || !settles);
  return (
    <div className="stack">
      {error && (
        <LoadError
          what="Auto-Join"
          problem={asProblem(error)}
          retry={() => void Promise.all([workspace.refetch(), settles && domains.refetch()])}
        />
      )}
      {!error && !isThere && <Skeleton height={60} />}
      {isThere && <Standing workspace={workspace.data} domains={domains.data} />}
      <div className="dialogFoot">
        <Button size="lg" onClick={onClose}>
          Close
        </Button>
        {settles && (
          <Button size="lg" variant="filled" onClick={() => void navigate({ to: '/settings/joining' })}>
            Open Auto-Join
          </Button>
        )}
      </div>
    </div>
  );
}

function Standing({ workspace, domains }: { workspace: Workspace; domains: Domain[] | undefined }) {
  const [role, tier] = [useRoleLabel(), useTierLabel()];
  const autoJoin = workspace.auto_join;
  if (!autoJoin) return null;
  const gives = `${role(autoJoin.domain.role)}, ${tier(autoJoin.domain.tier)}`;
  const proven = domains?.filter((each) => each.state === 'proven').map((each) => each.domain);
  return <Info>{byDomainWords(autoJoin.mode, proven, gives)}</Info>;
}
