import { IconCheck } from '@tabler/icons-react';
import {
  createContext,
  useContext,
  useEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
} from 'react';
import { Floating } from './floating';
import css from './menu.module.css';

const Close = createContext<() => void>(() => undefined);

/** What the button of a menu is given. */
export interface MenuButtonProps {
  ref: RefObject<HTMLButtonElement | null>;
  onClick: () => void;
  'aria-haspopup': 'menu';
  'aria-expanded': boolean;
}

interface MenuProps {
  /** What the menu is about, for a screen reader. */
  label: string;
  button: (props: MenuButtonProps) => ReactNode;
  align?: 'start' | 'end';
  width?: number;
  children: ReactNode;
}

const STEP: Record<string, (at: number, of: number) => number> = {
  ArrowDown: (at, of) => (at + 1) % of,
  ArrowUp: (at, of) => (at - 1 + of) % of,
  Home: () => 0,
  End: (_at, of) => of - 1,
};

const itemsOf = (list: HTMLElement | null) => [
  ...(list?.querySelectorAll<HTMLElement>('[role^="menuitem"]:not(:disabled)') ?? []),
];

/** The lines of an open menu: arrow keys move, Enter does it, Tab leaves. */
function Lines({ children }: { children: ReactNode }) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => itemsOf(list.current)[0]?.focus(), []);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEP[event.key];
    if (!step) return;
    event.preventDefault();
    const items = itemsOf(list.current);
    if (items.length === 0) return;
    items[step(items.indexOf(document.activeElement as HTMLElement), items.length)]?.focus();
  };
  return (
    <div ref={list} role="presentation" onKeyDown={onKeyDown}>
      {children}
    </div>
  );
}

/** A button that opens a few things to do or to choose. */
export function Menu({ label, button, align = 'end', width = 220, children }: MenuProps) {
  const anchor = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const close = () => {
    anchor.current?.focus();
    setOpen(false);
  };
  const onClick = () => setOpen(!open);
  return (
    <>
      {button({ ref: anchor, onClick, 'aria-haspopup': 'menu', 'aria-expanded': open })}
      {open && (
        <Floating
          anchor={anchor}
          onClose={() => setOpen(false)}
          role="menu"
          label={label}
          align={align}
          width={width}
        >
          <Close value={close}>
            <Lines>{children}</Lines>
          </Close>
        </Floating>
      )}
    </>
  );
}

interface ItemProps {
  icon?: ReactNode;
  /** Given for what is chosen among others, or switched on and off; then a tick says so. */
  checked?: boolean;
  kind?: 'radio' | 'checkbox';
  /** What cannot be undone. */
  danger?: boolean;
  /** Whether the menu stays open afterwards. */
  stays?: boolean;
  /** An address that opens beside this page. */
  href?: string;
  onClick?: () => void;
  children: ReactNode;
}

/** One line of a menu. */
export function MenuItem({ icon, checked, kind, danger, stays, href, onClick, children }: ItemProps) {
  const close = useContext(Close);
  const shared = {
    role: kind ? `menuitem${kind}` : 'menuitem',
    tabIndex: -1,
    className: css.item,
    'data-danger': danger || undefined,
    ...(kind ? { 'aria-checked': checked ?? false } : {}),
    onClick: () => {
      if (!stays) close();
      onClick?.();
    },
  };
  const inside = (
    <>
      {icon && <span className={css.icon}>{icon}</span>}
      <span className="grow">{children}</span>
      {checked && <IconCheck size={14} stroke={2} aria-hidden />}
    </>
  );
  if (href) {
    return (
      <a {...shared} href={href} target="_blank" rel="noopener">
        {inside}
      </a>
    );
  }
  return (
    <button type="button" {...shared}>
      {inside}
    </button>
  );
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return <div className={css.label}>{children}</div>;
}

export function MenuLine() {
  return <div role="separator" className={css.line} />;
}
