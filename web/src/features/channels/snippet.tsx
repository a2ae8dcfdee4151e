import { Copy } from '@/ui/copy';
import css from './channels.module.css';

/** The page to try a widget on; the server has it. */
export function demoPage(widgetId: string): string {
  return `/demo-page?widget=${encodeURIComponent(widgetId)}`;
}

/** The two lines that put the bell on a page. */
export function snippetOf(widgetId: string): string {
  return [
    `<script>window.DeskbellWidgetId = "${widgetId}";</script>`,
    `<script async src="${window.location.origin}/widget.js"></script>`,
  ].join('\n');
}

function Tag({ children }: { children: string }) {
  return <span className={css.tag}>{children}</span>;
}

/** The snippet as code, with its copy button. */
export function Snippet({ widgetId, file = 'index.html' }: { widgetId: string; file?: string }) {
  return (
    <figure className={css.snippet} aria-label="Snippet for your pages">
      <figcaption className={css.snippetHead}>
        <span className="t13 ink3">{file}</span>
        <Copy text={snippetOf(widgetId)} size="sm" />
      </figcaption>
      <pre className={css.code} tabIndex={0}>
        <Tag>{'<script>'}</Tag>
        {'window.DeskbellWidgetId =\n  '}
        <span className={css.string}>{`"${widgetId}"`}</span>;<Tag>{'</script>'}</Tag>
        {'\n'}
        <Tag>{'<script'}</Tag>
        {' async\n  src='}
        <span className={css.string}>{`"${window.location.origin}/widget.js"`}</span>
        <Tag>{'></script>'}</Tag>
      </pre>
    </figure>
  );
}
