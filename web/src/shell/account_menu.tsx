import { Menu, UnstyledButton, useMantineColorScheme } from '@mantine/core';
import {
  IconBell,
  IconBellOff,
  IconCheck,
  IconDeviceDesktop,
  IconKeyboard,
  IconLogout,
  IconMoon,
  IconSun,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useMe } from '@/features/auth/me';
import { logout } from '@/features/auth/logout';
import { moveToWorkspace } from '@/features/auth/move';
import { setSound, useSound } from '@/lib/ding';
import { Face } from '@/ui/face';
import { showKeys } from './keys';

const SCHEMES = [
  { value: 'auto', label: 'As the system', icon: <IconDeviceDesktop size={16} stroke={1.75} /> },
  { value: 'light', label: 'Light', icon: <IconSun size={16} stroke={1.75} /> },
  { value: 'dark', label: 'Dark', icon: <IconMoon size={16} stroke={1.75} /> },
] as const;

const tick = <IconCheck size={14} stroke={2} />;

function Schemes() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return SCHEMES.map((scheme) => (
    <Menu.Item
      key={scheme.value}
      leftSection={scheme.icon}
      rightSection={colorScheme === scheme.value ? tick : null}
      onClick={() => setColorScheme(scheme.value)}
      closeMenuOnClick={false}
      role="menuitemradio"
      aria-checked={colorScheme === scheme.value}
    >
      {scheme.label}
    </Menu.Item>
  ));
}

function Workspaces() {
  const me = useMe();
  if (!me || me.workspaces.length < 2) return null;
  return (
    <>
      <Menu.Label>Workspace</Menu.Label>
      {me.workspaces.map((workspace) => (
        <Menu.Item
          key={workspace.id}
          rightSection={workspace.id === me.business?.id ? tick : null}
          onClick={() => workspace.id !== me.business?.id && void moveToWorkspace(workspace.id)}
        >
          {workspace.name}
        </Menu.Item>
      ))}
      <Menu.Divider />
    </>
  );
}

/** Who I am here, light and dark, the sound, and the way out. */
export function AccountMenu({ children }: { children?: ReactNode }) {
  const me = useMe();
  const sound = useSound();
  if (!me) return null;
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        {children ?? (
          <UnstyledButton aria-label={`Account of ${me.user.full_name}`}>
            <Face id={me.user.id} name={me.user.full_name} size={32} />
          </UnstyledButton>
        )}
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <span className="t13 w6 ink1">{me.user.full_name}</span>
          <br />
          {me.user.email}
        </Menu.Label>
        <Menu.Divider />
        <Workspaces />
        <Menu.Label>Light and dark</Menu.Label>
        <Schemes />
        <Menu.Divider />
        <Menu.Item
          leftSection={sound ? <IconBell size={16} stroke={1.75} /> : <IconBellOff size={16} stroke={1.75} />}
          rightSection={sound ? tick : null}
          closeMenuOnClick={false}
          role="menuitemcheckbox"
          aria-checked={sound}
          onClick={() => setSound(!sound)}
        >
          Ring when given work
        </Menu.Item>
        <Menu.Item leftSection={<IconKeyboard size={16} stroke={1.75} />} onClick={showKeys}>
          Keys
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} stroke={1.75} />} onClick={() => void logout()}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
