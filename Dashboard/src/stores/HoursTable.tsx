import type { HourPoint } from '../logic/hours';
import { people } from '../logic/numbers';
import { words } from '../words';
import classes from './HoursTable.module.css';

interface Props {
  points: HourPoint[];
  /** The compared day, hour by hour; null without a comparison. */
  other: HourPoint[] | null;
  otherName: string | null;
  caption: string;
}

export function HoursTable({ points, other, otherName, caption }: Props) {
  const w = words().hours;
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
          {points.map((p, index) => p.state !== 'future' && (
            <tr key={p.start}>
              <th scope="row">{p.label}{p.state === 'open' && <span className={classes.open}> {w.soFar}</span>}</th>
              <td>{people(p.entries)}</td>
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
