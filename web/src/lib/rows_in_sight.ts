import { useLayoutEffect, useState, type RefObject } from 'react';
import { flushSync } from 'react-dom';

interface Sight {
  top: number;
  height: number;
}

/** Rows drawn beyond each edge, so that a fast scroll shows no gap. */
const BEYOND = 8;

/** The pure part: which of `count` rows of `height` pixels lie in sight, first and one past the last. */
export function rangeInSight(count: number, height: number, sight: Sight): [from: number, to: number] {
  const from = Math.max(0, Math.floor(sight.top / height) - BEYOND);
  const to = Math.min(count, Math.ceil((sight.top + sight.height) / height) + BEYOND);
  return [Math.min(from, to), to];
}

/** The rows of a scrolled box that have to be drawn. All rows have the same height, in pixels. */
export function useRowsInSight(box: RefObject<HTMLElement | null>, count: number, height: number) {
  const [sight, setSight] = useState<Sight>({ top: 0, height: 1200 });
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const look = () =>
      setSight((before) => {
        const now = { top: element.scrollTop, height: element.clientHeight };
        // Less than a row further changes nothing that is not drawn already.
        const near = Math.abs(now.top - before.top) < height && now.height === before.height;
        return near ? before : now;
      });
    // Drawn before the scrolled box is painted: left to React, its rows come a frame later, and a fast scroll is blank.
    const scrolled = () => flushSync(look);
    look();
    const size = new ResizeObserver(look);
    size.observe(element);
    element.addEventListener('scroll', scrolled, { passive: true });
    return () => {
      size.disconnect();
      element.removeEventListener('scroll', scrolled);
    };
  }, [box, height]);
  const [from, to] = rangeInSight(count, height, sight);
  const show = (index: number) => {
    const element = box.current;
    if (!element) return;
    const top = index * height;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top + height > element.scrollTop + element.clientHeight) {
      element.scrollTop = top + height - element.clientHeight;
    }
  };
  return { from, to, show };
}
