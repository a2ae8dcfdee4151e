import type { Page, WebSocketRoute } from '@playwright/test';

/** Keeps some live events from a page, so that it does not know yet what has just changed. Before it is opened. */
export async function keepFrom(page: Page, ...events: string[]): Promise<void> {
  await page.routeWebSocket(/\/socket\.io\//, (socket) => {
    const server = socket.connectToServer();
    server.onMessage((message) => {
      if (!events.some((event) => String(message).includes(`"${event}"`))) socket.send(message);
    });
  });
}

/** Keeps requests on their way until the line is let go; a person who types meanwhile has a slow network. */
export async function slowLine(page: Page, address: string | RegExp): Promise<() => void> {
  let letGo = () => {};
  const open = new Promise<void>((done) => (letGo = done));
  await page.route(address, async (route) => {
    await open;
    await route.continue();
  });
  return letGo;
}

/** A network that goes and comes back. While it is gone, requests fail and nothing live arrives. Before the page is opened. */
export async function tunnel(page: Page): Promise<{ enter: () => Promise<void>; leave: () => void }> {
  let inside = false;
  const open: WebSocketRoute[] = [];
  await page.routeWebSocket(/\/socket\.io\//, async (socket) => {
    if (inside) return socket.close();
    open.push(socket, socket.connectToServer());
  });
  await page.route(/\/(api|socket\.io)\//, (route) =>
    inside ? route.abort('internetdisconnected') : route.continue(),
  );
  return {
    enter: async () => {
      inside = true;
      await Promise.all(open.splice(0).map((socket) => socket.close()));
    },
    leave: () => {
      inside = false;
    },
  };
}
