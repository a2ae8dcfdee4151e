import { useEffect } from 'react';
import { createKept } from './kept';
import { useStore } from './store';

/** Whether this browser can show notifications at all. */
export const canNotify = typeof Notification === 'function';

const allowed = createKept('deskbell.desktop', () => canNotify && Notification.permission === 'granted');

/** Whether this browser tells what happens while Deskbell is in the background. */
export const useDesktop = (): boolean => useStore(allowed);

/** Switches it on (the browser asks the person first) or off. Says whether it is on afterwards. */
export async function setDesktop(on: boolean): Promise<boolean> {
  const granted = on && canNotify && (await Notification.requestPermission()) === 'granted';
  allowed.keep(granted);
  return granted;
}

/** Held, under a name of the workspace, by each tab that somebody looks at; released by the browser with the tab. */
let lookedAt = '';

/** Lets the other tabs know, for as long as somebody looks at this one, that its workspace is in sight. */
export function useInSight(workspace: string | undefined): void {
  useEffect(() => {
    // Absent where the page is not served over https; notifications are too.
    if (!workspace || !('locks' in navigator)) return;
    lookedAt = `deskbell.in-sight.${workspace}`;
    let release = () => {};
    const follow = () => {
      release();
      if (document.visibilityState !== 'visible') return;
      const away = new Promise<void>((done) => (release = done));
      void navigator.locks.request(lookedAt, { mode: 'shared' }, () => away);
    };
    follow();
    document.addEventListener('visibilitychange', follow);
    return () => {
      document.removeEventListener('visibilitychange', follow);
      release();
    };
  }, [workspace]);
}

/** Whether it was allowed to tell something outside, and nobody looks at this tab or another one of the same workspace. */
export async function mayTellOutside(): Promise<boolean> {
  if (!allowed.get() || document.visibilityState === 'visible') return false;
  const { held } = await navigator.locks.query();
  return !held?.some(({ name }) => name === lookedAt);
}

interface Told {
  title: string;
  text?: string | undefined;
  /** What it is about: a newer notification about the same replaces the older one. */
  about: string;
  open: () => void;
}

/** Tells something outside of the page, where that may be. */
export async function tellOutside({ title, text, about, open }: Told): Promise<void> {
  if (!(await mayTellOutside())) return;
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
