import { Button, Chip, NumberInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useApi } from '../api/context';
import { useSensorStatus } from '../api/queries';
import type { FloorPlan, Place, Store } from '../api/types';
import form from '../frame/Form.module.css';
import { FormProblem } from '../frame/FormProblem';
import { newPlace, turned } from '../logic/floorPlan';
import { words } from '../words';
import { savePlaces } from './calls';
import { PlacedSensor } from './PlacedSensor';
import { PlanPicture } from './PlanPicture';
import classes from './Plans.module.css';

/** Puts the store's cameras on its plan: by hand, by the arrow keys, or by numbers. */
export function PlacesEditor({ store, plan, onSaved }: { store: Store; plan: FloorPlan; onSaved: (plan: FloorPlan) => void }) {
  const w = words().plan;
  const api = useApi();
  const board = useRef<HTMLDivElement>(null);
  const sensors = useSensorStatus({ store_id: store.id }).data ?? [];
  const [places, setPlaces] = useState<Place[]>(plan.places);
  const [chosenId, setChosenId] = useState<string | null>(null);
  const chosen = places.find((place) => place.sensor_id === chosenId);
  const nameOf = (id: string) => sensors.find((one) => one.sensor.id === id)?.sensor.name ?? '';
  const save = useMutation({ mutationFn: () => savePlaces(api, store.id, places), onSuccess: onSaved });
  const changed = JSON.stringify(places) !== JSON.stringify(plan.places);

  const set = (next: Place) => setPlaces((before) => before.map((place) => (place.sensor_id === next.sensor_id ? next : place)));
  const put = (id: string, on: boolean) => {
    setPlaces((before) => (on ? [...before, newPlace(id, plan, before.length)] : before.filter((place) => place.sensor_id !== id)));
    setChosenId(on ? id : null);
  };
  const percent = (label: string, name: 'x' | 'y' | 'width' | 'height', least: number, most: number) => chosen && (
    <NumberInput
      label={label} suffix=" %" min={least} max={most} decimalScale={1} value={Math.round(chosen[name] * 1000) / 10}
      onChange={(value) => typeof value === 'number' && value >= least && set({ ...chosen, [name]: Math.min(most, value) / 100 })}
    />
  );

  return (
    <>
      {sensors.length > 0 && (
        <ul className={classes.sensors} aria-label={w.onPlan}>
          {sensors.map(({ sensor }) => (
            <li key={sensor.id}>
              <Chip checked={places.some((place) => place.sensor_id === sensor.id)} onChange={(on) => put(sensor.id, on)} data-testid={`place-${sensor.name}`}>{sensor.name}</Chip>
            </li>
          ))}
        </ul>
      )}
      <PlanPicture ref={board} plan={plan} alt={w.alt(store.name)}>
        {places.map((place) => (
          <PlacedSensor
            key={place.sensor_id} place={place} name={nameOf(place.sensor_id)} plan={plan} board={board} chosen={place.sensor_id === chosenId}
            onChoose={() => setChosenId(place.sensor_id)} onChange={set}
          />
        ))}
      </PlanPicture>
      {places.length > 0 && <p>{w.help}</p>}
      {chosen && (
        <div className={classes.numbers} role="group" aria-label={nameOf(chosen.sensor_id)}>
          {percent(w.x, 'x', 0, 100)}
          {percent(w.y, 'y', 0, 100)}
          {percent(w.width, 'width', 1, 200)}
          {percent(w.height, 'height', 1, 200)}
          <NumberInput label={w.rotation} suffix="°" step={15} allowDecimal={false} value={chosen.rotation ?? 0} onChange={(value) => typeof value === 'number' && set({ ...chosen, rotation: turned(value) })} />
        </div>
      )}
      <FormProblem error={save.error} />
      <div className={form.actions}>
        <Button disabled={!changed} loading={save.isPending} onClick={() => save.mutate()} data-testid="save-places">{w.save}</Button>
        <span role="status">{save.isSuccess && !changed ? w.saved : ''}</span>
      </div>
    </>
  );
}
