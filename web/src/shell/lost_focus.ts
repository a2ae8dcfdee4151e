import { useEffect } from 'react';

/** How long whoever knows better has to say where the keyboard goes on, in milliseconds: a dialog gives it back itself. */
const GRACE = 100;

/** The element that the keyboard left without wanting to; nothing where somebody pressed elsewhere. */
function watch(): () => void {
  let last: HTMLElement | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const isLost = () => document.activeElement === document.body;
  const goOn = () => {
    timer = undefined;
    if (!last || !isLost()) return;
    // A button that rested while its act was under way takes it back; for one that is gone, the page itself does.
    const next = last.isConnected ? last : document.getElementById('main');
    next?.focus({ preventScroll: true });
  };
  const look = () => {
    if (last && isLost()) timer ??= setTimeout(goOn, GRACE);
  };
  const onFocus = ({ target }: FocusEvent) => {
    last = target instanceof HTMLElement && target !== document.body ? target : null;
  };
  const onPress = () => {
    last = null;
  };
  // A field that was left on purpose, as by Escape, is there and could have kept it.
  const onBlur = ({ target }: FocusEvent) =>
    queueMicrotask(() => {
      if (target === last && last?.isConnected && !last.matches(':disabled') && isLost()) last = null;
    });
  const changes = new MutationObserver(look);
  changes.observe(document.body, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: ['disabled'],
  });
  document.addEventListener('focusin', onFocus);
  document.addEventListener('focusout', onBlur);
  document.addEventListener('pointerdown', onPress, true);
  return () => {
    clearTimeout(timer);
    changes.disconnect();
    document.removeEventListener('focusin', onFocus);
    document.removeEventListener('focusout', onBlur);
    document.removeEventListener('pointerdown', onPress, true);
  };
}

/**
 * Brings the keyboard back where the page took its place away: a button that is gone once its act is done, a link to a
 * page that replaced this one. Otherwise whoever hears the page stands nowhere, and begins at the top again.
 */
export function useLostFocus(): void {
  useEffect(watch, []);
}
