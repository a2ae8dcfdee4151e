import './dialog.css';
import { Modal as Dialog, type ModalProps } from '@mantine/core';
import { useEffect, useState } from 'react';

/** A dialog; its styles come with the first one that is opened. When it is gone, the keyboard is back where it was. */
export function Modal(props: ModalProps) {
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      const isElsewhere = document.activeElement !== null && document.activeElement !== document.body;
      if (before instanceof HTMLElement && before.isConnected && !isElsewhere) before.focus();
    },
    [before],
  );
  return <Dialog {...props} />;
}
