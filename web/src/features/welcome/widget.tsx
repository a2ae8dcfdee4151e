import { Button } from '@mantine/core';
import { TextInput } from '@/ui/fields';
import { IconArrowRight } from '@tabler/icons-react';
import { useState } from 'react';
import type { Widget } from '@/api/model';
import { asProblem } from '@/api/problem';
import { useMe } from '@/features/auth/me';
import { useChannels } from '@/features/channels/data';
import { useCreateWidget } from '@/features/channels/create';
import { newSettings, settingsOf } from '@/features/channels/fields';
import { Preview } from '@/features/channels/preview';
import { Snippet } from '@/features/channels/snippet';
import { useSomebodyLive } from '@/features/team/data';
import { hostOf } from '@/lib/words';
import { FormError } from '@/ui/notes';
import { Refusal } from '@/ui/refusal';
import { StepBody } from './frame';
import { Listening } from './listening';
import { ShownAs } from './shown_as';
import css from './welcome.module.css';

interface WidgetProps {
  widget: Widget | null;
  onNext: () => void;
  onLater: () => void;
}

/** The two lines for the site beside the widget as it will look; the bell can be rung right away. */
export function WidgetStep({ widget, onNext, onLater }: WidgetProps) {
  const waiting = useChannels().isPending;
  if (widget) return <Ready widget={widget} onNext={onNext} />;
  return waiting ? null : <Ask onLater={onLater} />;
}

function Ready({ widget, onNext }: { widget: Widget; onNext: () => void }) {
  const online = useSomebodyLive();
  return (
    <StepBody
      title="Put the bell on your site"
      sub={<>Paste this before &lt;/body&gt; on every page. The bell rings only on {widget.domain}.</>}
      foot={
        <>
          <span className="grow" />
          <Button
            size="lg"
            variant="filled"
            onClick={onNext}
            rightSection={<IconArrowRight size={16} stroke={1.75} />}
          >
            Go on to the first message
          </Button>
        </>
      }
    >
      <div className={css.two}>
        <div className={css.left}>
          <Snippet widgetId={widget.id} />
          <Listening widget={widget} />
          <ShownAs />
        </div>
        <Preview settings={settingsOf(widget)} domain={widget.domain} online={online} />
      </div>
    </StepBody>
  );
}

function Ask({ onLater }: { onLater: () => void }) {
  const me = useMe();
  const name = me?.business?.name ?? 'Deskbell';
  const [site, setSite] = useState(hostOf(me?.business?.website ?? ''));
  const create = useCreateWidget();
  const problem = create.error ? asProblem(create.error) : null;
  const make = () => create.mutate({ domain: site, settings: { ...newSettings(), name } });
  return (
    <StepBody
      title="Where does the bell stand?"
      sub="The host of your site. The bell rings on it and on its www, and nowhere else."
      foot={
        <>
          <Button size="lg" variant="subtle" onClick={onLater}>
            Later
          </Button>
          <span className="grow" />
          <Button
            size="lg"
            variant="filled"
            loading={create.isPending}
            disabled={!site.trim()}
            onClick={make}
            rightSection={<IconArrowRight size={16} stroke={1.75} />}
          >
            Make the widget
          </Button>
        </>
      }
    >
      <div className={css.two}>
        <form
          className={css.left}
          onSubmit={(event) => {
            event.preventDefault();
            if (site.trim()) make();
          }}
        >
          <TextInput
            label="Your site"
            placeholder="your-site.example"
            required
            autoFocus
            value={site}
            error={problem?.field('domain')}
            onChange={(event) => setSite(event.currentTarget.value)}
          />
          {problem?.isRefusal ? (
            <Refusal title="The widget was not made" problem={problem} />
          ) : (
            <FormError problem={problem} />
          )}
        </form>
        <Preview
          settings={{ ...newSettings(), name }}
          domain={hostOf(site) || 'your-site.example'}
          online={false}
        />
      </div>
    </StepBody>
  );
}
