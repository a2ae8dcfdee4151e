import { useMe } from '@/features/auth/me';
import { StatusSwitch } from '@/shell/status_switch';
import css from './welcome.module.css';

/** A new member is offline until they say otherwise, and the widget says so to visitors. */
export function ShownAs() {
  const live = useMe()?.status === 'live';
  return (
    <section className={css.shownAs} aria-label="What visitors see">
      <div className="grow">
        <p className="t14 w5">{live ? 'Visitors see that somebody is there' : 'Visitors see nobody there'}</p>
        <p className="t13 ink2">{live ? 'You are live.' : 'Go live when you want to answer.'}</p>
      </div>
      <StatusSwitch />
    </section>
  );
}
