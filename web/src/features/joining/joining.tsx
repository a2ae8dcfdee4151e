import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { may, opens } from '@/api/may';
import { asProblem } from '@/api/problem';
import { useMe } from '@/features/auth/me';
import { workspaceQuery } from '@/features/general/data';
import { useRulebook } from '@/features/rulebook/data';
import { PageTitle } from '@/shell/page';
import { TextInput } from '@/ui/fields';
import { Info, LoadError } from '@/ui/notes';
import { FormOutcome } from '@/ui/outcome';
import { Section } from '@/ui/section';
import { domainsQuery, useAddDomain } from './data';
import { DomainRow } from './domain';
import css from './joining.module.css';
import { GivesSection, ModeSection } from './ways';

function AddDomain() {
  const add = useAddDomain();
  const [domain, setDomain] = useState('');
  const problem = add.error ? asProblem(add.error) : null;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        add.mutate(domain.trim(), { onSuccess: () => setDomain('') });
      }}
    >
      <div className={css.line}>
        <TextInput
          label="Domain"
          placeholder="example.com"
          required
          maxLength={253}
          value={domain}
          error={problem?.field('domain')}
          onChange={(event) => setDomain(event.currentTarget.value)}
        />
        <Button type="submit" loading={add.isPending} disabled={!domain.trim()}>
          Add a domain
        </Button>
      </div>
      <FormOutcome title="The domain was not added" problem={problem} />
    </form>
  );
}

/** The company's domains: whoever writes their DNS owns them. */
function Domains() {
  const domains = useQuery(domainsQuery);
  return (
    <Section
      title="Domains"
      sub="A TXT record in its DNS makes a domain yours alone. A code to a mailbox there only says that you belong to it."
    >
      {domains.isPending && <Skeleton height={80} />}
      {domains.isError && !domains.data && (
        <LoadError
          what="The domains"
          problem={asProblem(domains.error)}
          retry={() => void domains.refetch()}
        />
      )}
      {domains.data && domains.data.length > 0 && (
        <ul>
          {domains.data.map((domain) => (
            <DomainRow key={domain.domain} domain={domain} />
          ))}
        </ul>
      )}
      <AddDomain />
    </Section>
  );
}

/** How people come in by themselves, and what each way gives them. */
export function JoiningSettings() {
  const me = useMe();
  const workspace = useQuery(workspaceQuery);
  const joining = useRulebook()?.joining ?? [];
  const autoJoin = workspace.data?.auto_join ?? null;
  const settles = may(me, 'workspace.update');
  const invites = settles && may(me, 'members.invite');
  const sees = opens(me, 'GET /workspace/domains');
  return (
    <>
      <PageTitle title="Auto-Join" />
      {workspace.isPending && <Skeleton height={320} />}
      {workspace.isError && !workspace.data && (
        <LoadError
          what="The settings"
          problem={asProblem(workspace.error)}
          retry={() => void workspace.refetch()}
        />
      )}
      {workspace.data && !autoJoin && (
        <Info>
          By the rules of this workspace nobody comes in by themselves: people are added under Team.
        </Info>
      )}
      {autoJoin && (
        <div className={css.page}>
          {!sees && (
            <Info>
              On a visit nobody changes how people come in, and nobody sees the domains. The owner and admins
              do.
            </Info>
          )}
          {sees && !invites && <Info>Whoever may invite people says who comes in by themselves.</Info>}
          <ModeSection autoJoin={autoJoin} fixed={!invites} />
          {settles && sees && joining.includes('domain') && <Domains />}
          {invites && joining.includes('domain') && (
            <GivesSection
              way="domain"
              title="By domain they become"
              sub="Nobody gets a role that stands above others by themselves."
              gives={autoJoin.domain}
            />
          )}
          {invites && joining.includes('link') && (
            <GivesSection
              way="link"
              title="By link they become"
              sub="Where the link itself says nothing else."
              gives={autoJoin.link}
            />
          )}
        </div>
      )}
    </>
  );
}
