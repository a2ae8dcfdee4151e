import { Outlet, useNavigate, useRouterState } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useMe } from '@/features/auth/me';
import { useSetStatus } from '@/features/team/set_status';
import { Spoken } from '@/live/spoken';
import { useInSight } from '@/lib/desktop';
import { useLive } from '@/live/use_live';
import { useVisit } from '@/features/platform/on_visit';
import type { Availability } from '@/api/model';
import { ahead } from '@/lib/ahead';
import { useStore } from '@/lib/store';
import { STATUS_WORD } from '@/ui/status';
import { announce, useLink } from '@/live/state';
import { BottomBar } from './bottom_bar';
import { KeyList, useKey, useKeyboard } from './keys';
import { openPalette, paletteOpen } from './palette_state';
import { useIsPhone } from './phone';
import { Rail } from './rail';
import css from './shell.module.css';

const Palette = lazy(ahead(() => import('./palette').then((part) => ({ default: part.Palette }))));

const NEXT: Record<Availability, Availability> = { live: 'away', away: 'offline', offline: 'live' };

/** The keys that mean the same on every page. */
function useCommonKeys(): void {
  const navigate = useNavigate();
  const me = useMe();
  const setStatus = useSetStatus();
  useKeyboard();
  useKey('g i', () => void navigate({ to: '/' }));
  useKey('g t', () => void navigate({ to: '/team' }));
  useKey('/', openPalette);
  useKey('mod+k', openPalette);
  useKey('s', () => {
    const next = NEXT[me?.status ?? 'offline'];
    setStatus.mutate(next);
    announce(`My status: ${STATUS_WORD[next]}`);
  });
}

/** The frame of every page: of a workspace, or of one's own account where there is none. */
export function Desk() {
  const me = useMe();
  useVisit();
  if (!me) return null;
  if (me.visit) return <Visiting />;
  return me.business ? <Shell /> : <Alone />;
}

/** An account without a workspace has no rail and hears of nothing. */
function Alone() {
  return (
    <div className={css.alone}>
      <Outlet />
    </div>
  );
}

/** A visit of a platform admin has settings and no inbox, so no rail, and hears of nothing live. */
function Visiting() {
  const phone = useIsPhone();
  return (
    <div className={css.visiting}>
      <a className={css.skip} href="#main">
        Skip to the page
      </a>
      <Outlet />
      {phone && <BottomBar />}
    </div>
  );
}

/** The frame of every page of a workspace: rail, page, and what floats above them. */
function Shell() {
  useLive();
  useInSight(useMe()?.business?.id);
  useCommonKeys();
  const phone = useIsPhone();
  const palette = useStore(paletteOpen);
  const lost = useLink() === 'lost';
  const reading = useRouterState({ select: (state) => state.location.pathname.startsWith('/c/') });
  return (
    <div className={css.shell}>
      <a className={css.skip} href="#main">
        Skip to the page
      </a>
      {!phone && <Rail />}
      <Outlet />
      {phone && !reading && <BottomBar />}
      {phone && lost && (
        <div className={css.lost} role="status">
          Connection lost, trying again
        </div>
      )}
      <Spoken />
      <KeyList />
      <Suspense fallback={null}>{palette && <Palette />}</Suspense>
    </div>
  );
}
