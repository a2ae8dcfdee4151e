import { Button } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { DownloadButton } from '@/ui/download';
import { exportPath, type Whose } from './data';
import css from './personal.module.css';

const EraseDialog = lazy(() => import('./erase').then((part) => ({ default: part.EraseDialog })));

interface ActsProps {
  whose: Whose;
  /** Tells the buttons of several people apart. */
  of?: string;
  /** They were erased, so that there is nothing left to erase; what is kept can still be handed out. */
  erased?: boolean;
}

/** What can be done with what is held about a person. */
export function PersonalActs({ whose, of, erased = false }: ActsProps) {
  const [open, setOpen] = useState(false);
  return (
    <div className={css.acts} role="group" aria-label={of ? `Personal data of ${of}` : 'Personal data'}>
      <DownloadButton size="sm" path={exportPath(whose)} name="personal-data.json">
        Export personal data
      </DownloadButton>
      {!erased && (
        <Button size="sm" variant="dangerOutline" onClick={() => setOpen(true)}>
          Erase…
        </Button>
      )}
      {open && (
        <Suspense>
          <EraseDialog whose={whose} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </div>
  );
}
