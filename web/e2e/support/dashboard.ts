import { expect, type Locator, type Page, type Request } from '@playwright/test';
import { PASSWORD, type Person } from './people';

/** Who is signed in: every page of a workspace asks, and asks again once it is live. */
const ME = /\/api\/v1\/auth\/me$/;

/** The dashboard in one browser, as a member handles it. */
export class Dashboard {
  readonly list: Locator;
  readonly thread: Locator;
  readonly customer: Locator;
  readonly rail: Locator;
  readonly reply: Locator;
  readonly notices: Locator;

  constructor(readonly page: Page) {
    this.list = page.getByRole('region', { name: 'Conversations' });
    this.thread = page.getByRole('region', { name: 'Conversation', exact: true });
    this.customer = page.getByRole('complementary', { name: 'Customer' });
    this.rail = page.getByRole('navigation', { name: 'Main' });
    this.reply = page.getByRole('textbox', { name: 'Write a reply' });
    this.notices = page.getByRole('status').filter({ has: page.getByRole('button', { name: 'Dismiss' }) });
  }

  /** Signs somebody in without going through the page. */
  static async signIn(page: Page, person: Person): Promise<void> {
    const { url } = person.server;
    const answer = await page.request.post(`${url}/api/v1/auth/login`, {
      headers: { origin: url },
      data: { email: person.email, password: PASSWORD, session: 'cookie' },
    });
    expect(answer.status()).toBe(200);
  }

  /** Signs somebody in, then opens an address and waits until it is live. */
  static async of(page: Page, person: Person, path = '/'): Promise<Dashboard> {
    await Dashboard.signIn(page, person);
    const dashboard = new Dashboard(page);
    await dashboard.open(path);
    return dashboard;
  }

  /**
   * Opens an address by a full load, and waits until the page is live and has read again what it had read before: from
   * here on it changes by what it hears, and by nothing else.
   */
  async open(path: string): Promise<void> {
    // The page may be live before its load has ended: both are looked at from the start.
    const reading = this.reading();
    const isLive = this.becomingLive();
    await this.page.goto(path);
    await expect.poll(isLive, { message: `${path} is live, and knows again who is signed in` }).toBe(true);
    await expect.poll(() => reading.size, { message: `what ${path} is still reading` }).toBe(0);
  }

  /** Whether a connection stands that was made from now on, and the page has asked since then who is signed in. */
  private becomingLive(): () => boolean {
    let hears = false;
    let asked: Request | null = null;
    let isLive = false;
    this.page.on('websocket', (socket) => {
      if (!socket.url().includes('/socket.io/')) return;
      // The server's answer to joining the namespace: from here on everything is heard.
      socket.on('framereceived', ({ payload }) => (hears ||= String(payload).startsWith('40')));
    });
    this.page.on('request', (request) => {
      if (hears && ME.test(request.url())) asked = request;
    });
    this.page.on('requestfinished', (request) => (isLive ||= request === asked));
    return () => isLive;
  }

  /** What the page has asked the server for and not got yet, as it stands at any time. */
  private reading(): ReadonlySet<Request> {
    const reading = new Set<Request>();
    const end = (request: Request) => reading.delete(request);
    this.page.on('request', (request) => {
      if (request.url().includes('/api/')) reading.add(request);
    });
    this.page.on('requestfinished', end);
    this.page.on('requestfailed', end);
    return reading;
  }

  /** The row of a conversation in the list, by words in it. */
  row(words: string | RegExp): Locator {
    return this.list.getByRole('listitem').filter({ hasText: words });
  }

  /** A view of the rail, with its count. */
  view(name: 'Mine' | 'Unassigned' | 'All' | 'Resolved'): Locator {
    return this.rail.getByRole('list', { name: 'Views' }).getByRole('link', { name });
  }

  async openRow(words: string): Promise<void> {
    await this.row(words).getByRole('link').click();
    await expect(this.reply).toBeVisible();
  }

  /** A message in the open conversation. */
  message(text: string): Locator {
    return this.thread.getByRole('group', { name: 'Messages' }).getByText(text, { exact: true });
  }

  async answer(text: string): Promise<void> {
    await this.reply.fill(text);
    await this.thread.getByRole('button', { name: 'Send' }).click();
    await expect(this.message(text)).toBeVisible();
  }

  /** Opens the picker and gives the open conversation to somebody. */
  async giveTo(name: string): Promise<void> {
    await this.thread.getByRole('button', { name: /give to somebody/ }).click();
    await this.page.getByRole('listbox', { name: 'People' }).getByRole('option', { name }).click();
  }

  /** Chooses from the menu of rarer acts on the open conversation. */
  async act(name: string): Promise<void> {
    await this.thread.getByRole('button', { name: 'More for this conversation' }).click();
    await this.page.getByRole('menuitem', { name }).click();
  }

  async setStatus(status: 'Live' | 'Away' | 'Offline'): Promise<void> {
    await this.page
      .getByRole('radiogroup', { name: 'My status' })
      .getByRole('radio', { name: status })
      .click();
    await this.expectStatus(status);
  }

  async expectStatus(status: 'Live' | 'Away' | 'Offline'): Promise<void> {
    const group = this.page.getByRole('radiogroup', { name: 'My status' });
    await expect(group.getByRole('radio', { name: status })).toBeChecked();
  }

  /** Somebody in the rail. */
  mate(name: string): Locator {
    return this.rail.getByRole('region', { name: 'Team' }).getByRole('listitem').filter({ hasText: name });
  }

  /** Somebody's line in Settings → Team. */
  member(name: string): Locator {
    return this.page.getByRole('table', { name: 'Members' }).getByRole('row').filter({ hasText: name });
  }

  /** Opens one of the acts on a person in Settings → Team. */
  async actOn(name: string, act: string): Promise<void> {
    await this.page.getByRole('button', { name: `Acts for ${name}` }).click();
    await this.page.getByRole('menuitem', { name: act }).click();
  }
}
