import { Button } from '@mantine/core';
import { Modal } from '@/ui/dialog';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ok } from '@/api/client';
import type { Widget } from '@/api/model';
import { asProblem } from '@/api/problem';
import { useSomebodyLive } from '@/features/team/data';
import { notify } from '@/ui/notices';
import { FormError } from '@/ui/notes';
import { Refusal } from '@/ui/refusal';
import css from './channels.module.css';
import { channelsQuery, widgetQuery } from './data';
import { settingsOf, WidgetFields } from './fields';
import { Preview } from './preview';

/** Changes how a widget looks; pages that have it open follow with their next visit. */
export function EditWidgetDialog({ widget, onClose }: { widget: Widget; onClose: () => void }) {
  const client = useQueryClient();
  const online = useSomebodyLive();
  const [settings, setSettings] = useState(() => settingsOf(widget));
  const save = useMutation({
    mutationFn: () =>
      ok(
        api.PATCH('/api/v1/widget/{widget_id}', {
          params: { path: { widget_id: widget.id } },
          body: settings,
        }),
      ) as Promise<Widget>,
    onSuccess: async (changed) => {
      client.setQueryData(widgetQuery(widget.id).queryKey, changed);
      await client.invalidateQueries(channelsQuery);
      notify({ title: `${changed.name} was changed` });
      onClose();
    },
  });
  const problem = save.error ? asProblem(save.error) : null;
  return (
    <Modal opened onClose={onClose} title={`Widget for ${widget.domain}`} size={920}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <div className={css.editor}>
          <WidgetFields settings={settings} onChange={setSettings} problem={problem} />
          <Preview settings={settings} domain={widget.domain} online={online} />
        </div>
        {problem?.isRefusal ? (
          <Refusal title={`${widget.name} was not changed`} problem={problem} />
        ) : (
          <FormError problem={problem} />
        )}
        <div className="dialogFoot">
          <Button size="lg" onClick={onClose}>
            Cancel
          </Button>
          <Button size="lg" type="submit" variant="filled" loading={save.isPending}>
            Save
          </Button>
        </div>
      </form>
    </Modal>
  );
}
