import { IconCreditCard, IconMessage2, IconUsers } from '@tabler/icons-react';
import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { Header } from './header';
import css from './shell.module.css';

const PAGES = [
  { to: '/settings/team', label: 'Team', icon: <IconUsers size={16} stroke={1.75} /> },
  { to: '/settings/channels', label: 'Channels', icon: <IconMessage2 size={16} stroke={1.75} /> },
  { to: '/settings/billing', label: 'Billing', icon: <IconCreditCard size={16} stroke={1.75} /> },
] as const;

/** The frame of the settings: their names at the left, the chosen page beside them. */
export function SettingsFrame() {
  const path = useRouterState({ select: (state) => state.location.pathname });
  const here = PAGES.find((page) => path.startsWith(page.to));
  return (
    <div className={css.page}>
      <Header trail={['Settings', here?.label ?? '']} />
      <div className={css.body}>
        <nav className={css.settingsNav} aria-label="Settings">
          <h2 className="t20">Settings</h2>
          <ul>
            {PAGES.map((page) => (
              <li key={page.to}>
                <Link
                  to={page.to}
                  className={css.settingsItem}
                  aria-current={page === here ? 'page' : undefined}
                >
                  {page.icon}
                  {page.label}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
        <main id="main" tabIndex={-1} className={css.plain}>
          <div className={css.content}>
            <Outlet />
          </div>
        </main>
      </div>
    </div>
  );
}
