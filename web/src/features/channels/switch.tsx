import { Switch } from '@/ui/fields';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, ok } from '@/api/client';
import type { Channel } from '@/api/model';
import { asProblem, type Problem } from '@/api/problem';
import css from './channels.module.css';
import { channelsQuery } from './data';

interface SwitchProps {
  channel: Channel;
  onRefused: (problem: Problem | null) => void;
}

/** Turns a channel off and on: off, its bell takes no new messages, and nothing is lost. */
export function ChannelSwitch({ channel, onRefused }: SwitchProps) {
  const client = useQueryClient();
  const show = (isActive: boolean) =>
    client.setQueryData(channelsQuery.queryKey, (channels: Channel[] | undefined) =>
      channels?.map((each) => (each.id === channel.id ? { ...each, is_active: isActive } : each)),
    );
  const turn = useMutation({
    mutationFn: (is_active: boolean) =>
      ok(
        api.PATCH('/api/v1/channels/{channel_id}', {
          params: { path: { channel_id: channel.id } },
          body: { is_active },
        }),
      ),
    onMutate: (isActive) => {
      onRefused(null);
      show(isActive);
    },
    onError: (error, isActive) => {
      show(!isActive);
      onRefused(asProblem(error));
    },
    onSettled: () => client.invalidateQueries(channelsQuery),
  });
  return (
    <span className={css.switch}>
      <Switch
        aria-label={channel.name}
        checked={channel.is_active}
        onChange={(event) => turn.mutate(event.currentTarget.checked)}
      />
      {channel.is_active ? 'On' : 'Off'}
    </span>
  );
}
