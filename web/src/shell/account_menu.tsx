import { UnstyledButton, useMantineColorScheme } from '@mantine/core';
import {
  IconBell,
  IconBellOff,
  IconDeviceDesktop,
  IconKeyboard,
  IconLifebuoy,
  IconLogout,
  IconMoon,
  IconSun,
  IconUserCog,
} from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useMe } from '@/features/auth/me';
import { logout } from '@/features/auth/logout';
import { moveToWorkspace } from '@/features/auth/move';
import { setSound, useSound } from '@/lib/ding';
import { Face } from '@/ui/face';
import { Menu, MenuItem, MenuLabel, MenuLine, type MenuButtonProps } from '@/ui/menu';
import { showKeys } from './keys';

const SCHEMES = [
  { value: 'auto', label: 'As the system', icon: <IconDeviceDesktop size={16} stroke={1.75} /> },
  { value: 'light', label: 'Light', icon: <IconSun size={16} stroke={1.75} /> },
  { value: 'dark', label: 'Dark', icon: <IconMoon size={16} stroke={1.75} /> },
] as const;

function Schemes() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return SCHEMES.map((scheme) => (
    <MenuItem
      key={scheme.value}
      kind="radio"
      icon={scheme.icon}
      checked={colorScheme === scheme.value}
      stays
      onClick={() => setColorScheme(scheme.value)}
    >
      {scheme.label}
    </MenuItem>
  ));
}

function Workspaces() {
  const me = useMe();
  if (!me || me.workspaces.length < (me.visit ? 1 : 2)) return null;
  return (
    <>
      <MenuLabel>Workspace</MenuLabel>
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
      <MenuLine />
    </>
  );
}

/** Who I am here, light and dark, the sound, and the way out. */
export function AccountMenu({ button }: { button?: (props: MenuButtonProps) => ReactNode }) {
  const me = useMe();
  const sound = useSound();
  const navigate = useNavigate();
  if (!me) return null;
  const label = `Account of ${me.user.full_name}`;
  const face = (props: MenuButtonProps) => (
    <UnstyledButton aria-label={label} {...props}>
      <Face id={me.user.id} name={me.user.full_name} size={32} picture={me.user.avatar_url} />
    </UnstyledButton>
  );
  return (
    <Menu label={label} width={240} button={button ?? face}>
      <MenuLabel>
        <span className="t13 w6 ink1">{me.user.full_name}</span>
        <br />
        {me.user.email}
      </MenuLabel>
      <MenuItem icon={<IconUserCog size={16} stroke={1.75} />} onClick={() => void navigate({ to: '/me' })}>
        My account
      </MenuItem>
      {me.is_platform_admin && (
        <MenuItem
          icon={<IconLifebuoy size={16} stroke={1.75} />}
          onClick={() => void navigate({ to: '/platform' })}
        >
          Platform console
        </MenuItem>
      )}
      <MenuLine />
      <Workspaces />
      <MenuLabel>Light and dark</MenuLabel>
      <Schemes />
      <MenuLine />
      {!me.visit && (
        <>
          <MenuItem
            kind="checkbox"
            icon={sound ? <IconBell size={16} stroke={1.75} /> : <IconBellOff size={16} stroke={1.75} />}
            checked={sound}
            stays
            onClick={() => setSound(!sound)}
          >
            Ring when given work
          </MenuItem>
          <MenuItem icon={<IconKeyboard size={16} stroke={1.75} />} onClick={showKeys}>
            Keys
          </MenuItem>
          <MenuLine />
        </>
      )}
      <MenuItem icon={<IconLogout size={16} stroke={1.75} />} onClick={() => void logout()}>
        Sign out
      </MenuItem>
    </Menu>
  );
}
