import { Button } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import type { Availability } from '@/api/model';
import { useMe } from '@/features/auth/me';
import { useSetStatus } from '@/features/team/set_status';
import { Menu, MenuItem } from '@/ui/menu';
import css from './status_switch.module.css';
import { Status, STATUS_WORD, StatusGlyph } from '@/ui/status';

const ALL: Availability[] = ['live', 'away', 'offline'];

/** My status, always in sight: one click, or the key `s`. */
export function StatusSwitch() {
  const me = useMe();
  const setStatus = useSetStatus();
  const now = me?.status ?? 'offline';
  return (
    <div role="radiogroup" aria-label="My status" className={css.switch}>
      {ALL.map((status) => (
        <label key={status} className={css.choice} data-chosen={status === now || undefined}>
          <input
            type="radio"
            name="my-status"
            className={css.input}
            checked={status === now}
            onChange={() => setStatus.mutate(status)}
          />
          <Status status={status} />
        </label>
      ))}
    </div>
  );
}

/** The same on a phone: a button that opens the three. */
export function StatusMenu() {
  const me = useMe();
  const setStatus = useSetStatus();
  const now = me?.status ?? 'offline';
  return (
    <Menu
      label="My status"
      width={160}
      button={(props) => (
        <Button
          className={css.pill}
          aria-label={`My status: ${STATUS_WORD[now]}`}
          rightSection={<IconChevronDown size={14} stroke={2} />}
          {...props}
        >
          <Status status={now} />
        </Button>
      )}
    >
      {ALL.map((status) => (
        <MenuItem
          key={status}
          kind="radio"
          icon={<StatusGlyph status={status} />}
          checked={status === now}
          onClick={() => setStatus.mutate(status)}
        >
          {STATUS_WORD[status]}
        </MenuItem>
      ))}
    </Menu>
  );
}
