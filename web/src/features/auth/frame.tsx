import type { ReactNode } from 'react';
import { useTitle } from '@/lib/title';
import { Bell } from '@/ui/bell';
import css from './auth.module.css';

/** The quiet page around signing in and signing up. */
export function AuthFrame({ title, sub, children }: { title: string; sub: ReactNode; children: ReactNode }) {
  useTitle(title);
  return (
    <main className={css.page}>
      <div className={css.column}>
        <div className={css.brand}>
          <Bell size={28} className={css.mark} />
          <span className="t16">Deskbell</span>
        </div>
        <div className={css.card}>
          <h1 className="t20">{title}</h1>
          {sub && <p className={css.sub}>{sub}</p>}
          {children}
        </div>
      </div>
    </main>
  );
}
