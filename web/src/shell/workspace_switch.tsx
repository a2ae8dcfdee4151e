import { Menu, UnstyledButton } from '@mantine/core';
import { IconCheck, IconSelector } from '@tabler/icons-react';
import { useMe } from '@/features/auth/me';
import { moveToWorkspace } from '@/features/auth/move';
import { RingingBell } from '@/ui/bell';
import css from './rail.module.css';

/** Where I am; with several workspaces, the way to another. */
export function WorkspaceSwitch() {
  const me = useMe();
  const name = me?.business?.name ?? 'Deskbell';
  const brand = (
    <>
      <RingingBell size={24} />
      <span className={css.brandText}>
        <span className={css.brandName}>{name}</span>
        <span className="t11 ink3">Deskbell</span>
      </span>
    </>
  );
  if (!me || me.workspaces.length < 2) return <div className={css.brand}>{brand}</div>;
  return (
    <Menu position="bottom-start" width={260}>
      <Menu.Target>
        <UnstyledButton
          className={`${css.brand} ${css.brandButton}`}
          aria-label={`Workspace ${name}, switch`}
        >
          {brand}
          <IconSelector size={16} stroke={1.75} className={css.brandArrow} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Workspaces</Menu.Label>
        {me.workspaces.map((workspace) => (
          <Menu.Item
            key={workspace.id}
            rightSection={workspace.id === me.business?.id ? <IconCheck size={14} stroke={2} /> : null}
            onClick={() => workspace.id !== me.business?.id && void moveToWorkspace(workspace.id)}
          >
            {workspace.name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
