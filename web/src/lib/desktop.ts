import { createStore, useStore } from './store';

const KEY = 'deskbell.desktop';

/** Whether this browser can show notifications at all. */
export const canNotify = typeof Notification === 'function';

function read(): boolean {
  try {
    return canNotify && Notification.permission === 'granted' && localStorage.getItem(KEY) === 'on';
  } catch {
    return false;
  }
}

const allowed = createStore(read());

/** Whether this browser tells what happens while Deskbell is in the background. */
export const useDesktop = (): boolean => useStore(allowed);

/** Switches it on (the browser asks the person first) or off. Says whether it is on afterwards. */
export async function setDesktop(on: boolean): Promise<boolean> {
  const granted = on && canNotify && (await Notification.requestPermission()) === 'granted';
  try {
    localStorage.setItem(KEY, granted ? 'on' : 'off');
  } catch {
    // Kept for this page only.
  }
  allowed.set(() => granted);
  return granted;
}

interface Told {
  title: string;
  text?: string | undefined;
  /** What it is about: a newer notification about the same replaces the older one. */
  about: string;
  open: () => void;
}

/** Tells something outside of the page, only where that was allowed and nobody is looking at the page. */
export function tellOutside({ title, text, about, open }: Told): void {
  if (!allowed.get() || document.visibilityState === 'visible') return;
  try {
    const shown = new Notification(title, { ...(text ? { body: text } : {}), tag: about });
    shown.onclick = () => {
      window.focus();
      shown.close();
      open();
    };
  } catch {
    // Some phones take notifications from service workers only.
  }
}
