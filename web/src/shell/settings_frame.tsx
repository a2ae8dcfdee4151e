import {
  IconAdjustments,
  IconBolt,
  IconCreditCard,
  IconDoorEnter,
  IconHistory,
  IconMessage2,
  IconReport,
  IconShieldHalf,
  IconTag,
  IconUsers,
} from '@tabler/icons-react';
import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { may, type Permission } from '@/api/may';
import { useMe } from '@/features/auth/me';
import { useRulebook } from '@/features/rulebook/data';
import { Header } from './header';
import css from './shell.module.css';

const icon = { size: 16, stroke: 1.75 };

/** What everybody may read; what only some may, with the right that it takes; what is there where people join in such a way. */
const PAGES: { to: SettingsPath; label: string; icon: ReactNode; right?: Permission; ways?: string[] }[] = [
  { to: '/settings/general', label: 'General', icon: <IconAdjustments {...icon} /> },
  { to: '/settings/team', label: 'Team', icon: <IconUsers {...icon} /> },
  {
    to: '/settings/joining',
    label: 'Joining',
    icon: <IconDoorEnter {...icon} />,
    right: 'workspace.update',
    ways: ['link', 'domain'],
  },
  { to: '/settings/roles', label: 'Roles', icon: <IconShieldHalf {...icon} /> },
  { to: '/settings/channels', label: 'Channels', icon: <IconMessage2 {...icon} /> },
  { to: '/settings/tags', label: 'Tags', icon: <IconTag {...icon} /> },
  { to: '/settings/canned', label: 'Canned replies', icon: <IconBolt {...icon} /> },
  { to: '/settings/billing', label: 'Billing', icon: <IconCreditCard {...icon} /> },
  { to: '/settings/audit', label: 'Audit', icon: <IconHistory {...icon} />, right: 'audit.read' },
  { to: '/settings/reports', label: 'Reports', icon: <IconReport {...icon} />, right: 'audit.read' },
];

type SettingsPath =
  | '/settings/general'
  | '/settings/team'
  | '/settings/joining'
  | '/settings/roles'
  | '/settings/channels'
  | '/settings/tags'
  | '/settings/canned'
  | '/settings/billing'
  | '/settings/audit'
  | '/settings/reports';

/** The frame of the settings: their names at the left, the chosen page beside them. */
export function SettingsFrame() {
  const path = useRouterState({ select: (state) => state.location.pathname });
  const me = useMe();
  const joining = useRulebook()?.joining ?? [];
  const pages = PAGES.filter(
    ({ right, ways }) => (!right || may(me, right)) && (!ways || ways.some((way) => joining.includes(way))),
  );
  const here = PAGES.find((page) => path.startsWith(page.to));
  return (
    <div className={css.page}>
      <Header trail={['Settings', here?.label ?? '']} />
      <div className={css.body}>
        <nav className={css.settingsNav} aria-label="Settings">
          <h2 className="t20">Settings</h2>
          <ul>
            {pages.map((page) => (
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
