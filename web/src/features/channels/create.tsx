import { Button } from '@mantine/core';
import { Modal } from '@/ui/dialog';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { readAgain } from '@/lib/stale';
import { api, ok } from '@/api/client';
import { may } from '@/api/may';
import type { Widget } from '@/api/model';
import { asProblem, type Problem } from '@/api/problem';
import { useMe } from '@/features/auth/me';
import { useChangePlan } from '@/features/billing/change_plan';
import { planQuery, usePlan } from '@/features/billing/data';
import { roomier } from '@/features/billing/words';
import { useSomebodyLive } from '@/features/team/data';
import { hostOf } from '@/lib/words';
import { FormError } from '@/ui/notes';
import { Refusal } from '@/ui/refusal';
import css from './channels.module.css';
import { channelsQuery, widgetQuery } from './data';
import { newSettings, WidgetFields, type Settings } from './fields';
import { Preview } from './preview';
import { Snippet } from './snippet';

export function useCreateWidget(done?: (widget: Widget) => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ domain, settings }: { domain: string; settings: Partial<Settings> }) =>
      ok(
        api.POST('/api/v1/widget/create', { body: { domain: hostOf(domain), ...settings } }),
      ) as Promise<Widget>,
    onSuccess: async (widget) => {
      client.setQueryData(widgetQuery(widget.id).queryKey, widget);
      await readAgain(client, [channelsQuery, planQuery]);
      done?.(widget);
    },
  });
}

/** The plan has no room for another channel: what would help, and the way there. */
function NoRoom({ domain, problem, again }: { domain: string; problem: Problem; again: () => void }) {
  const me = useMe();
  const plan = usePlan().data;
  const change = useChangePlan();
  const next = plan && roomier(plan);
  return (
    <Refusal title={`The widget for ${hostOf(domain)} was not made`} problem={problem}>
      {problem.status === 402 && next && may(me, 'billing.manage') && (
        <Button
          variant="filled"
          loading={change.isPending}
          onClick={() => change.mutate(next.name, { onSuccess: again })}
        >
          Move to {next.label}, then make it
        </Button>
      )}
    </Refusal>
  );
}

/** The owner puts the bell on another site: where, how it looks, and then the two lines for its pages. */
export function CreateWidgetDialog({ onClose }: { onClose: () => void }) {
  const online = useSomebodyLive();
  const [domain, setDomain] = useState('');
  const [settings, setSettings] = useState(newSettings);
  const create = useCreateWidget();
  const problem = create.error ? asProblem(create.error) : null;
  const make = () => create.mutate({ domain, settings });
  if (create.data) return <Made widget={create.data} onClose={onClose} />;
  return (
    <Modal opened onClose={onClose} title="New widget" size={920}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          make();
        }}
      >
        <div className={css.editor}>
          <WidgetFields
            settings={settings}
            onChange={setSettings}
            problem={problem}
            domain={{
              value: domain,
              onChange: (value) => {
                setDomain(value);
                create.reset();
              },
            }}
          />
          <Preview settings={settings} domain={hostOf(domain) || 'your-site.example'} online={online} />
        </div>
        {problem?.isRefusal ? (
          <NoRoom domain={domain} problem={problem} again={make} />
        ) : (
          <FormError problem={problem} />
        )}
        <div className="dialogFoot">
          <Button size="lg" onClick={onClose}>
            Cancel
          </Button>
          <Button
            size="lg"
            type="submit"
            variant="filled"
            loading={create.isPending}
            disabled={!domain.trim() || problem?.isRefusal}
          >
            Make the widget
          </Button>
        </div>
      </form>
    </Modal>
  );
}

function Made({ widget, onClose }: { widget: Widget; onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} title={`The widget for ${widget.domain} is ready`}>
      <div className="stack">
        <p className="t13 ink2">
          Paste these two lines before &lt;/body&gt; on every page of {widget.domain}. The bell rings on no
          other site.
        </p>
        <Snippet widgetId={widget.id} />
        <div className="dialogFoot">
          <Button size="lg" variant="filled" onClick={onClose}>
            Done
          </Button>
        </div>
      </div>
    </Modal>
  );
}
