import { Button, Skeleton } from '@mantine/core';
import { Switch, TextInput } from '@/ui/fields';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Fragment, useState } from 'react';
import { api, ok } from '@/api/client';
import { may } from '@/api/may';
import type { Workspace } from '@/api/model';
import { asProblem } from '@/api/problem';
import { meQuery, useMe } from '@/features/auth/me';
import { DeleteWorkspaceSection } from '@/features/ownership/delete';
import { OwnershipSection } from '@/features/ownership/section';
import { VisitsSection } from '@/features/platform/setting';
import { dayYear } from '@/lib/time';
import { PageTitle } from '@/shell/page';
import { LoadError } from '@/ui/notes';
import { notify } from '@/ui/notices';
import { FormOutcome } from '@/ui/outcome';
import { Section } from '@/ui/section';
import { workspaceQuery } from './data';
import css from './general.module.css';

type Change = Partial<Pick<Workspace, 'name' | 'website' | 'logo_url' | 'time_zone'>> & {
  switches?: Record<string, boolean>;
};

function useChange() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: Change) => ok(api.PATCH('/api/v1/workspace', { body })) as Promise<Workspace>,
    onSuccess: async (workspace) => {
      client.setQueryData(workspaceQuery.queryKey, workspace);
      notify({ title: 'The settings were saved' });
      await client.invalidateQueries(meQuery);
    },
  });
}

/** What the workspace is called, where customers know it from, and what its admins may do. */
export function GeneralSettings() {
  const workspace = useQuery(workspaceQuery);
  return (
    <>
      <PageTitle title="General" />
      {workspace.isPending && <Skeleton height={320} />}
      {workspace.isError && !workspace.data && (
        <LoadError
          what="The settings"
          problem={asProblem(workspace.error)}
          retry={() => void workspace.refetch()}
        />
      )}
      {workspace.data && (
        <div className={css.page}>
          <Facts key={workspace.data.name} workspace={workspace.data} />
          {workspace.data.switches.map((each) => (
            <RuleSwitch key={each.name} of={each} />
          ))}
          <VisitsSection />
          <OwnershipSection workspace={workspace.data} />
          <DeleteWorkspaceSection workspace={workspace.data} />
        </div>
      )}
    </>
  );
}

/** The zones that this browser knows, with the one that is set among them. */
function zones(set: string): string[] {
  const known = Intl.supportedValuesOf('timeZone');
  return ['UTC', set, ...known.filter((zone) => zone !== set && zone !== 'UTC')].filter(
    (zone, at, all) => all.indexOf(zone) === at,
  );
}

/** What the workspace is: to change for whoever may, to read for everybody else. */
function Facts({ workspace }: { workspace: Workspace }) {
  const changes = may(useMe(), 'workspace.update');
  return (
    <Section
      title="Workspace"
      sub={`Made on ${dayYear(workspace.created_at)}. It follows the rulebook ${workspace.rulebook}, which never changes.`}
    >
      {changes ? <Fields workspace={workspace} /> : <AsItIs workspace={workspace} />}
    </Section>
  );
}

function AsItIs({ workspace }: { workspace: Workspace }) {
  const facts = [
    ['Name', workspace.name],
    ['Website', workspace.website ?? 'None'],
    ['Time zone', workspace.time_zone],
  ];
  return (
    <dl className={css.facts}>
      {facts.map(([what, value]) => (
        <Fragment key={what}>
          <dt>{what}</dt>
          <dd>{value}</dd>
        </Fragment>
      ))}
    </dl>
  );
}

function Fields({ workspace }: { workspace: Workspace }) {
  const change = useChange();
  const [form, setForm] = useState({
    name: workspace.name,
    website: workspace.website ?? '',
    logo_url: workspace.logo_url ?? '',
    time_zone: workspace.time_zone,
  });
  const problem = change.error ? asProblem(change.error) : null;
  const field = (name: keyof typeof form) => ({
    value: form[name],
    error: problem?.field(name),
    onChange: (event: React.ChangeEvent<HTMLInputElement>) => {
      const { value } = event.currentTarget;
      setForm((before) => ({ ...before, [name]: value }));
    },
  });
  return (
    <form
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault();
        change.mutate({
          ...form,
          website: form.website.trim(),
          logo_url: form.logo_url.trim(),
        });
      }}
    >
      <TextInput label="Name" required maxLength={200} {...field('name')} />
      <TextInput label="Website" type="url" placeholder="https://" {...field('website')} />
      <TextInput
        label="Address of a logo"
        description="An https address."
        type="url"
        placeholder="https://"
        {...field('logo_url')}
      />
      <TextInput
        label="Time zone"
        description="Begin to type a city."
        list="time-zones"
        required
        {...field('time_zone')}
      />
      <datalist id="time-zones">
        {zones(workspace.time_zone).map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
      <FormOutcome title="The settings were not changed" problem={problem} />
      <Button type="submit" variant="filled" loading={change.isPending} disabled={!form.name.trim()}>
        Save
      </Button>
    </form>
  );
}

/** A switch of the rulebook, such as whether admins look after agents: all see it, and who turns it. */
function RuleSwitch({ of }: { of: Workspace['switches'][number] }) {
  const me = useMe();
  const change = useChange();
  const problem = change.error ? asProblem(change.error) : null;
  return (
    <Section
      title={of.label}
      sub={of.summary}
      acts={
        may(me, 'workspace.switch') ? (
          <Switch
            aria-label={of.label}
            checked={of.on}
            disabled={change.isPending}
            onChange={(event) => change.mutate({ switches: { [of.name]: event.currentTarget.checked } })}
          />
        ) : (
          <span className="t13 ink2">{of.on ? 'On' : 'Off'}; the owner decides</span>
        )
      }
    >
      {problem && <FormOutcome title="The switch was not turned" problem={problem} />}
    </Section>
  );
}
