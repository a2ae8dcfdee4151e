import { ActionIcon, Button } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useEffect } from 'react';
import { createStore, useStore } from '@/lib/store';
import { RingingBell } from './bell';
import css from './notices.module.css';

export interface Notice {
  title: string;
  text?: string;
  act?: { label: string; run: () => void };
}

interface Shown extends Notice {
  id: number;
}

const SECONDS = 8;
const notices = createStore<Shown[]>([]);
let last = 0;

/** Tells something that happened, in a corner and to a screen reader. At most three stand at once. */
export function notify(notice: Notice): void {
  last += 1;
  const shown = { ...notice, id: last };
  notices.set((before) => [...before.slice(-2), shown]);
}

function dismiss(id: number): void {
  notices.set((before) => before.filter((notice) => notice.id !== id));
}

function One({ notice }: { notice: Shown }) {
  useEffect(() => {
    const timer = setTimeout(() => dismiss(notice.id), SECONDS * 1000);
    return () => clearTimeout(timer);
  }, [notice.id]);
  return (
    <div className={css.notice}>
      <RingingBell size={20} />
      <div className="grow">
        <p className="t13 w6">{notice.title}</p>
        {notice.text && <p className="t12 ink2">{notice.text}</p>}
      </div>
      {notice.act && (
        <Button
          size="sm"
          onClick={() => {
            notice.act?.run();
            dismiss(notice.id);
          }}
        >
          {notice.act.label}
        </Button>
      )}
      <ActionIcon aria-label="Dismiss" onClick={() => dismiss(notice.id)}>
        <IconX size={16} stroke={1.75} />
      </ActionIcon>
    </div>
  );
}

export function Notices() {
  const shown = useStore(notices);
  return (
    <div className={css.stack} role="status" aria-live="polite">
      {shown.map((notice) => (
        <One key={notice.id} notice={notice} />
      ))}
    </div>
  );
}
