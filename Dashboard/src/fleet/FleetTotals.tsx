import { useEffect, useState } from 'react';
import { LiveNumber } from '../frame/LiveNumber';
import { Stat, StatRow, Unit } from '../frame/Stat';
import { ToneNote } from '../frame/ToneNote';
import { useOrganizationLive } from '../live/hooks';
import { changeOf } from '../logic/compare';
import { noSensors } from '../logic/health';
import { change, people } from '../logic/numbers';
import { duration } from '../logic/time';
import { words } from '../words';
import classes from './FleetTotals.module.css';
import { useLastWeek } from './useLastWeek';

export function FleetTotals() {
  const w = words().fleet;
  const { state: live, stale } = useOrganizationLive();
  const vs = changeOf(live?.entries_today, useLastWeek());
  const sensors = live?.sensors ?? noSensors;
  const watched = sensors.total - sensors.inactive;
  const note = stale !== null && <ToneNote tone="muted">{w.asOf(duration(stale))}</ToneNote>;
  const old = stale !== null;

  return (
    <section aria-label={w.totals} className={classes.totals}>
      <StatRow label={w.totals}>
        <Stat label={w.inStoresNow} note={note} stale={old} testId="total-occupancy"><LiveNumber value={live?.occupancy} /></Stat>
        <Stat label={w.entriesToday} stale={old} testId="total-entries" note={vs !== null && w.vs(change(vs))}><LiveNumber value={live?.entries_today} /></Stat>
        <Stat label={w.sensorsHealthy} stale={old} testId="total-sensors" note={sensors.error > 0 && <ToneNote tone="warning">{words().attention.someOffline(sensors.error)}</ToneNote>}>
          <LiveNumber value={live && sensors.healthy} />{live && <Unit>{w.of(people(watched))}</Unit>}
        </Stat>
        <Stat label={w.alerts} stale={old} testId="total-alerts" note={(live?.active_alerts ?? 0) > 0 && <ToneNote tone="warning">{w.firing}</ToneNote>}>
          <LiveNumber value={live?.active_alerts} />
        </Stat>
      </StatRow>
      <Spoken text={live && w.spoken(people(live.occupancy), people(live.entries_today), people(sensors.healthy), people(watched), people(live.active_alerts))} />
    </section>
  );
}

const SPEAK_EVERY_MS = 60_000;

/** The totals for screen readers, at most once a minute: a live region that speaks with every visitor is switched off by its listener. */
function Spoken({ text }: { text: string | undefined }) {
  const [spoken, setSpoken] = useState({ text, at: 0 });

  useEffect(() => {
    if (text === undefined || text === spoken.text) return;
    const timer = setTimeout(() => setSpoken({ text, at: Date.now() }), Math.max(0, spoken.at + SPEAK_EVERY_MS - Date.now()));
    return () => clearTimeout(timer);
  }, [text, spoken]);

  return <p className="visually-hidden" aria-live="polite">{spoken.text}</p>;
}
