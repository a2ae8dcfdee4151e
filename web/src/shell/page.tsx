import type { ReactNode } from 'react';
import { useMe } from '@/features/auth/me';
import { Header } from './header';
import css from './shell.module.css';
import { StatusMenu } from './status_switch';

interface PageProps {
  title: string;
  /** The way here, where it is more than the title. */
  trail?: string[];
  /** Whether the page says its title itself. */
  bare?: boolean;
  acts?: ReactNode;
  children: ReactNode;
}

/** A page with one column: its trail in the header, its title with its acts, its content. */
export function Page({ title, trail, bare = false, acts, children }: PageProps) {
  return (
    <div className={css.page}>
      <Header trail={trail ?? [title]} />
      <main id="main" tabIndex={-1} className={css.plain}>
        <div className={`${css.content} ${css.wide}`}>
          {!bare && <PageTitle title={title} acts={acts} />}
          {children}
        </div>
      </main>
    </div>
  );
}

export function PageTitle({ title, acts }: { title: string; acts?: ReactNode }) {
  return (
    <div className={css.title}>
      <h1 className="t28">{title}</h1>
      <PhoneStatus />
      {acts && <div className={css.acts}>{acts}</div>}
    </div>
  );
}

function PhoneStatus() {
  // Whoever visits, or is in no workspace, has no status.
  if (!useMe()?.status) return null;
  return (
    <span className={css.phoneStatus}>
      <StatusMenu />
    </span>
  );
}
