import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { IconCircleCheck, IconCircleDashed, IconExternalLink } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { may } from '@/api/may';
import { useMe } from '@/features/auth/me';
import { useWidgets } from '@/features/channels/data';
import { demoPage, snippetOf } from '@/features/channels/snippet';
import { Copy } from '@/ui/copy';
import { Empty } from '@/ui/notes';
import css from './first_steps.module.css';

function Step({
  done,
  title,
  sub,
  children,
}: {
  done: boolean;
  title: string;
  sub?: string;
  children: ReactNode;
}) {
  return (
    <li className={css.step}>
      {done ? (
        <IconCircleCheck size={20} stroke={1.75} className={css.done} aria-label="Done" />
      ) : (
        <IconCircleDashed size={20} stroke={1.75} className={css.open} aria-label="Not yet" />
      )}
      <div className="grow">
        <p className="t13 w6">{title}</p>
        {sub && <p className="t12 ink3">{sub}</p>}
      </div>
      {children}
    </li>
  );
}

/** The inbox before anybody has rung: what would fill it, and the next step with the main button. */
export function FirstSteps() {
  const me = useMe();
  const widget = useWidgets().find((entry) => entry.widget)?.widget;
  const manages = may(me, 'channels.manage');
  return (
    <Empty
      title="Nobody has rung yet"
      acts={
        <ol className={css.steps}>
          <Step
            done={Boolean(widget)}
            title={widget ? `Widget for ${widget.domain}` : 'A widget for your site'}
            {...(widget ? {} : { sub: manages ? 'Takes a minute' : 'The owner sets it up' })}
          >
            {widget && <span className="t13 ink3">ready</span>}
            {!widget && manages && (
              <Button component={Link} to="/settings/channels" variant="filled">
                Set up a widget
              </Button>
            )}
          </Step>
          {widget && (
            <>
              <Step done={false} title="Snippet on your pages" sub="Two lines before the end of the page">
                <Copy text={snippetOf(widget.id)} label="Copy snippet" size="sm" />
              </Step>
              <Step done={false} title="First message" sub="Try it as a visitor would">
                <Button
                  component="a"
                  variant="filled"
                  size="sm"
                  href={demoPage(widget.id)}
                  target="_blank"
                  rel="noopener"
                  rightSection={<IconExternalLink size={14} stroke={2} />}
                >
                  Ring the bell yourself
                </Button>
              </Step>
            </>
          )}
        </ol>
      }
    >
      Messages from your site appear here, the newest first.
    </Empty>
  );
}
