import { Button, Menu, SegmentedControl } from '@mantine/core';
import { IconCheck, IconChevronDown } from '@tabler/icons-react';
import type { Availability } from '@/api/model';
import { useMe } from '@/features/auth/me';
import { useSetStatus } from '@/features/team/set_status';
import { Status, STATUS_WORD, StatusGlyph } from '@/ui/status';

const ALL: Availability[] = ['live', 'away', 'offline'];

/** My status, always in sight: one click, or the key `s`. */
export function StatusSwitch() {
  const me = useMe();
  const setStatus = useSetStatus();
  return (
    <SegmentedControl
      aria-label="My status"
      value={me?.status ?? 'offline'}
      onChange={(value) => setStatus.mutate(value as Availability)}
      data={ALL.map((value) => ({ value, label: <Status status={value} /> }))}
    />
  );
}

/** The same on a phone: a button that opens the three. */
export function StatusMenu() {
  const me = useMe();
  const setStatus = useSetStatus();
  const now = me?.status ?? 'offline';
  return (
    <Menu position="bottom-end" width={160}>
      <Menu.Target>
        <Button
          radius="xl"
          aria-label={`My status: ${STATUS_WORD[now]}`}
          rightSection={<IconChevronDown size={14} stroke={2} />}
        >
          <Status status={now} />
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {ALL.map((status) => (
          <Menu.Item
            key={status}
            leftSection={<StatusGlyph status={status} />}
            rightSection={status === now ? <IconCheck size={14} stroke={2} /> : null}
            onClick={() => setStatus.mutate(status)}
          >
            {STATUS_WORD[status]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
