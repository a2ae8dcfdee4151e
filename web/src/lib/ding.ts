import { createKept } from './kept';
import { useStore } from './store';

const allowed = createKept('deskbell.sound');

/** Whether the bell may be heard. Off until somebody allows it. */
export const useSound = (): boolean => useStore(allowed);

export function setSound(on: boolean): void {
  allowed.keep(on);
  if (on) ding();
}

/** A soft bell of two partials, half a second long; silent where it is not allowed. */
export function ding(): void {
  if (!allowed.get()) return;
  const context = new AudioContext();
  const start = context.currentTime;
  for (const [hertz, loudness] of [
    [1318.5, 0.12],
    [2637, 0.05],
  ] as const) {
    const tone = context.createOscillator();
    const gain = context.createGain();
    tone.frequency.value = hertz;
    gain.gain.setValueAtTime(loudness, start);
    gain.gain.exponentialRampToValueAtTime(0.0001, start + 0.5);
    tone.connect(gain).connect(context.destination);
    tone.start(start);
    tone.stop(start + 0.5);
  }
  setTimeout(() => void context.close(), 800);
}
