import type { Tag } from '@/api/model';
import css from './tags.module.css';

/** A spot of the tag's own colour: decoration, the name stands beside it. */
export function TagDot({ colour }: { colour: string }) {
  return (
    <svg viewBox="0 0 8 8" width={8} height={8} className={css.dot} aria-hidden>
      <circle cx="4" cy="4" r="4" fill={colour} />
    </svg>
  );
}

export function TagChip({ tag }: { tag: Tag }) {
  return (
    <span className={css.chip}>
      <TagDot colour={tag.colour} />
      {tag.name}
    </span>
  );
}
