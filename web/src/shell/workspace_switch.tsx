import { UnstyledButton } from '@mantine/core';
import { IconSelector } from '@tabler/icons-react';
import { useMe } from '@/features/auth/me';
import { moveToWorkspace } from '@/features/auth/move';
import { RingingBell } from '@/ui/bell';
import { Menu, MenuItem, MenuLabel } from '@/ui/menu';
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
    <Menu
      label="Workspaces"
      align="start"
      width={260}
      button={(props) => (
        <UnstyledButton
          className={`${css.brand} ${css.brandButton}`}
          aria-label={`Workspace ${name}, switch`}
          {...props}
        >
          {brand}
          <IconSelector size={16} stroke={1.75} className={css.brandArrow} aria-hidden />
        </UnstyledButton>
      )}
    >
      <MenuLabel>Workspaces</MenuLabel>
      {me.workspaces.map((workspace) => (
        <MenuItem
          key={workspace.id}
          kind="radio"
          checked={workspace.id === me.business?.id}
          onClick={() => workspace.id !== me.business?.id && void moveToWorkspace(workspace.id)}
        >
          {workspace.name}
        </MenuItem>
      ))}
    </Menu>
  );
}
