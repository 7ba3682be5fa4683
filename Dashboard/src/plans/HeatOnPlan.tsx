import { Button, SegmentedControl, Slider } from '@mantine/core';
import { IconMap2 } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { Link } from 'wouter';
import type { FloorPlan, Store, StoreHeat } from '../api/types';
import { Card } from '../frame/Card';
import { placeStyle } from '../logic/floorPlan';
import { addDays, instantOf, shortDate } from '../logic/time';
import { words } from '../words';
import { PlanPicture } from './PlanPicture';
import classes from './Plans.module.css';
import { usePlan, useStoreHeat } from './queries';

const SPANS = ['1', '7', '28'] as const;
const DAYS_BACK = 27;

/** Where in the store people were: the cameras' pictures over the floor plan, or beside each other until there is one. Nothing for a store without such cameras. */
export default function HeatOnPlan({ store, date }: { store: Store; date: string }) {
  const w = words().plan;
  const [span, setSpan] = useState('1');
  const [back, setBack] = useState(0);
  const [strength, setStrength] = useState(80);
  const days = Number(span);
  const last = addDays(date, days === 1 ? -back : 0);
  const first = addDays(last, 1 - days);
  // A camera's picture begins at its midnight, whenever the store's day begins.
  const heat = useStoreHeat(store.id, instantOf(first, '00:00', store.timezone), instantOf(addDays(last, 1), '00:00', store.timezone));
  const plan = usePlan(store.id);
  const strengthId = useId();
  const dayId = useId();

  if (!heat.data || plan.data === undefined) return null;
  if (heat.data.sensors.length === 0 && plan.data === null && back === 0 && span === '1') return null;
  const range = days === 1 ? shortDate(last) : `${shortDate(first)} – ${shortDate(last)}`;
  return (
    <Card
      title={plan.data ? w.title : w.titleWithout} note={`${w.note} · ${range}`} testId="heat-on-plan"
      tools={<SegmentedControl aria-label={w.range} size="sm" value={span} onChange={setSpan} data={SPANS.map((value) => ({ value, label: w.spans[value] }))} data-testid="heat-span" />}
    >
      <div className={classes.controls}>
        {days === 1 && (
          <div className={classes.slider}>
            <span id={dayId}>{w.day}: {shortDate(last)}</span>
            <Slider min={-DAYS_BACK} max={0} value={-back} onChange={(value) => setBack(-value)} label={null} thumbProps={{ 'aria-labelledby': dayId }} />
          </div>
        )}
        {plan.data && (
          <div className={classes.slider}>
            <span id={strengthId}>{w.strength}</span>
            <Slider min={10} max={100} step={5} value={strength} onChange={setStrength} label={null} thumbProps={{ 'aria-labelledby': strengthId }} data-testid="heat-strength" />
          </div>
        )}
      </div>
      {plan.data ? <OverPlan store={store} plan={plan.data} heat={heat.data} strength={strength / 100} /> : <BesideEachOther storeId={store.id} heat={heat.data} />}
      {heat.data.sensors.length === 0
        ? <p className={classes.note}>{w.none}</p>
        : <p className={classes.scale}>{w.few} <i aria-hidden /> {w.many}</p>}
    </Card>
  );
}

function OverPlan({ store, plan, heat, strength }: { store: Store; plan: FloorPlan; heat: StoreHeat; strength: number }) {
  const w = words().plan;
  const unplaced = heat.sensors.filter((one) => !plan.places.some((place) => place.sensor_id === one.sensor_id)).length;
  return (
    <>
      <PlanPicture plan={plan} alt={w.alt(store.name)}>
        {plan.places.map((place) => {
          const one = heat.sensors.find((sensor) => sensor.sensor_id === place.sensor_id);
          return one && (
            <div key={place.sensor_id} className={classes.heat} style={{ ...placeStyle(place), opacity: strength }}>
              <img src={pngOf(one.picture)} alt={w.heatOf(one.sensor_name)} data-testid="heat-layer" />
            </div>
          );
        })}
      </PlanPicture>
      {unplaced > 0 && <p className={classes.note}>{w.unplaced(unplaced)} <Link href={`/settings/stores/${store.id}#plan`}>{w.place}</Link></p>}
    </>
  );
}

function BesideEachOther({ storeId, heat }: { storeId: string; heat: StoreHeat }) {
  const w = words().plan;
  return (
    <>
      <ul className={classes.pictures}>
        {heat.sensors.map((one) => <li key={one.sensor_id}><img src={pngOf(one.picture)} alt={w.heatOf(one.sensor_name)} /><span>{one.sensor_name}</span></li>)}
      </ul>
      <p className={classes.note}>{w.noPlan}</p>
      <Button component={Link} href={`/settings/stores/${storeId}#plan`} mt="sm" variant="default" leftSection={<IconMap2 size={18} />}>{w.upload}</Button>
    </>
  );
}

function pngOf(base64: string): string {
  return `data:image/png;base64,${base64}`;
}
