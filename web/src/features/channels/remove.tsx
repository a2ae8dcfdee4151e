import { Button } from '@mantine/core';
import { Modal } from '@/ui/dialog';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { IconInbox, IconMessages, IconPlug, IconTrash } from '@tabler/icons-react';
import { readAgain } from '@/lib/stale';
import { api, ok } from '@/api/client';
import type { Channel } from '@/api/model';
import { asProblem } from '@/api/problem';
import { planQuery } from '@/features/billing/data';
import { countsQuery, useCounts } from '@/features/inbox/counts';
import { count } from '@/lib/words';
import { notify } from '@/ui/notices';
import { Refusal } from '@/ui/refusal';
import css from './channels.module.css';
import { channelsQuery } from './data';

const icon = { size: 16, stroke: 1.75, 'aria-hidden': true };

/** The owner takes a widget away for good; what follows is said before the button. */
export function RemoveChannelDialog({ channel, onClose }: { channel: Channel; onClose: () => void }) {
  const client = useQueryClient();
  const open = useCounts()?.channels.find((entry) => entry.channel_id === channel.id)?.open ?? 0;
  const remove = useMutation({
    mutationFn: () =>
      ok(api.DELETE('/api/v1/channels/{channel_id}', { params: { path: { channel_id: channel.id } } })),
    onSuccess: async () => {
      await readAgain(client, [channelsQuery, planQuery, countsQuery]);
      void client.invalidateQueries({ queryKey: ['conversations'] });
      notify({ title: `${channel.name} was removed` });
      onClose();
    },
  });
  return (
    <Modal opened onClose={onClose} title={`Remove ${channel.name}`} size={520}>
      <div className="stack">
        <ul className={css.facts}>
          <li>
            <IconPlug {...icon} />
            <span>
              The bell goes from every page that has its snippet, at once. Its id never works again.
            </span>
          </li>
          <li>
            <IconMessages {...icon} />
            <span>
              What was written stays. {count(open, 'open conversation')} stay in the inbox without a channel.
            </span>
          </li>
          <li>
            <IconInbox {...icon} />
            <span>
              An answer to one of them reaches nobody, since the visitor’s page has no bell any more.
            </span>
          </li>
        </ul>
        {remove.error && (
          <Refusal title={`${channel.name} was not removed`} problem={asProblem(remove.error)} />
        )}
        <div className="dialogFoot">
          <Button size="lg" onClick={onClose}>
            Keep {channel.name}
          </Button>
          <Button
            size="lg"
            variant="danger"
            leftSection={<IconTrash {...icon} />}
            loading={remove.isPending}
            onClick={() => remove.mutate()}
          >
            Remove {channel.name}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
