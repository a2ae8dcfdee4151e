import { Switch } from '@/ui/fields';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, ok } from '@/api/client';
import type { Channel } from '@/api/model';
import { asProblem } from '@/api/problem';
import { notify } from '@/ui/notices';
import { channelsQuery } from './data';

/** Turns a channel off and on: off, its bell takes no new messages, and nothing is lost. */
export function ChannelSwitch({ channel }: { channel: Channel }) {
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
    onMutate: show,
    onError: (error, isActive) => {
      show(!isActive);
      const problem = asProblem(error);
      notify({ title: `${channel.name} was not changed`, text: problem.why?.text ?? problem.message });
    },
    onSettled: () => client.invalidateQueries(channelsQuery),
  });
  return (
    <Switch
      aria-label={`${channel.name} is ${channel.is_active ? 'on' : 'off'}`}
      label={channel.is_active ? 'On' : 'Off'}
      checked={channel.is_active}
      onChange={(event) => turn.mutate(event.currentTarget.checked)}
    />
  );
}
