import { Modal } from '@/ui/dialog';
import { Key } from '@/ui/bits';
import { paletteKey } from './palette_key';
import css from './keys.module.css';

const KEYS: [string[], string][] = [
  [['j', 'k'], 'Next and previous conversation'],
  [['↵'], 'Open the chosen conversation'],
  [['r'], 'Write a reply'],
  [['n'], 'Write a note that only the team sees'],
  [['a'], 'Give it to somebody'],
  [['e'], 'Resolve'],
  [['u'], 'Back to the list'],
  [['/'], 'Search'],
  [[paletteKey], 'Anything'],
  [['g', 'i'], 'Go to the inbox'],
  [['g', 't'], 'Go to the team'],
  [['s'], 'Change my status'],
  [['?'], 'This list'],
];

/** Every key with what it does. */
export function KeyListDialog({ onClose }: { onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} title="Keys" size={440}>
      <dl className={css.list}>
        {KEYS.map(([keys, words]) => (
          <div key={words} className={css.line}>
            <dt>
              {keys.map((key) => (
                <Key key={key}>{key}</Key>
              ))}
            </dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
      <p className="t12 ink3">A reply is sent with ⌘↵ or Ctrl ↵. Everything can also be reached by Tab.</p>
    </Modal>
  );
}
