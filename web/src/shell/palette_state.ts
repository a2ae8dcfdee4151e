import { createStore } from '@/lib/store';
import { catchKeys, takeCaught } from './caught_keys';

/** Whether the palette is open. */
export const paletteOpen = createStore(false);

export function closePalette(): void {
  takeCaught();
  paletteOpen.set(() => false);
}

/** What is typed from here on is for the palette, also while it is still on its way. */
export function openPalette(): void {
  if (paletteOpen.get()) return;
  catchKeys(closePalette);
  paletteOpen.set(() => true);
}
