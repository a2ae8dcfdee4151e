import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { opens } from '@/api/may';
import { asProblem } from '@/api/problem';
import { meQuery } from '@/features/auth/me';
import { readAuditSearch } from '@/features/audit/search';
import { readSearch } from '@/features/inbox/views';
import { useLostFocus } from '@/shell/lost_focus';
import { InRehearsal } from '@/shell/rehearsal';
import { Notices } from '@/ui/notices';
import { PageError, PageMissing, PageWaiting } from './errors';
import { queryClient } from './query';

function Root() {
  useLostFocus();
  return (
    <>
      <InRehearsal>
        <Outlet />
      </InRehearsal>
      <Notices />
    </>
  );
}

const root = createRootRoute({ component: Root, notFoundComponent: PageMissing });

/** Reads who is signed in; nobody is sent to sign in and comes back afterwards. */
async function account(href: string) {
  try {
    return await queryClient.ensureQueryData(meQuery);
  } catch (error) {
    if (asProblem(error).status !== 401) throw error;
    throw redirect({ to: '/login', search: href === '/' ? {} : { next: href } });
  }
}

interface LoginSearch {
  next?: string;
  reason?: string;
}

const text = (value: unknown) => (typeof value === 'string' && value ? value : undefined);

const login = createRoute({
  getParentRoute: () => root,
  path: '/login',
  validateSearch: (search: Record<string, unknown>): LoginSearch => {
    const [next, reason] = [text(search['next']), text(search['reason'])];
    return { ...(next ? { next } : {}), ...(reason ? { reason } : {}) };
  },
  component: lazyRouteComponent(() => import('@/features/auth/login'), 'Login'),
});

const register = createRoute({
  getParentRoute: () => root,
  path: '/register',
  validateSearch: (search: Record<string, unknown>): { next?: string } => {
    const next = text(search['next']);
    return next ? { next } : {};
  },
  component: lazyRouteComponent(() => import('@/features/auth/register'), 'Register'),
});

const forgot = createRoute({
  getParentRoute: () => root,
  path: '/forgot',
  component: lazyRouteComponent(() => import('@/features/auth/forgot'), 'Forgot'),
});

/** The secret of a link that came by mail. */
const readToken = (search: Record<string, unknown>): { token?: string } => {
  const token = text(search['token']);
  return token ? { token } : {};
};

const reset = createRoute({
  getParentRoute: () => root,
  path: '/reset',
  validateSearch: readToken,
  component: lazyRouteComponent(() => import('@/features/auth/reset'), 'Reset'),
});

const confirm = createRoute({
  getParentRoute: () => root,
  path: '/confirm',
  validateSearch: readToken,
  component: lazyRouteComponent(() => import('@/features/auth/confirm'), 'Confirm'),
});

const join = createRoute({
  getParentRoute: () => root,
  path: '/join',
  validateSearch: (search: Record<string, unknown>): { token?: string; link?: string } => {
    const [token, link] = [text(search['token']), text(search['link'])];
    return { ...(token ? { token } : {}), ...(link ? { link } : {}) };
  },
  component: lazyRouteComponent(() => import('@/features/invitation/join'), 'Join'),
});

const disabled = createRoute({
  getParentRoute: () => root,
  path: '/disabled',
  beforeLoad: async ({ location }) => {
    const me = await account(location.href);
    if (!me.disabled) throw redirect({ to: '/' });
  },
  component: lazyRouteComponent(() => import('@/features/auth/disabled'), 'Disabled'),
});

const welcome = createRoute({
  getParentRoute: () => root,
  path: '/welcome',
  beforeLoad: async ({ location }) => {
    const me = await account(location.href);
    if (me.disabled) throw redirect({ to: '/disabled' });
    if (me.visit) throw redirect({ to: '/' });
    if (me.business && !me.permissions.includes('channels.manage')) throw redirect({ to: '/' });
  },
  component: lazyRouteComponent(() => import('@/features/welcome/welcome'), 'Welcome'),
});

const desk = createRoute({
  getParentRoute: () => root,
  id: 'desk',
  beforeLoad: async ({ location }) => {
    const me = await account(location.href);
    // One's own account and the platform console are there without a workspace too.
    if (me.business || location.pathname === '/me' || location.pathname === '/platform') return;
    throw redirect({ to: me.disabled ? '/disabled' : me.is_platform_admin ? '/platform' : '/welcome' });
  },
  component: lazyRouteComponent(() => import('@/shell/shell'), 'Desk'),
});

/** On a visit of a platform admin, what reads from a door that is closed to it is not there: the settings are. */
async function unlessClosed(door: string, href: string) {
  if (!opens(await account(href), door)) throw redirect({ to: '/settings/general' });
}

const inbox = createRoute({
  getParentRoute: () => desk,
  id: 'inbox',
  validateSearch: readSearch,
  beforeLoad: ({ location }) => unlessClosed('GET /conversations', location.href),
  component: lazyRouteComponent(() => import('@/features/inbox/inbox'), 'Inbox'),
});
const inboxHome = createRoute({ getParentRoute: () => inbox, path: '/' });
const inboxConversation = createRoute({ getParentRoute: () => inbox, path: '/c/$id' });

const team = createRoute({
  getParentRoute: () => desk,
  path: '/team',
  beforeLoad: ({ location }) => unlessClosed('GET /conversations/counts', location.href),
  component: lazyRouteComponent(() => import('@/features/team/who_is_here'), 'WhoIsHere'),
});

const TABS = ['overview', 'rights', 'activity', 'sessions'] as const;

const person = createRoute({
  getParentRoute: () => desk,
  path: '/team/$id',
  validateSearch: (search: Record<string, unknown>): { tab?: (typeof TABS)[number] } => {
    const tab = TABS.find((each) => each === search['tab']);
    return tab ? { tab } : {};
  },
  component: lazyRouteComponent(() => import('@/features/person/person'), 'Person'),
});

const me = createRoute({
  getParentRoute: () => desk,
  path: '/me',
  component: lazyRouteComponent(() => import('@/features/me/me'), 'MyAccount'),
});

const platform = createRoute({
  getParentRoute: () => desk,
  path: '/platform',
  component: lazyRouteComponent(() => import('@/features/platform/console'), 'PlatformConsole'),
});

const rules = createRoute({
  getParentRoute: () => desk,
  path: '/rules',
  component: lazyRouteComponent(() => import('@/features/rulebook/read'), 'ReadRules'),
});

const settings = createRoute({
  getParentRoute: () => desk,
  path: '/settings',
  component: lazyRouteComponent(() => import('@/shell/settings_frame'), 'SettingsFrame'),
});
const settingsHome = createRoute({
  getParentRoute: () => settings,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/settings/team' });
  },
});
const settingsTeam = createRoute({
  getParentRoute: () => settings,
  path: '/team',
  validateSearch: (search: Record<string, unknown>): { invite?: string; activity?: string } => {
    const [invite, activity] = [text(search['invite']), text(search['activity'])];
    return { ...(invite ? { invite } : {}), ...(activity ? { activity } : {}) };
  },
  component: lazyRouteComponent(() => import('@/features/team/list'), 'TeamSettings'),
});
const settingsImport = createRoute({
  getParentRoute: () => settings,
  path: '/team/imports/$id',
  validateSearch: (search: Record<string, unknown>): { file?: string } => {
    const file = text(search['file']);
    return file ? { file } : {};
  },
  component: lazyRouteComponent(() => import('@/features/import/page'), 'ImportPage'),
});
const settingsRoles = createRoute({
  getParentRoute: () => settings,
  path: '/roles',
  component: lazyRouteComponent(() => import('@/features/roles/settings'), 'RolesSettings'),
});
const settingsJoining = createRoute({
  getParentRoute: () => settings,
  path: '/joining',
  component: lazyRouteComponent(() => import('@/features/joining/joining'), 'JoiningSettings'),
});
const settingsRetention = createRoute({
  getParentRoute: () => settings,
  path: '/retention',
  component: lazyRouteComponent(() => import('@/features/retention/retention'), 'RetentionSettings'),
});
const settingsGeneral = createRoute({
  getParentRoute: () => settings,
  path: '/general',
  component: lazyRouteComponent(() => import('@/features/general/general'), 'GeneralSettings'),
});
const settingsTags = createRoute({
  getParentRoute: () => settings,
  path: '/tags',
  component: lazyRouteComponent(() => import('@/features/tags/settings'), 'TagSettings'),
});
const settingsCanned = createRoute({
  getParentRoute: () => settings,
  path: '/canned',
  component: lazyRouteComponent(() => import('@/features/canned/settings'), 'CannedSettings'),
});
const settingsKeys = createRoute({
  getParentRoute: () => settings,
  path: '/keys',
  component: lazyRouteComponent(() => import('@/features/keys/settings'), 'KeySettings'),
});
const settingsAudit = createRoute({
  getParentRoute: () => settings,
  path: '/audit',
  validateSearch: readAuditSearch,
  component: lazyRouteComponent(() => import('@/features/audit/audit'), 'AuditSettings'),
});
const settingsReports = createRoute({
  getParentRoute: () => settings,
  path: '/reports',
  component: lazyRouteComponent(() => import('@/features/reports/reports'), 'Reports'),
});
const settingsChannels = createRoute({
  getParentRoute: () => settings,
  path: '/channels',
  component: lazyRouteComponent(() => import('@/features/channels/list'), 'ChannelSettings'),
});
const settingsBilling = createRoute({
  getParentRoute: () => settings,
  path: '/billing',
  component: lazyRouteComponent(() => import('@/features/billing/plan'), 'BillingSettings'),
});

const tree = root.addChildren([
  login,
  register,
  forgot,
  reset,
  confirm,
  join,
  disabled,
  welcome,
  desk.addChildren([
    inbox.addChildren([inboxHome, inboxConversation]),
    team,
    person,
    me,
    platform,
    rules,
    settings.addChildren([
      settingsHome,
      settingsGeneral,
      settingsTeam,
      settingsImport,
      settingsJoining,
      settingsRetention,
      settingsRoles,
      settingsChannels,
      settingsTags,
      settingsCanned,
      settingsKeys,
      settingsBilling,
      settingsAudit,
      settingsReports,
    ]),
  ]),
]);

export const router = createRouter({
  routeTree: tree,
  defaultErrorComponent: PageError,
  defaultPendingComponent: PageWaiting,
  defaultPendingMs: 400,
  scrollRestoration: false,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
