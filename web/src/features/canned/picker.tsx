import { Link } from '@tanstack/react-router';
import { may } from '@/api/may';
import type { CannedReply } from '@/api/model';
import { useMe } from '@/features/auth/me';
import { Key } from '@/ui/bits';
import css from './canned.module.css';

interface PickerProps {
  id: string;
  found: CannedReply[];
  /** Whether there are any at all. */
  some: boolean;
  at: number;
  onPoint: (at: number) => void;
  onChoose: (reply: CannedReply) => void;
}

/** The canned replies that fit what was typed after a `/`; arrow keys move, Enter puts one in. */
export function CannedPicker({ id, found, some, at, onPoint, onChoose }: PickerProps) {
  const me = useMe();
  return (
    <div className={css.picker}>
      <div id={id} role="listbox" aria-label="Canned replies">
        {found.map((reply, index) => (
          <div
            key={reply.id}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === at}
            className={css.choice}
            data-active={index === at || undefined}
            onMouseMove={() => onPoint(index)}
            // The field keeps the keyboard.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onChoose(reply)}
          >
            <Key>/{reply.shortcut}</Key>
            <span className="w5 truncate">{reply.title}</span>
            <span className="ink3 truncate grow">{reply.content}</span>
          </div>
        ))}
      </div>
      {found.length === 0 && (
        <p className={css.none}>
          {some ? 'No canned reply is called that.' : 'There are no canned replies yet. '}
          {!some && may(me, 'workspace.update') && (
            <Link to="/settings/canned" className="link">
              Write the first one
            </Link>
          )}
        </p>
      )}
    </div>
  );
}
