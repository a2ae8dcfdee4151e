const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const date = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat('en-GB', options);
const clockForm = date({ hour: '2-digit', minute: '2-digit' });
const dayForm = date({ day: 'numeric', month: 'short' });
const dayYearForm = date({ day: 'numeric', month: 'short', year: 'numeric' });
const exactForm = date({ dateStyle: 'full', timeStyle: 'short' });
const weekdayForm = date({ weekday: 'long', day: 'numeric', month: 'long' });
const monthForm = date({ month: 'long', year: 'numeric' });

/** "14:03", in the reader's own time. */
export const clock = (iso: string): string => clockForm.format(new Date(iso));
/** "Tuesday 24 November 2026 at 14:03". */
export const exact = (iso: string): string => exactForm.format(new Date(iso)).replace(/,/g, '');
/** "Tuesday 24 November". */
export const weekday = (when: Date): string => weekdayForm.format(when).replace(',', '');
/** "March 2023". */
export const month = (iso: string): string => monthForm.format(new Date(iso));
/** "3 Mar". */
export const day = (iso: string): string => dayForm.format(new Date(iso));
/** "3 Mar 2024". */
export const dayYear = (iso: string): string => dayYearForm.format(new Date(iso));

/** For a row: "now", "4 min", "2 h", "3 days", then the date. */
export function short(iso: string, now: number): string {
  const age = now - Date.parse(iso);
  if (age < MINUTE) return 'now';
  if (age < HOUR) return `${Math.floor(age / MINUTE)} min`;
  if (age < DAY) return `${Math.floor(age / HOUR)} h`;
  if (age < 2 * DAY) return '1 day';
  if (age < 7 * DAY) return `${Math.floor(age / DAY)} days`;
  const when = new Date(iso);
  return when.getFullYear() === new Date(now).getFullYear() ? dayForm.format(when) : dayYearForm.format(when);
}

/** For a sentence: "just now", "4 min ago", "2 h ago", "on 3 Mar 2024". */
export function ago(iso: string, now: number): string {
  const age = now - Date.parse(iso);
  if (age < MINUTE) return 'just now';
  const text = short(iso, now);
  return age < 7 * DAY ? `${text} ago` : `on ${text}`;
}

/** A time to come: "14:03" today, "tomorrow 09:00", "Monday 24 November 09:00". */
export function moment(iso: string, now: number): string {
  const when = new Date(iso);
  const nights = Math.round((startOfDay(when) - startOfDay(new Date(now))) / DAY);
  if (nights === 0) return clock(iso);
  return `${nights === 1 ? 'tomorrow' : weekday(when)} ${clock(iso)}`;
}

/** A length of time in words: "40 s", "4 min", "2 h 5 min", "3 days". */
export function span(from: string, to: string): string {
  const length = Math.max(0, Date.parse(to) - Date.parse(from));
  if (length < MINUTE) return `${Math.round(length / 1000)} s`;
  if (length < HOUR) return `${Math.floor(length / MINUTE)} min`;
  if (length < DAY) {
    const minutes = Math.floor((length % HOUR) / MINUTE);
    return `${Math.floor(length / HOUR)} h${minutes ? ` ${minutes} min` : ''}`;
  }
  const days = Math.floor(length / DAY);
  return `${days} day${days === 1 ? '' : 's'}`;
}

/** The line between two days of a conversation: "Today", "Yesterday", "Monday 3 March". */
export function dayLine(iso: string, now: number): string {
  const when = new Date(iso);
  const today = new Date(now);
  const nights = Math.round((startOfDay(today) - startOfDay(when)) / DAY);
  if (nights === 0) return 'Today';
  if (nights === 1) return 'Yesterday';
  if (when.getFullYear() !== today.getFullYear()) return dayYearForm.format(when);
  return weekday(when);
}

export function sameDay(a: string, b: string): boolean {
  return startOfDay(new Date(a)) === startOfDay(new Date(b));
}

function startOfDay(when: Date): number {
  return new Date(when.getFullYear(), when.getMonth(), when.getDate()).getTime();
}
