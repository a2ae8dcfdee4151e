import { UnstyledButton } from '@mantine/core';
import { IconChevronRight, IconSearch } from '@tabler/icons-react';
import { Fragment } from 'react';
import { useMe } from '@/features/auth/me';
import { ArchiveOffer } from '@/features/archive/offer';
import { WorkspaceBanner } from '@/features/ownership/banner';
import { HostBanner } from '@/features/platform/host';
import { VisitBanner } from '@/features/platform/on_visit';
import { useTitle } from '@/lib/title';
import { weekday } from '@/lib/time';
import { useNow } from '@/lib/now';
import { useLink } from '@/live/state';
import { Badge, Key } from '@/ui/bits';
import { AccountMenu } from './account_menu';
import css from './header.module.css';
import { paletteKey } from './palette_key';
import { openPalette } from './palette_state';
import { StatusSwitch } from './status_switch';

function Today() {
  return <>{weekday(new Date(useNow()))}</>;
}

/** Above every page: where I am, the way to anything, my status, my account. */
export function Header({ trail }: { trail: string[] }) {
  const link = useLink();
  const me = useMe();
  const workspace = me?.business;
  useTitle(trail.at(-1) ?? 'Inbox', workspace?.name);
  return (
    <div>
      <header className={css.header}>
        <div className={css.trail}>
          {trail.length === 0 && <Today />}
          {trail.map((step, index) => (
            <Fragment key={step}>
              {index > 0 && <IconChevronRight size={14} stroke={2} aria-hidden />}
              <span className={index === trail.length - 1 ? css.here : undefined}>{step}</span>
            </Fragment>
          ))}
          <span role="status">
            {link === 'lost' && <Badge tone="away">Connection lost, trying again</Badge>}
          </span>
        </div>
        {workspace && !me.visit && (
          <>
            <UnstyledButton className={css.search} onClick={openPalette}>
              <IconSearch size={16} stroke={1.75} aria-hidden />
              <span className={css.searchText}>Search, or do anything</span>
              <Key>{paletteKey}</Key>
            </UnstyledButton>
            <StatusSwitch />
          </>
        )}
        <AccountMenu />
      </header>
      <VisitBanner />
      <HostBanner />
      <WorkspaceBanner />
      <ArchiveOffer />
    </div>
  );
}
