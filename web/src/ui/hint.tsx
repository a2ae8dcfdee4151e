import './hint.css';
import { Tooltip } from '@mantine/core';
import type { ReactElement } from 'react';

/** A word on hover and focus; the target has a name of its own for a screen reader. */
export function Hint({ label, children }: { label: string; children: ReactElement }) {
  return (
    <Tooltip label={label} events={{ hover: true, focus: true, touch: false }}>
      {children}
    </Tooltip>
  );
}
