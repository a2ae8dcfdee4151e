import { ActionIcon, Button, Skeleton } from '@mantine/core';
import {
  IconCode,
  IconDots,
  IconExternalLink,
  IconKey,
  IconMessage2,
  IconPencil,
  IconPlus,
  IconTrash,
} from '@tabler/icons-react';
import { useState } from 'react';
import { may, opens } from '@/api/may';
import type { Widget } from '@/api/model';
import { asProblem, type Problem } from '@/api/problem';
import { useMe } from '@/features/auth/me';
import { usePlan } from '@/features/billing/data';
import { useCounts } from '@/features/inbox/counts';
import { widgetColours } from '@/lib/colour';
import { PageTitle } from '@/shell/page';
import { Badge } from '@/ui/bits';
import { Empty, Info, LoadError } from '@/ui/notes';
import { Menu, MenuItem } from '@/ui/menu';
import { Refusal } from '@/ui/refusal';
import css from './channels.module.css';
import { CreateWidgetDialog } from './create';
import { useChannels, useWidgets, type ChannelWidget } from './data';
import { EditWidgetDialog } from './edit';
import { RemoveChannelDialog } from './remove';
import { SecretsDialog } from './secrets';
import { demoPage, Snippet } from './snippet';
import { ChannelSwitch } from './switch';

const icon = { size: 16, stroke: 1.75 };

type Act = 'edit' | 'secrets' | 'remove';
type Doing = { act: Act; of: ChannelWidget } | null;

function RoomLine() {
  const plan = usePlan().data;
  if (!plan) return null;
  const { channels: limit } = plan.limits;
  return (
    <p className={css.room}>
      {limit === null
        ? `${plan.use.channels} in use; ${plan.label} has as many as you like.`
        : `${plan.use.channels} of ${limit} ${limit === 1 ? 'channel' : 'channels'} on ${plan.label}, on or off.`}
    </p>
  );
}

/** The widgets: where the bell stands, how it looks, on and off. */
export function ChannelSettings() {
  const me = useMe();
  const channels = useChannels();
  const widgets = useWidgets();
  const [creating, setCreating] = useState(false);
  const [doing, setDoing] = useState<Doing>(null);
  const manages = may(me, 'channels.manage');
  const start = (
    <Button variant="filled" leftSection={<IconPlus {...icon} />} onClick={() => setCreating(true)}>
      New widget
    </Button>
  );
  const none = channels.data && channels.data.length === 0;
  return (
    <>
      <PageTitle title="Channels" acts={manages && !none && start} />
      <RoomLine />
      {channels.isPending && <Skeleton height={160} />}
      {channels.isError && !channels.data && (
        <LoadError
          what="The channels"
          problem={asProblem(channels.error)}
          retry={() => void channels.refetch()}
        />
      )}
      {none && (
        <Empty title="No bell stands anywhere yet" acts={manages && start}>
          {manages
            ? 'A widget puts the bell on your site: two lines on every page.'
            : 'The owner puts the bell on your site with a widget.'}
        </Empty>
      )}
      <ul className={css.list}>
        {widgets.map((entry) => (
          <ChannelCard key={entry.channel.id} entry={entry} onAct={(act) => setDoing({ act, of: entry })} />
        ))}
      </ul>
      {creating && <CreateWidgetDialog onClose={() => setCreating(false)} />}
      {doing?.act === 'edit' && doing.of.widget && (
        <EditWidgetDialog widget={doing.of.widget} onClose={() => setDoing(null)} />
      )}
      {doing?.act === 'secrets' && doing.of.widget && (
        <SecretsDialog widget={doing.of.widget} onClose={() => setDoing(null)} />
      )}
      {doing?.act === 'remove' && (
        <RemoveChannelDialog channel={doing.of.channel} onClose={() => setDoing(null)} />
      )}
      {widgets.length > 0 && (
        <div className={css.note}>
          <Info>
            A widget answers on its own host and its www only. That keeps your bell off other people’s pages;
            it is no security boundary.
          </Info>
        </div>
      )}
    </>
  );
}

function ChannelCard({ entry, onAct }: { entry: ChannelWidget; onAct: (act: Act) => void }) {
  const me = useMe();
  const [code, setCode] = useState(false);
  const [refused, setRefused] = useState<Problem | null>(null);
  const { channel, widget } = entry;
  const colours = widgetColours(widget?.primary_color ?? '');
  const open = useCounts()?.channels.find((each) => each.channel_id === channel.id)?.open ?? 0;
  return (
    <li className={css.card}>
      <div className={css.cardHead}>
        <span className={css.sign} style={{ background: colours.ground, color: colours.mark }}>
          <IconMessage2 size={20} stroke={1.75} aria-hidden />
        </span>
        <div className={css.cardWords}>
          <h2 className={css.cardTitle}>
            <span className="truncate">{channel.name}</span> <Badge>Widget</Badge>
          </h2>
          <p className="t12 ink3 truncate">
            {widget ? widget.domain : 'Loading'} · {open} open
          </p>
        </div>
        {may(me, 'channels.manage') ? (
          <ChannelSwitch channel={channel} onRefused={setRefused} />
        ) : (
          <Badge tone={channel.is_active ? 'live' : 'plain'}>{channel.is_active ? 'On' : 'Off'}</Badge>
        )}
        <Button leftSection={<IconCode {...icon} />} aria-expanded={code} onClick={() => setCode(!code)}>
          Snippet
        </Button>
        {widget && <CardMenu widget={widget} name={channel.name} onAct={onAct} />}
      </div>
      {refused && (
        <div className={css.cardBody}>
          <Refusal title={`${channel.name} was not changed`} problem={refused} />
        </div>
      )}
      {code && widget && (
        <div className={css.cardBody}>
          <p className="t13 ink2">Paste this before &lt;/body&gt; on every page of {widget.domain}.</p>
          <Snippet widgetId={widget.id} />
        </div>
      )}
    </li>
  );
}

interface MenuProps {
  widget: Widget;
  name: string;
  onAct: (act: Act) => void;
}

function CardMenu({ widget, name, onAct }: MenuProps) {
  const me = useMe();
  return (
    <Menu
      label={`Acts for ${name}`}
      button={(props) => (
        <ActionIcon aria-label={`Acts for ${name}`} {...props}>
          <IconDots {...icon} />
        </ActionIcon>
      )}
    >
      <MenuItem href={demoPage(widget.id)} icon={<IconExternalLink {...icon} />}>
        Ring the bell yourself
      </MenuItem>
      {may(me, 'widgets.appearance') && (
        <MenuItem icon={<IconPencil {...icon} />} onClick={() => onAct('edit')}>
          Change how it looks…
        </MenuItem>
      )}
      {may(me, 'channels.manage') && opens(me, 'GET /widget/{widget_id}/secrets') && (
        <MenuItem icon={<IconKey {...icon} />} onClick={() => onAct('secrets')}>
          Named visitors…
        </MenuItem>
      )}
      {may(me, 'channels.manage') && opens(me, 'DELETE /channels/{channel_id}') && (
        <MenuItem danger icon={<IconTrash {...icon} />} onClick={() => onAct('remove')}>
          Remove…
        </MenuItem>
      )}
    </Menu>
  );
}
