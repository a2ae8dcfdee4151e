import type { ReactNode } from 'react';
import { otherAddress } from '@/lib/address';
import { useTitle } from '@/lib/title';
import { Bell } from '@/ui/bell';
import { Warning } from '@/ui/notes';
import css from './auth.module.css';

/** The cookie is bound to one address; at any other, signing in would be refused after everything was typed. */
function WrongAddress() {
  const address = otherAddress();
  if (!address) return null;
  const { pathname, search } = window.location;
  return (
    <div className={css.address}>
      <Warning>
        Signing in works only at{' '}
        <a className="link" href={address + pathname + search}>
          {address}
        </a>
        . Where that is not your address, whoever runs the server sets <code>public_url</code>.
      </Warning>
    </div>
  );
}

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
        <WrongAddress />
        <div className={css.card}>
          <h1 className="t20">{title}</h1>
          {sub && <p className={css.sub}>{sub}</p>}
          {children}
        </div>
      </div>
    </main>
  );
}
