import { useStore } from '@/lib/store';
import { spoken } from './state';

/** Where a screen reader hears of new messages. */
export function Spoken() {
  const text = useStore(spoken);
  return (
    <div className="visuallyHidden" role="log" aria-live="polite" aria-label="New messages">
      {text}
    </div>
  );
}
