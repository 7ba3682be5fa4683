import type { SensorLive } from '../api/types';
import { ToneNote } from '../frame/ToneNote';
import { people } from '../logic/numbers';
import { clockWithDay } from '../logic/time';
import classes from './SensorLines.module.css';

const LINE_TYPES: Record<string, string> = {
  entrance: 'Entrance',
  exit: 'Exit',
  passing: 'Passing by',
  internal: 'Inside the store',
  ignore: 'Not counted',
};

/** Today's counts by line and region, and what the device itself reports. */
export function SensorLines({ live, now, zone }: { live: SensorLive; now: number; zone: string | undefined }) {
  return (
    <div className={classes.tables}>
      {live.alarms.length > 0 && (
        <section aria-label="Alarms of the device">
          <h2>Alarms of the device</h2>
          {live.alarms.map((alarm) => (
            <p key={alarm.name}><ToneNote tone="warning">{alarm.name}, since {clockWithDay(alarm.since, now, zone)}</ToneNote></p>
          ))}
        </section>
      )}
      {live.lines.length > 0 && (
        <section aria-label="Lines">
          <h2>Lines</h2>
          <table className={classes.table}>
            <thead><tr><th scope="col">Line</th><th scope="col">Counts as</th><th scope="col">In today</th><th scope="col">Out today</th></tr></thead>
            <tbody>
              {live.lines.map((line) => (
                <tr key={line.line}>
                  <th scope="row">{line.name ?? line.line}</th>
                  <td>{LINE_TYPES[line.type] ?? line.type}</td>
                  <td>{people(line.in_today)}</td>
                  <td>{people(line.out_today)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      {live.regions.length > 0 && (
        <section aria-label="Regions">
          <h2>Regions</h2>
          <table className={classes.table}>
            <thead><tr><th scope="col">Region</th><th scope="col">Count</th></tr></thead>
            <tbody>
              {live.regions.map((region) => (
                <tr key={region.region}><th scope="row">{region.name ?? region.region}</th><td>{people(region.count)}</td></tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </div>
  );
}
