import type { HourPoint } from '../logic/hours';
import { people } from '../logic/numbers';
import classes from './HoursTable.module.css';

export function HoursTable({ points, caption }: { points: HourPoint[]; caption: string }) {
  return (
    <div className={classes.scroll}>
      <table className={classes.table} data-testid="hourly-table">
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">Hour</th>
            <th scope="col">Entries</th>
            <th scope="col">Exits</th>
            <th scope="col"><span>Average </span>in store</th>
            <th scope="col">Peak</th>
          </tr>
        </thead>
        <tbody>
          {points.filter((p) => p.state !== 'future').map((p) => (
            <tr key={p.start}>
              <th scope="row">{p.label}{p.state === 'open' && <span className={classes.open}> so far</span>}</th>
              <td>{people(p.entries)}</td>
              <td>{people(p.exits)}</td>
              <td>{people(p.occupancy)}</td>
              <td>{people(p.peak)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
