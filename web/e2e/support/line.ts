import type { Page } from '@playwright/test';

/** Keeps some live events from a page, so that it does not know yet what has just changed. Before it is opened. */
export async function keepFrom(page: Page, ...events: string[]): Promise<void> {
  await page.routeWebSocket(/\/socket\.io\//, (socket) => {
    const server = socket.connectToServer();
    server.onMessage((message) => {
      if (!events.some((event) => String(message).includes(`"${event}"`))) socket.send(message);
    });
  });
}
