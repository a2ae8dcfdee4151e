import {
  IconAdjustments,
  IconBolt,
  IconCreditCard,
  IconDoorEnter,
  IconHistory,
  IconHourglass,
  IconKey,
  IconMessage2,
  IconReport,
  IconShieldHalf,
  IconTag,
  IconUsers,
} from '@tabler/icons-react';
import { useMemo, type ReactNode } from 'react';
import { may, opens, type Permission } from '@/api/may';
import { useMe } from '@/features/auth/me';
import { useRulebook, useWholeWord } from '@/features/rulebook/data';
import { capital } from '@/lib/words';

const icon = { size: 16, stroke: 1.75 };

type SettingsPath =
  | '/settings/general'
  | '/settings/team'
  | '/settings/joining'
  | '/settings/retention'
  | '/settings/roles'
  | '/settings/channels'
  | '/settings/tags'
  | '/settings/canned'
  | '/settings/keys'
  | '/settings/billing'
  | '/settings/audit'
  | '/settings/reports';

export interface SettingsPage {
  to: SettingsPath;
  label: string;
  icon: ReactNode;
  /** The right that it takes; without one everybody may read it. */
  right?: Permission;
  /** The door that it reads from: on a visit of a platform admin not every one is open. */
  door: string;
  /** There where the rulebook lets people join in one of these ways. */
  ways?: string[];
}

export interface SettingsGroup {
  title: string;
  pages: SettingsPage[];
}

/** Pages that are about one thing; the first group is called as the rulebook calls the whole. */
const GROUPS: { title: string | null; pages: SettingsPage[] }[] = [
  {
    title: null,
    pages: [
      {
        to: '/settings/general',
        label: 'General',
        icon: <IconAdjustments {...icon} />,
        door: 'GET /workspace',
      },
      {
        to: '/settings/joining',
        label: 'Auto-Join',
        icon: <IconDoorEnter {...icon} />,
        right: 'workspace.update',
        door: 'GET /workspace/domains',
        ways: ['link', 'domain'],
      },
      {
        to: '/settings/retention',
        label: 'Retention',
        icon: <IconHourglass {...icon} />,
        right: 'workspace.update',
        door: 'GET /workspace/retention',
      },
      {
        to: '/settings/keys',
        label: 'API keys',
        icon: <IconKey {...icon} />,
        right: 'keys.manage',
        door: 'GET /workspace/keys',
      },
      {
        to: '/settings/billing',
        label: 'Billing',
        icon: <IconCreditCard {...icon} />,
        door: 'GET /billing/plan',
      },
    ],
  },
  {
    title: 'People',
    pages: [
      { to: '/settings/team', label: 'Team', icon: <IconUsers {...icon} />, door: 'GET /team/members' },
      {
        to: '/settings/roles',
        label: 'Roles',
        icon: <IconShieldHalf {...icon} />,
        door: 'GET /workspace/roles',
      },
    ],
  },
  {
    title: 'Inbox',
    pages: [
      {
        to: '/settings/channels',
        label: 'Channels',
        icon: <IconMessage2 {...icon} />,
        door: 'GET /channels',
      },
      { to: '/settings/tags', label: 'Tags', icon: <IconTag {...icon} />, door: 'GET /tags' },
      {
        to: '/settings/canned',
        label: 'Canned replies',
        icon: <IconBolt {...icon} />,
        door: 'GET /canned-replies',
      },
    ],
  },
  {
    title: 'Records',
    pages: [
      {
        to: '/settings/audit',
        label: 'Audit',
        icon: <IconHistory {...icon} />,
        right: 'audit.read',
        door: 'GET /audit',
      },
      {
        to: '/settings/reports',
        label: 'Reports',
        icon: <IconReport {...icon} />,
        right: 'audit.read',
        door: 'GET /reports/audit',
      },
    ],
  },
];

/** The pages that are there for this reader, in their groups; what they may not see is absent. */
export function useSettingsPages(): SettingsGroup[] {
  const me = useMe();
  const rulebook = useRulebook();
  const whole = capital(useWholeWord());
  return useMemo(() => {
    const isThere = ({ right, door, ways }: SettingsPage) =>
      opens(me, door) &&
      (!right || may(me, right)) &&
      (!ways || ways.some((way) => rulebook?.joining.includes(way)));
    return GROUPS.map(({ title, pages }) => ({ title: title ?? whole, pages: pages.filter(isThere) })).filter(
      ({ pages }) => pages.length > 0,
    );
  }, [me, rulebook, whole]);
}
