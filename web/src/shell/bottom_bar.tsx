import { UnstyledButton } from '@mantine/core';
import { IconInbox, IconSettings, IconUser, IconUsers } from '@tabler/icons-react';
import { Link, useRouterState } from '@tanstack/react-router';
import { opens } from '@/api/may';
import { useMe } from '@/features/auth/me';
import { AccountMenu } from './account_menu';
import css from './bottom_bar.module.css';

/** The rail of a phone. */
export function BottomBar() {
  const path = useRouterState({ select: (state) => state.location.pathname });
  const me = useMe();
  const inbox = path === '/' || path.startsWith('/c/');
  const current = (chosen: boolean) => (chosen ? ('page' as const) : undefined);
  return (
    <nav className={css.bar} aria-label="Main">
      {opens(me, 'GET /conversations') && (
        <Link to="/" className={css.item} aria-current={current(inbox)}>
          <IconInbox size={20} stroke={1.75} />
          Inbox
        </Link>
      )}
      {opens(me, 'GET /conversations/counts') && (
        <Link to="/team" className={css.item} aria-current={current(path === '/team')}>
          <IconUsers size={20} stroke={1.75} />
          Team
        </Link>
      )}
      <Link to="/settings/team" className={css.item} aria-current={current(path.startsWith('/settings'))}>
        <IconSettings size={20} stroke={1.75} />
        Settings
      </Link>
      <AccountMenu
        button={(props) => (
          <UnstyledButton className={css.item} {...props}>
            <IconUser size={20} stroke={1.75} />
            Me
          </UnstyledButton>
        )}
      />
    </nav>
  );
}
