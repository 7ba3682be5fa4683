import type { SensorConfig, SensorLive } from '../api/types';
import { Card } from '../frame/Card';
import { ToneNote } from '../frame/ToneNote';
import { people } from '../logic/numbers';
import { clockWithDay } from '../logic/time';
import { words } from '../words';
import { LineDrawing } from './LineDrawing';
import classes from './SensorLines.module.css';

interface Props {
  live: SensorLive;
  config: SensorConfig;
  now: number;
  zone: string | undefined;
}

/** Today's counts by line and region, and what the device itself reports. */
export function SensorLines({ live, config, now, zone }: Props) {
  const w = words();
  return (
    <>
      {live.alarms.length > 0 && (
        <Card title={w.sensor.alarms}>
          {live.alarms.map((alarm) => (
            <p key={alarm.name}><ToneNote tone="warning">{w.sensor.alarmSince(alarm.name, clockWithDay(alarm.since, now, zone))}</ToneNote></p>
          ))}
        </Card>
      )}
      {live.lines.length > 0 && (
        <Card title={w.lines.title}>
          <ul className={classes.lines}>
            {live.lines.map((line) => (
              <li key={line.line}>
                <LineDrawing type={line.type} invert={config.lines[line.line]?.invert ?? false} />
                <span className={classes.name}><b>{line.name ?? line.line}</b><small>{w.lines.types[line.type]}</small></span>
                <span className={classes.counts}><span><b>{people(line.in_today)}</b> {w.sensor.in}</span><span><b>{people(line.out_today)}</b> {w.sensor.out}</span></span>
              </li>
            ))}
          </ul>
        </Card>
      )}
      {live.regions.length > 0 && (
        <Card title={w.regions.title}>
          <table className={classes.table}>
            <thead><tr><th scope="col">{w.regions.region}</th><th scope="col">{w.regions.count}</th></tr></thead>
            <tbody>
              {live.regions.map((region) => (
                <tr key={region.region}><th scope="row">{region.name ?? region.region}</th><td>{people(region.count)}</td></tr>
              ))}
            </tbody>
          </table>
        </Card>
      )}
    </>
  );
}
