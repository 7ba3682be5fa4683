import { useEffect, useState } from 'react';
import { LiveNumber } from '../frame/LiveNumber';
import { Stat, StatRow, Unit } from '../frame/Stat';
import { ToneNote } from '../frame/ToneNote';
import { useOrganizationLive } from '../live/hooks';
import { noSensors } from '../logic/health';
import { people } from '../logic/numbers';
import { duration } from '../logic/time';
import classes from './FleetTotals.module.css';

export function FleetTotals() {
  const { state: live, stale } = useOrganizationLive();
  const sensors = live?.sensors ?? noSensors;
  const watched = sensors.total - sensors.inactive;
  const note = stale !== null && <ToneNote tone="muted">as of {duration(stale)} ago</ToneNote>;
  const old = stale !== null;

  return (
    <section aria-label="Totals" className={classes.totals}>
      <StatRow label="Totals">
        <Stat label="In stores now" note={note} stale={old} testId="total-occupancy"><LiveNumber value={live?.occupancy} /></Stat>
        <Stat label="Entries today" stale={old} testId="total-entries"><LiveNumber value={live?.entries_today} /></Stat>
        <Stat label="Sensors healthy" stale={old} testId="total-sensors" note={sensors.error > 0 && <ToneNote tone="warning">{sensors.error} offline</ToneNote>}>
          <LiveNumber value={live && sensors.healthy} />{live && <Unit>of {people(watched)}</Unit>}
        </Stat>
        <Stat label="Alerts" stale={old} testId="total-alerts" note={(live?.active_alerts ?? 0) > 0 && <ToneNote tone="warning">firing</ToneNote>}>
          <LiveNumber value={live?.active_alerts} />
        </Stat>
      </StatRow>
      <Spoken text={live && `${people(live.occupancy)} people in stores now, ${people(live.entries_today)} entries today, ${sensors.healthy} of ${watched} sensors healthy, ${live.active_alerts} alerts.`} />
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
