import { useEffect, useLayoutEffect, useRef, type ReactNode, type RefObject } from 'react';
import { createPortal } from 'react-dom';
import css from './floating.module.css';

/** Pixels between what floats and its button, and between it and the edge of the window. */
const GAP = 4;
const EDGE = 8;

/** Where something of this size stands below (or above, where there is more room) its button, inside the window. */
export function placeAt(
  anchor: { top: number; bottom: number; left: number; right: number },
  size: { width: number; height: number },
  room: { width: number; height: number },
  align: 'start' | 'end',
): { top: number; left: number } {
  const below = room.height - anchor.bottom - GAP - EDGE;
  const above = anchor.top - GAP - EDGE;
  const up = size.height > below && above > below;
  const top = up ? anchor.top - GAP - size.height : anchor.bottom + GAP;
  const left = align === 'start' ? anchor.left : anchor.right - size.width;
  const within = (value: number, most: number) => Math.max(EDGE, Math.min(value, most - EDGE));
  return { top: within(top, room.height - size.height), left: within(left, room.width - size.width) };
}

interface FloatingProps {
  anchor: RefObject<HTMLElement | null>;
  onClose: () => void;
  align?: 'start' | 'end';
  role: 'menu' | 'dialog';
  label: string;
  className?: string | undefined;
  width?: number | undefined;
  children: ReactNode;
}

function usePlace(
  anchor: RefObject<HTMLElement | null>,
  box: RefObject<HTMLElement | null>,
  align: 'start' | 'end',
) {
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const place = () => {
      if (!anchor.current) return;
      const room = { width: window.innerWidth, height: window.innerHeight };
      const { top, left } = placeAt(
        anchor.current.getBoundingClientRect(),
        element.getBoundingClientRect(),
        room,
        align,
      );
      element.style.top = `${top}px`;
      element.style.left = `${left}px`;
    };
    place();
    const size = new ResizeObserver(place);
    size.observe(element);
    window.addEventListener('resize', place);
    window.addEventListener('scroll', place, true);
    return () => {
      size.disconnect();
      window.removeEventListener('resize', place);
      window.removeEventListener('scroll', place, true);
    };
  }, [anchor, box, align]);
}

/**
 * Something that floats at its button: a menu, a picker. A press elsewhere, Escape or Tab out of it closes it; the
 * keyboard is back at the button afterwards.
 */
export function Floating(props: FloatingProps) {
  const { anchor, onClose, align = 'end', role, label, className, width, children } = props;
  const box = useRef<HTMLDivElement>(null);
  const close = useRef(onClose);
  useEffect(() => {
    close.current = onClose;
  });
  usePlace(anchor, box, align);
  useEffect(() => {
    const button = anchor.current;
    const outside = (target: EventTarget | null) =>
      target instanceof Node && !box.current?.contains(target) && !button?.contains(target);
    const onPress = (event: PointerEvent) => outside(event.target) && close.current();
    const onFocus = (event: FocusEvent) => outside(event.target) && close.current();
    const onKey = (event: KeyboardEvent) => {
      // Tab leaves a menu: it goes on from the button, as if nothing had been in between.
      const leaves = event.key === 'Tab' && role === 'menu';
      if (event.key !== 'Escape' && !leaves) return;
      button?.focus();
      close.current();
      if (leaves) return;
      event.preventDefault();
      event.stopPropagation();
    };
    document.addEventListener('pointerdown', onPress, true);
    document.addEventListener('focusin', onFocus);
    document.addEventListener('keydown', onKey, true);
    return () => {
      document.removeEventListener('pointerdown', onPress, true);
      document.removeEventListener('focusin', onFocus);
      document.removeEventListener('keydown', onKey, true);
    };
  }, [anchor, role]);
  return createPortal(
    <div
      ref={box}
      role={role}
      aria-label={label}
      tabIndex={-1}
      className={`${css.floating} ${className ?? ''}`}
      style={width ? { width } : undefined}
    >
      {children}
    </div>,
    document.body,
  );
}
