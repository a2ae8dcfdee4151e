import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { Header } from './header';
import { useSettingsPages } from './settings_pages';
import css from './shell.module.css';

/** The frame of the settings: their names at the left, the chosen page beside them. */
export function SettingsFrame() {
  const path = useRouterState({ select: (state) => state.location.pathname });
  const groups = useSettingsPages();
  const group = groups.find(({ pages }) => pages.some((page) => path.startsWith(page.to)));
  const here = group?.pages.find((page) => path.startsWith(page.to));
  const deeper = path.startsWith('/settings/team/imports/') ? ['Invite Members'] : [];
  const nav = useRef<HTMLElement>(null);
  // On a phone the names stand in one line that is longer than the window: the chosen one is brought into it.
  useEffect(() => {
    const chosen = nav.current?.querySelector('[aria-current="page"]');
    chosen?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [here, groups]);
  return (
    <div className={css.page}>
      <Header trail={['Settings', ...(group && here ? [group.title, here.label, ...deeper] : [])]} />
      <div className={css.body}>
        <nav ref={nav} className={css.settingsNav} aria-label="Settings">
          <h2 className="t20">Settings</h2>
          {groups.map(({ title, pages }) => (
            <div key={title} className={css.settingsGroup}>
              <h3>{title}</h3>
              <ul aria-label={title}>
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
            </div>
          ))}
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
