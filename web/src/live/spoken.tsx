import { useStore } from '@/lib/store';
import { spoken } from './state';

/** Where a screen reader hears of new messages. */
export function Spoken() {
  const text = useStore(spoken);
  return (
    <div className="visuallyHidden" role="status" aria-live="polite">
      {text}
    </div>
  );
}
