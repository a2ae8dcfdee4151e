import type { Activity } from '@/api/model';
import { count } from '@/lib/words';
import css from './activity.module.css';
import { actsWords } from './words';

/** The next round number from a count on, so that the axis is marked in whole acts. */
function top(most: number): number {
  return [4, 8, 16, 24, 40, 80, 160, 400].find((mark) => mark >= most) ?? Math.ceil(most / 400) * 400;
}

const dayForm = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });
const dayWords = (day: string) => dayForm.format(new Date(`${day}T00:00:00Z`));

interface ChartProps {
  volume: Activity['volume'];
  /** What is counted. */
  what?: 'acts' | 'people';
}

/** A day's number as a bar, side by side; the same as a table for whoever does not see it. */
export function Chart({ volume, what = 'acts' }: ChartProps) {
  const height = top(Math.max(0, ...volume.map((each) => each.count)));
  const marks = [height, height * 0.75, height * 0.5, height * 0.25, 0];
  const said = (n: number) => (what === 'acts' ? actsWords(n) : count(n, 'person', 'people'));
  const every = Math.ceil(volume.length / 4);
  return (
    <>
      <div className={css.chart} aria-hidden>
        {marks.map((mark) => (
          <span key={mark} className={css.mark} style={{ bottom: `${(mark / height) * 100}%` }}>
            <span className={css.markNumber}>{mark}</span>
          </span>
        ))}
        <div className={css.bars}>
          {volume.map(({ day, count: n }) => (
            <span key={day} className={css.slot} title={`${dayWords(day)}: ${said(n)}`}>
              <span className={css.bar} style={{ height: `${(n / height) * 100}%` }} />
            </span>
          ))}
        </div>
      </div>
      <div className={css.days} aria-hidden>
        {volume.map(({ day }, at) => (
          <span key={day} className={css.day}>
            {(volume.length - 1 - at) % every === 0 && <span>{dayWords(day)}</span>}
          </span>
        ))}
      </div>
      <table className="visuallyHidden">
        <caption>{what === 'acts' ? 'Acts by day' : 'People by day'}</caption>
        <tbody>
          {volume.map(({ day, count: n }) => (
            <tr key={day}>
              <th scope="row">{dayWords(day)}</th>
              <td>{n}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
