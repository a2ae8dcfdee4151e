import { useMutation, useQueryClient } from '@tanstack/react-query';
import { IconAlarmSnooze } from '@tabler/icons-react';
import { api, ok } from '@/api/client';
import { serverNow } from '@/lib/server_time';
import { customerName } from '@/lib/words';
import { announce } from '@/live/state';
import { MenuItem, MenuLabel, MenuLine } from '@/ui/menu';
import { patchThread, refreshConversation, type Thread } from './data';
import { refuse } from './refused';

/** The hour at which a day's work begins. */
const MORNING = 9;

/** When what is put aside comes back: in three hours, tomorrow morning, on Monday morning. */
export function snoozeTimes(now: Date): { label: string; until: Date }[] {
  const soon = new Date(now);
  soon.setHours(soon.getHours() + 3);
  const morning = (days: number) => {
    const day = new Date(now);
    day.setDate(day.getDate() + days);
    day.setHours(MORNING, 0, 0, 0);
    return day;
  };
  const monday = ((8 - now.getDay()) % 7) + (now.getDay() === 1 ? 7 : 0);
  return [
    { label: 'For 3 hours', until: soon },
    { label: 'Until tomorrow, 09:00', until: morning(1) },
    ...(monday > 1 ? [{ label: 'Until Monday, 09:00', until: morning(monday) }] : []),
  ];
}

/** Puts a conversation aside until a time; it comes back then, or when the customer writes. */
export function useSnooze(thread: Thread) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (until: Date) =>
      ok(
        api.POST('/api/v1/conversations/{conversation_id}/snooze', {
          params: { path: { conversation_id: thread.id } },
          body: { until: until.toISOString() },
        }),
      ),
    onMutate: (until) => {
      patchThread(client, thread.id, (now) => ({
        ...now,
        status: 'pending',
        snoozed_until: until.toISOString(),
      }));
      return { before: { status: thread.status, snoozed_until: thread.snoozed_until } };
    },
    onSuccess: () => announce(`${customerName(thread.customer)} was put aside`),
    onError: (error, _until, context) => {
      if (context) patchThread(client, thread.id, (now) => ({ ...now, ...context.before }));
      refuse(thread.id, 'The conversation was not put aside', error);
    },
    onSettled: () => refreshConversation(client, thread.id).catch(() => undefined),
  });
}

/** The lines of the menu that put a conversation aside. */
export function SnoozeItems({ thread, onOther }: { thread: Thread; onOther: () => void }) {
  const snooze = useSnooze(thread);
  if (thread.status !== 'open' && thread.status !== 'pending') return null;
  const icon = <IconAlarmSnooze size={16} stroke={1.75} />;
  return (
    <>
      <MenuLine />
      <MenuLabel>Put aside</MenuLabel>
      {snoozeTimes(new Date(serverNow())).map(({ label, until }) => (
        <MenuItem key={label} icon={icon} onClick={() => snooze.mutate(until)}>
          {label}
        </MenuItem>
      ))}
      <MenuItem icon={icon} onClick={onOther}>
        Until another time…
      </MenuItem>
      <MenuLine />
    </>
  );
}
