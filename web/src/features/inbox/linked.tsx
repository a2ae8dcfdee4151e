import { linkify } from '../../../widget/src/panel/linkify';
import css from './thread.module.css';

/** What somebody wrote, with web addresses as links: by the same rule as in the visitor's window, and opened apart. */
export function Linked({ text }: { text: string }) {
  return linkify(text).map((part, at) =>
    part.href ? (
      <a key={at} href={part.href} className={css.link} target="_blank" rel="noopener noreferrer nofollow">
        {part.text}
      </a>
    ) : (
      part.text
    ),
  );
}
