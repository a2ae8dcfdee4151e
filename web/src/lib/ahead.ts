/** How long a page may take to stand where the browser does not say when it is idle, in milliseconds. */
const STANDS = 2000;

const whenIdle = (act: () => void) =>
  'requestIdleCallback' in window ? window.requestIdleCallback(act) : setTimeout(act, STANDS);

/**
 * A part of the page that is not drawn at first is fetched once the page stands: a key or a click finds it there,
 * also where the network has gone meanwhile.
 */
export function ahead<T>(load: () => Promise<T>): () => Promise<T> {
  // Whoever needs it asks again, and says so where it does not come.
  whenIdle(() => void load().catch(() => undefined));
  return load;
}
