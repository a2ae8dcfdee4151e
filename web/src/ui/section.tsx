import type { ReactNode } from 'react';
import css from './section.module.css';

interface SectionProps {
  /** What an address leads to. */
  id?: string;
  title: string;
  /** What it is for, in a sentence. */
  sub?: ReactNode;
  /** Buttons beside the title. */
  acts?: ReactNode;
  children?: ReactNode;
}

/** One subject of a page with several: its name, what it is for, and what can be done about it. */
export function Section({ id, title, sub, acts, children }: SectionProps) {
  return (
    <section id={id} className={css.section} aria-label={title}>
      <div className={css.head}>
        <div className="grow">
          <h2 className="t14 w6">{title}</h2>
          {sub && <p className={css.sub}>{sub}</p>}
        </div>
        {acts}
      </div>
      {children && <div className={css.body}>{children}</div>}
    </section>
  );
}
