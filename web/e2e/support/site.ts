import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The same for every page here: what matters is that the policy asks for it. */
const NONCE = 'r4nd0m';

export interface SitePage {
  /** What stands before `</body>`. */
  snippet: string;
  /** The page's Content-Security-Policy; none where it is left out. */
  policy?: string;
  /** What the page itself shows. */
  body?: string;
}

/**
 * Somebody's site, on another host than the desk (`localhost` beside `127.0.0.1`), so that for the browser it is another
 * origin and another site.
 */
export class Site {
  private readonly pages = new Map<string, SitePage>();

  private constructor(
    readonly url: string,
    private readonly server: HttpServer,
  ) {}

  static async open(): Promise<Site> {
    const server = createServer();
    await new Promise<void>((done) => server.listen(0, 'localhost', done));
    const site = new Site(`http://localhost:${(server.address() as AddressInfo).port}`, server);
    server.on('request', ({ url }, answer) => {
      const page = site.pages.get(url ?? '');
      if (!page) return answer.writeHead(404).end();
      const policy = page.policy ? { 'content-security-policy': page.policy } : {};
      answer.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...policy }).end(html(page));
    });
    return site;
  }

  /** Puts a page on the site; returns its address. */
  put(page: SitePage, path = '/'): string {
    this.pages.set(path, page);
    return this.url + path;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }
}

function html({ snippet, body = '<h1>Things that last</h1>' }: SitePage): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A shop</title>
<meta name="viewport" content="width=device-width, initial-scale=1"></head><body>${body}
${snippet}
</body></html>`;
}

/** The two lines as the dashboard gives them out. */
export function snippetOf(desk: string, widget: string): string {
  return [
    `<script>window.DeskbellWidgetId = "${widget}";</script>`,
    `<script async src="${desk}/widget.js"></script>`,
  ].join('\n');
}

/** The snippet as a page with a strict policy carries it: every inline script has the page's nonce. */
export function withNonce(snippet: string): string {
  return snippet.replace('<script>', `<script nonce="${NONCE}">`);
}

/** A policy that allows nothing but what the widget's documentation asks for; no `unsafe-inline` anywhere. */
export function strictPolicy(desk: string): string {
  return [
    "default-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    `script-src 'nonce-${NONCE}' ${desk}`,
    `connect-src ${desk} ${desk.replace('http', 'ws')}`,
    `img-src ${desk}`,
    "require-trusted-types-for 'script'",
  ].join('; ');
}
