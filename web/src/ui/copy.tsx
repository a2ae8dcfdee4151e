import { Button } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconCheck, IconCopy } from '@tabler/icons-react';

/** Copies `text` and says so for two seconds. */
export function Copy({ text, label = 'Copy', size }: { text: string; label?: string; size?: 'sm' | 'md' }) {
  const clipboard = useClipboard({ timeout: 2000 });
  const icon = clipboard.copied ? <IconCheck size={14} stroke={2} /> : <IconCopy size={14} stroke={2} />;
  return (
    <Button size={size} leftSection={icon} onClick={() => clipboard.copy(text)}>
      <span aria-live="polite">{clipboard.copied ? 'Copied' : label}</span>
    </Button>
  );
}
