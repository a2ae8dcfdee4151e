/** A tab that nobody looks at: browsers let its timers run once a minute, and it is there all the same. */
import type { Page } from '@playwright/test';
import { Dashboard } from '../support/dashboard';
import { Listener } from '../support/listener';
import { expect, test } from '../support/test';

test.use({ settings: { DESKBELL_HEARTBEAT_SECONDS: '1' } });

/** As a browser does with a tab in the background: no timer runs before a minute is over. */
const slowTimers = () => {
  const minute = 60_000;
  const [timeout, interval] = [window.setTimeout, window.setInterval];
  const slow = (delay?: number) => Math.ceil((delay ?? 0) / minute + Number.EPSILON) * minute;
  const later =
    (run: (work: TimerHandler, delay?: number, ...rest: unknown[]) => number) =>
    (work: TimerHandler, delay?: number, ...rest: unknown[]) =>
      run(work, document.documentElement.dataset.looked === 'away' ? slow(delay) : delay, ...rest);
  Object.assign(window, { setTimeout: later(timeout), setInterval: later(interval) });
};

/** Counts how often the page has answered the server's question whether it is there. */
function answers(page: Page): () => number {
  let count = 0;
  page.on('websocket', (socket) =>
    socket.on('framesent', ({ payload }) => {
      if (payload === '3') count += 1;
    }),
  );
  return () => count;
}

test('a tab in the background stays here for everybody else', async ({
  desk,
  dashboardOf,
  anotherBrowser,
}) => {
  const { person: ben } = await desk.hire('Ben');
  const ada = await Listener.member(desk.owner);
  const page = await anotherBrowser();
  await page.addInitScript(slowTimers);
  const answered = answers(page);
  await Dashboard.of(page, ben, '/team');
  await page.evaluate(() => (document.documentElement.dataset.looked = 'away'));
  const before = answered();
  await expect.poll(() => answered() - before).toBeGreaterThanOrEqual(4);
  // Something that everybody hears comes after all that was said of Ben before.
  const cyd = await dashboardOf(desk.owner);
  await cyd.setStatus('Live');
  await ada.next('agent_status_changed', { status: 'live' });
  expect(ada.all('presence_changed').filter(({ agent_id }) => agent_id === ben.id)).toEqual([
    { agent_id: ben.id, connected: true },
  ]);
  ada.close();
});
