import { queryOptions, useQueries, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api, ok } from '@/api/client';
import type { Channel, Widget } from '@/api/model';

export const channelsQuery = queryOptions({
  queryKey: ['channels'],
  queryFn: () => ok(api.GET('/api/v1/channels')) as Promise<Channel[]>,
});

export function useChannels() {
  return useQuery(channelsQuery);
}

export const widgetQuery = (id: string) =>
  queryOptions({
    queryKey: ['widget', id],
    queryFn: () =>
      ok(api.GET('/api/v1/widget/{widget_id}', { params: { path: { widget_id: id } } })) as Promise<Widget>,
  });

export interface ChannelWidget {
  channel: Channel;
  widget: Widget | undefined;
}

/** Channels by id, for whoever shows only their name. */
export function useChannelsById(): Map<string, Channel> {
  const { data } = useChannels();
  return useMemo(() => new Map((data ?? []).map((channel) => [channel.id, channel])), [data]);
}

/** The widgets of this workspace with their channels, oldest first; a widget is undefined while it loads. */
export function useWidgets(): ChannelWidget[] {
  const channels = (useChannels().data ?? []).filter((channel) => channel.config.widget_id);
  const widgets = useQueries({
    queries: channels.map((channel) => widgetQuery(channel.config.widget_id ?? '')),
  });
  return channels.map((channel, index) => ({ channel, widget: widgets[index]?.data }));
}
