import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { asProblem } from '@/api/problem';
import { meQuery } from '@/features/auth/me';
import { readSearch } from '@/features/inbox/views';
import { Notices } from '@/ui/notices';
import { PageError, PageMissing, PageWaiting } from './errors';
import { queryClient } from './query';

function Root() {
  return (
    <>
      <Outlet />
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
  component: lazyRouteComponent(() => import('@/features/auth/register'), 'Register'),
});

const welcome = createRoute({
  getParentRoute: () => root,
  path: '/welcome',
  beforeLoad: async ({ location }) => {
    const me = await account(location.href);
    if (me.business && !me.permissions.includes('channels.manage')) throw redirect({ to: '/' });
  },
  component: lazyRouteComponent(() => import('@/features/welcome/welcome'), 'Welcome'),
});

const desk = createRoute({
  getParentRoute: () => root,
  id: 'desk',
  beforeLoad: async ({ location }) => {
    const me = await account(location.href);
    if (!me.business) throw redirect({ to: '/welcome' });
  },
  component: lazyRouteComponent(() => import('@/shell/shell'), 'Shell'),
});

const inbox = createRoute({
  getParentRoute: () => desk,
  id: 'inbox',
  validateSearch: readSearch,
  component: lazyRouteComponent(() => import('@/features/inbox/inbox'), 'Inbox'),
});
const inboxHome = createRoute({ getParentRoute: () => inbox, path: '/' });
const inboxConversation = createRoute({ getParentRoute: () => inbox, path: '/c/$id' });

const team = createRoute({
  getParentRoute: () => desk,
  path: '/team',
  component: lazyRouteComponent(() => import('@/features/team/who_is_here'), 'WhoIsHere'),
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
  validateSearch: (search: Record<string, unknown>): { invite?: string } => {
    const invite = text(search['invite']);
    return invite ? { invite } : {};
  },
  component: lazyRouteComponent(() => import('@/features/team/list'), 'TeamSettings'),
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
  welcome,
  desk.addChildren([
    inbox.addChildren([inboxHome, inboxConversation]),
    team,
    rules,
    settings.addChildren([settingsHome, settingsTeam, settingsChannels, settingsBilling]),
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
