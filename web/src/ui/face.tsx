import { useState, type ReactNode } from 'react';
import type { Availability } from '@/api/model';
import { initials } from '@/lib/words';
import css from './face.module.css';
import { StatusGlyph } from './status';

type Size = 18 | 20 | 24 | 28 | 32 | 48 | 64;

/** One of the eight grounds, always the same for one id (FNV-1a). */
export function faceOf(id: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < id.length; i += 1) hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193);
  return (hash >>> 0) % 8;
}

interface FaceProps {
  id: string;
  name: string;
  size?: Size;
  status?: Availability;
  /** The address of a picture; where it is missing, or cannot be drawn, the initials stand. */
  picture?: string | null | undefined;
  /** A small sign in the corner, such as the channel. */
  corner?: ReactNode;
}

/** A person as initials on one of eight grounds. Decoration: the name stands beside it or in a label. */
export function Face({ id, name, size = 32, status, picture, corner }: FaceProps) {
  const [broken, setBroken] = useState<string | null>(null);
  const text = size <= 20 ? initials(name).slice(0, 1) : initials(name);
  return (
    <span className={`${css.face} ${css[`s${size}`]}`} aria-hidden>
      <span className={`${css.ground} ${css[`f${faceOf(id)}`]}`} data-initials={text} />
      {picture && picture !== broken && (
        <img src={picture} alt="" className={css.picture} onError={() => setBroken(picture)} />
      )}
      {status && (
        <span className={css.status}>
          <StatusGlyph status={status} size={size === 64 ? 12 : 8} />
        </span>
      )}
      {corner && <span className={css.corner}>{corner}</span>}
    </span>
  );
}

/** Nobody: a dashed ring, so that a column of faces never moves. */
export function NoFace({ size = 18 }: { size?: 18 | 20 | 24 | 32 }) {
  return <span className={`${css.nobody} ${css[`s${size}`]}`} aria-hidden />;
}
