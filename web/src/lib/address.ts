const told = () => document.querySelector<HTMLMetaElement>('meta[name="deskbell-address"]')?.content ?? null;

/**
 * The address at which alone people can sign in, where this page was opened at another. The server wrote it into the page; the
 * one that the pages are worked on with does not.
 */
export function otherAddress(address: string | null = told(), here?: string): string | null {
  return address === (here ?? window.location.origin) ? null : address;
}
