import { useStore, createStore } from '@/lib/store';
import css from './bell.module.css';

const PATH =
  'M10.5 3.5h3a1.25 1.25 0 0 1 0 2.5h-.75v1.78A8 8 0 0 1 20 15.75a.75.75 0 0 1-.75.75H4.75a.75.75 0 0 1-.75-.75 8 8 0 0 1 7.25-7.97V6h-.75a1.25 1.25 0 0 1 0-2.5ZM6.9 14.25a.6.6 0 0 0 .6-.55 4.6 4.6 0 0 1 2.75-3.4.6.6 0 0 0-.48-1.1 5.8 5.8 0 0 0-3.46 4.37.6.6 0 0 0 .59.68ZM3.5 18h17a1.25 1.25 0 0 1 0 2.5h-17a1.25 1.25 0 0 1 0-2.5Z';

const rings = createStore(0);

/** Rings the mark of the rail once: somebody gave you a conversation. */
export function ring(): void {
  rings.set((n) => n + 1);
}

/** The mark, in the colour of the text around it. */
export function Bell({ size = 24, className }: { size?: number; className?: string }) {
  return (
    <svg viewBox="0 0 24 24" width={size} height={size} fill="currentColor" className={className} aria-hidden>
      <path fillRule="evenodd" d={PATH} />
    </svg>
  );
}

/** The mark that rings when `ring()` is called; still where reduced motion is asked for. */
export function RingingBell({ size = 24 }: { size?: number }) {
  const times = useStore(rings);
  return (
    <span key={times} className={times > 0 ? `${css.mark} ${css.ringing}` : css.mark}>
      <Bell size={size} />
    </span>
  );
}
