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
import { may, type Permission } from '@/api/may';
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
      { to: '/settings/general', label: 'General', icon: <IconAdjustments {...icon} /> },
      {
        to: '/settings/joining',
        label: 'Auto-Join',
        icon: <IconDoorEnter {...icon} />,
        right: 'workspace.update',
        ways: ['link', 'domain'],
      },
      {
        to: '/settings/retention',
        label: 'Retention',
        icon: <IconHourglass {...icon} />,
        right: 'workspace.update',
      },
      { to: '/settings/keys', label: 'API keys', icon: <IconKey {...icon} />, right: 'keys.manage' },
      { to: '/settings/billing', label: 'Billing', icon: <IconCreditCard {...icon} /> },
    ],
  },
  {
    title: 'People',
    pages: [
      { to: '/settings/team', label: 'Team', icon: <IconUsers {...icon} /> },
      { to: '/settings/roles', label: 'Roles', icon: <IconShieldHalf {...icon} /> },
    ],
  },
  {
    title: 'Inbox',
    pages: [
      { to: '/settings/channels', label: 'Channels', icon: <IconMessage2 {...icon} /> },
      { to: '/settings/tags', label: 'Tags', icon: <IconTag {...icon} /> },
      { to: '/settings/canned', label: 'Canned replies', icon: <IconBolt {...icon} /> },
    ],
  },
  {
    title: 'Records',
    pages: [
      { to: '/settings/audit', label: 'Audit', icon: <IconHistory {...icon} />, right: 'audit.read' },
      { to: '/settings/reports', label: 'Reports', icon: <IconReport {...icon} />, right: 'audit.read' },
    ],
  },
];

/** The pages that are there for this reader, in their groups; what they may not see is absent. */
export function useSettingsPages(): SettingsGroup[] {
  const me = useMe();
  const rulebook = useRulebook();
  const whole = capital(useWholeWord());
  return useMemo(() => {
    const isThere = ({ right, ways }: SettingsPage) =>
      (!right || may(me, right)) && (!ways || ways.some((way) => rulebook?.joining.includes(way)));
    return GROUPS.map(({ title, pages }) => ({ title: title ?? whole, pages: pages.filter(isThere) })).filter(
      ({ pages }) => pages.length > 0,
    );
  }, [me, rulebook, whole]);
}
