import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useApi } from '../api/context';
import type { Store } from '../api/types';
import { aroundAlert, chartedField, shareOfTime } from '../logic/alertChart';
import { decimals } from '../logic/numbers';
import { sparkArea, sparkPath } from '../logic/spark';
import { clock, millis } from '../logic/time';
import { words } from '../words';
import classes from './AlertChart.module.css';
import { hoursAroundAlert } from './calls';
import type { Alert } from './types';

const WIDTH = 240;
const HEIGHT = 48;

/** The number that an alert is about, in the hours around it: what it was before, how far it went, and what became of it. */
export function AlertChart({ alert, store }: { alert: Alert; store: Store }) {
  const w = words().alertsPage;
  const api = useApi();
  const at = alert.triggered_at ?? alert.pending_since;
  const field = chartedField(alert.metric, alert.sensor_id !== null);
  const over = alert.status === 'resolved';
  const hours = useQuery({
    queryKey: ['alert-chart', alert.id, over],
    queryFn: ({ signal }) => hoursAroundAlert(api, store.id, field === 'total_entries' ? alert.sensor_id : null, millis(at ?? ''), field ?? 'total_entries', signal),
    enabled: at !== null && field !== null,
    staleTime: over ? Infinity : 60_000,
    refetchInterval: over ? false : 60_000,
  });
  const drawn = useMemo(() => {
    if (!hours.data || field === null || at === null) return null;
    const { values, from, to } = aroundAlert(hours.data.rows, field, hours.data.from, hours.data.to, hours.data.minutes);
    const known = values.flatMap((value) => value ?? []);
    if (known.length < 2) return null;
    const threshold = field === 'total_entries' ? null : alert.threshold;
    const highest = Math.max(...known, threshold ?? 0, 1e-9);
    return {
      line: sparkPath(values, values.length, highest, WIDTH, HEIGHT), area: sparkArea(values, values.length, highest, WIDTH, HEIGHT),
      threshold: threshold === null ? null : HEIGHT - (threshold / highest) * HEIGHT, now: shareOfTime(millis(at), from, to) * WIDTH, highest: Math.max(...known), from, to,
    };
  }, [hours.data, field, at, alert.threshold]);

  if (!drawn) return null;
  const label = w.chart(w.charted[field ?? 'total_entries'], clock(drawn.from, store.timezone), clock(drawn.to, store.timezone), decimals(drawn.highest, 2));
  return (
    <figure className={classes.chart} data-testid="alert-chart">
      <svg viewBox={`0 -2 ${WIDTH} ${HEIGHT + 4}`} preserveAspectRatio="none" role="img" aria-label={label}>
        <path d={drawn.area} className={classes.area} />
        <path d={drawn.line} className={classes.line} />
        {drawn.threshold !== null && <path d={`M0 ${drawn.threshold}H${WIDTH}`} className={classes.threshold} />}
        <path d={`M${drawn.now} -2V${HEIGHT + 2}`} className={classes.at} />
      </svg>
      <figcaption><span>{clock(drawn.from, store.timezone)}</span><span>{w.charted[field ?? 'total_entries']}</span><span>{clock(drawn.to, store.timezone)}</span></figcaption>
    </figure>
  );
}
