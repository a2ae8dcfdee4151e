import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { may } from '@/api/may';
import type { ApiKey } from '@/api/model';
import { asProblem } from '@/api/problem';
import { useMe } from '@/features/auth/me';
import { useRoleLabel } from '@/features/rulebook/data';
import { day } from '@/lib/time';
import { PageTitle } from '@/shell/page';
import { Badge, When } from '@/ui/bits';
import { Empty, LoadError } from '@/ui/notes';
import { Refusal } from '@/ui/refusal';
import lists from '@/ui/list.module.css';
import { keysQuery } from './data';
import css from './keys.module.css';
import { MakeKeyDialog } from './make';
import { RevokeKeyDialog } from './revoke';

type Doing = { act: 'create' } | { act: 'revoke'; secret: ApiKey } | null;

/** The keys by which programs act in this workspace. */
export function KeySettings() {
  const manages = may(useMe(), 'keys.manage');
  const keys = useQuery(keysQuery);
  const [doing, setDoing] = useState<Doing>(null);
  const close = () => setDoing(null);
  const problem = keys.error ? asProblem(keys.error) : null;
  const none = keys.data?.length === 0;
  const start = (
    <Button
      variant="filled"
      leftSection={<IconPlus size={16} stroke={1.75} />}
      onClick={() => setDoing({ act: 'create' })}
    >
      Create API Key
    </Button>
  );
  return (
    <>
      <PageTitle title="API keys" acts={manages && keys.data && !none && start} />
      {keys.isPending && <Skeleton height={192} />}
      {problem?.isRefusal && <Refusal title="The keys were not shown" problem={problem} />}
      {problem && !problem.isRefusal && !keys.data && (
        <LoadError what="The keys" problem={problem} retry={() => void keys.refetch()} />
      )}
      {none && (
        <Empty title="There are no API keys yet" acts={manages && start}>
          A key lets a program of yours work in this workspace: within a role that you choose, and never with
          more than you may yourself.
        </Empty>
      )}
      {keys.data && keys.data.length > 0 && (
        <ul className={lists.list} aria-label="API keys">
          {keys.data.map((each) => (
            <KeyLine key={each.id} secret={each} onRevoke={() => setDoing({ act: 'revoke', secret: each })} />
          ))}
        </ul>
      )}
      {doing?.act === 'create' && <MakeKeyDialog onClose={close} />}
      {doing?.act === 'revoke' && <RevokeKeyDialog secret={doing.secret} onClose={close} />}
    </>
  );
}

function KeyLine({ secret, onRevoke }: { secret: ApiKey; onRevoke: () => void }) {
  const role = useRoleLabel();
  return (
    <li className={lists.wraps}>
      <span className={css.what}>
        <span className="w5">{secret.name}</span>
        <code className={css.prefix}>{secret.prefix}…</code>
      </span>
      <span className={css.facts}>
        <span className="ink2">{role(secret.role)}</span>
        <span className="ink3 t12">
          Made by {secret.made_by_name} on {day(secret.created_at)}
        </span>
      </span>
      <span className={css.facts}>
        <span className="ink2">
          {secret.last_used_at ? (
            <>
              Last used <When at={secret.last_used_at} sentence />
            </>
          ) : (
            'Never used'
          )}
        </span>
        {!secret.is_on && <Badge tone="away">Off with its maker’s access</Badge>}
      </span>
      <Button size="sm" variant="dangerOutline" aria-label={`Revoke ${secret.name}`} onClick={onRevoke}>
        Revoke
      </Button>
    </li>
  );
}
