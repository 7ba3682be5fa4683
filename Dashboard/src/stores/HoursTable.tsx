import type { HourPoint } from '../logic/hours';
import type { Expected } from '../logic/forecast';
import { people } from '../logic/numbers';
import { words } from '../words';
import classes from './HoursTable.module.css';

interface Props {
  points: HourPoint[];
  /** The compared day, hour by hour; null without a comparison. */
  other: HourPoint[] | null;
  otherName: string | null;
  /** What is to be expected of each hour to come. */
  expected: (Expected | null)[];
  caption: string;
}

export function HoursTable({ points, other, otherName, expected, caption }: Props) {
  const w = words().hours;
  const shown = points.flatMap((point, index) => (point.state === 'future' && !expected[index] ? [] : [{ point, index }]));
  return (
    <div className={classes.scroll}>
      <table className={classes.table} data-testid="hourly-table">
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{w.hour}</th>
            <th scope="col">{w.entries}</th>
            <th scope="col">{w.exits}</th>
            {otherName && <th scope="col">{w.entriesOf(otherName)}</th>}
            <th scope="col">{w.inStore}</th>
            <th scope="col">{w.peak}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ point: p, index }) => (
            <tr key={p.start} data-state={p.state}>
              <th scope="row">{p.label}{p.state === 'open' && <span className={classes.open}> {w.soFar}</span>}</th>
              <td>{expectedText(expected[index] ?? null) ?? people(p.entries)}</td>
              <td>{people(p.exits)}</td>
              {other && <td>{people(other[index]?.entries)}</td>}
              <td>{people(p.occupancy)}</td>
              <td>{people(p.peak)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Of an hour to come: what is expected, and between what. */
function expectedText(expected: Expected | null): string | null {
  return expected && words().hours.between(people(expected.middle), people(expected.low), people(expected.high));
}
