import { IconBan } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Problem, Why } from '@/api/problem';
import { WhoCan } from './who_can';
import css from './refusal.module.css';

interface RefusalProps {
  /** What was not done: "Dana Petrov was not invited". */
  title: string;
  problem: Problem;
  /** One or two buttons that lead to whoever or whatever can change it. */
  children?: ReactNode;
}

/** A "no" of the rules: what was not done, why, who can change it, and the way there. Never red, never a toast. */
export function Refusal({ title, problem, children }: RefusalProps) {
  const { why } = problem;
  return (
    <section className={css.card} role="status" aria-label={title}>
      <IconBan size={20} stroke={1.75} className={css.icon} aria-hidden />
      <div className={css.text}>
        <h3 className={css.title}>{title}</h3>
        <p>{why?.text ?? problem.message}</p>
        {why && (
          <dl className={css.facts}>
            <dt>Rule</dt>
            <dd>
              <Link to="/rules" hash={why.rule} className="link">
                {why.rule}
              </Link>
            </dd>
            {why.who.length > 0 && (
              <>
                <dt>Who can</dt>
                <dd>
                  <WhoCan roles={why.who} />
                </dd>
              </>
            )}
          </dl>
        )}
        {(children || why?.link) && (
          <div className={css.acts}>
            {children}
            {why?.link && <ChangeLink why={why} />}
          </div>
        )}
      </div>
    </section>
  );
}

const PLACES: [path: string, words: string][] = [
  ['/settings/billing', 'See the plans'],
  ['/settings/general', 'See the switch'],
  ['/team/', 'See the person'],
  ['/team', 'See who that is'],
];

/** The way to whoever or whatever can change a refusal. */
export function ChangeLink({ why }: { why: Pick<Why, 'link'> }) {
  const { link } = why;
  if (!link) return null;
  return (
    <Link to={link} className={`link ${css.way}`}>
      {PLACES.find(([path]) => link.startsWith(path))?.[1] ?? 'Where it can be changed'}
    </Link>
  );
}
