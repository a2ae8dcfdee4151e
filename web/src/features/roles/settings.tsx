import { ActionIcon, Button, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { may } from '@/api/may';
import type { Role } from '@/api/model';
import { asProblem } from '@/api/problem';
import { useMe } from '@/features/auth/me';
import { useRulebook } from '@/features/rulebook/data';
import { Matrix } from '@/features/rulebook/matrix';
import { useMembers } from '@/features/team/data';
import { count } from '@/lib/words';
import { PageTitle } from '@/shell/page';
import { DownloadButton } from '@/ui/download';
import { LoadError } from '@/ui/notes';
import { Section } from '@/ui/section';
import { rolesQuery } from './data';
import { RoleDialog } from './edit';
import { RemoveRoleDialog } from './remove';
import css from './roles.module.css';

const icon = { size: 16, stroke: 1.75 };

type Doing = { act: 'create' } | { act: 'edit' | 'remove'; role: Role } | null;

/** Who may do what in this workspace as it stands, who has it, and the roles that the owner adds. */
export function RolesSettings() {
  const me = useMe();
  const roles = useQuery(rolesQuery);
  const rulebook = useRulebook();
  const [doing, setDoing] = useState<Doing>(null);
  const manages = may(me, 'roles.manage');
  const close = () => setDoing(null);
  return (
    <>
      <PageTitle
        title="Roles and tiers"
        acts={
          <>
            {may(me, 'audit.read') && <Downloads />}
            {manages && (
              <Button
                variant="filled"
                leftSection={<IconPlus {...icon} />}
                onClick={() => setDoing({ act: 'create' })}
              >
                Add a role
              </Button>
            )}
          </>
        }
      />
      {roles.isPending && <Skeleton height={320} />}
      {roles.isError && !roles.data && (
        <LoadError what="The roles" problem={asProblem(roles.error)} retry={() => void roles.refetch()} />
      )}
      {roles.data && (
        <Section title="Roles" sub="A role says who may administer what.">
          <ul className={css.list}>
            {roles.data.map((role) => (
              <RoleLine key={role.id} role={role} manages={manages} onAct={setDoing} />
            ))}
          </ul>
        </Section>
      )}
      <Tiers />
      {rulebook && roles.data && (
        <Section title="Who may do what">
          <Matrix rulebook={rulebook} mine={me?.team_role ?? null} />
        </Section>
      )}
      {doing?.act === 'create' && <RoleDialog role={null} onClose={close} />}
      {doing?.act === 'edit' && <RoleDialog role={doing.role} onClose={close} />}
      {doing?.act === 'remove' && <RemoveRoleDialog role={doing.role} onClose={close} />}
    </>
  );
}

interface LineProps {
  role: Role;
  manages: boolean;
  onAct: (doing: Doing) => void;
}

function RoleLine({ role, manages, onAct }: LineProps) {
  return (
    <li className={css.role}>
      <span className="grow">
        <span className="w5">{role.name}</span>
        <br />
        <span className="ink3 t12">{role.description}</span>
      </span>
      <Link to="/settings/team" className="link tnum">
        {count(role.members, 'person', 'people')}
      </Link>
      {manages && role.own && (
        <>
          <ActionIcon aria-label={`Change ${role.name}`} onClick={() => onAct({ act: 'edit', role })}>
            <IconPencil {...icon} />
          </ActionIcon>
          <ActionIcon aria-label={`Remove ${role.name}`} onClick={() => onAct({ act: 'remove', role })}>
            <IconTrash {...icon} />
          </ActionIcon>
        </>
      )}
    </li>
  );
}

/** What each tier is for, and how many people have it. */
function Tiers() {
  const tiers = useRulebook()?.tiers ?? [];
  const { data: members = [] } = useMembers();
  return (
    <Section title="Tiers" sub="A tier says what a person may use, whatever the role.">
      <ul className={css.tiers}>
        {tiers.map((tier) => (
          <li key={tier.name}>
            <strong>{tier.label}:</strong> {tier.summary}{' '}
            <span className="ink3">
              {count(members.filter((each) => each.tier === tier.name).length, 'person', 'people')}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** The same as files: for the wiki, and for whoever reviews who may do what. */
function Downloads() {
  const path = '/api/v1/workspace/roles/document?format=';
  return (
    <>
      <DownloadButton path={`${path}markdown`} name="roles-and-tiers.md">
        Markdown
      </DownloadButton>
      <DownloadButton path={`${path}csv`} name="roles-and-tiers.csv">
        CSV
      </DownloadButton>
    </>
  );
}
