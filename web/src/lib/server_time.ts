/** The moment that the server plays, where it is a rehearsal; it writes it into the page. */
const played =
  typeof document === 'undefined'
    ? undefined
    : document.querySelector<HTMLMetaElement>('meta[name="deskbell-rehearsal"]')?.content;

const ahead = played ? Date.parse(played) - Date.now() : 0;

/** Whether nothing here is real: the server plays a later day. */
export const isRehearsal = played !== undefined;

/** The time in milliseconds, as the server has it: in a rehearsal the one that it plays. */
export const serverNow = () => Date.now() + ahead;
