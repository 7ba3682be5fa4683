import type { KeyboardEvent, PointerEvent, RefObject } from 'react';
import type { FloorPlan, Place } from '../api/types';
import { moved, placeStyle, stretched } from '../logic/floorPlan';
import classes from './Plans.module.css';

interface Props {
  place: Place;
  name: string;
  plan: FloorPlan;
  board: RefObject<HTMLDivElement | null>;
  chosen: boolean;
  onChoose: () => void;
  onChange: (place: Place) => void;
}

const STEP = 0.01;
const FINE = 0.002;

/** A camera's rectangle on the plan: dragged, stretched at its corner, moved by the arrow keys (finely with shift). */
export function PlacedSensor({ place, name, plan, board, chosen, onChoose, onChange }: Props) {
  /** Follows the pointer until it is let go. */
  function follow(event: PointerEvent, change: (dx: number, dy: number) => Place) {
    const size = board.current?.getBoundingClientRect();
    const target = event.currentTarget;
    if (!size || event.button !== 0) return;
    event.preventDefault();
    event.stopPropagation();
    onChoose();
    const { clientX, clientY, pointerId } = event;
    target.setPointerCapture(pointerId);
    const end = new AbortController();
    const move = (next: Event) => {
      const { clientX: x, clientY: y } = next as globalThis.PointerEvent;
      onChange(change((x - clientX) / size.width, (y - clientY) / size.height));
    };
    target.addEventListener('pointermove', move, { signal: end.signal });
    for (const over of ['pointerup', 'pointercancel']) target.addEventListener(over, () => end.abort(), { signal: end.signal });
  }

  function key(event: KeyboardEvent) {
    const step = event.shiftKey ? FINE : STEP;
    const by = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] }[event.key];
    if (!by) return;
    event.preventDefault();
    onChange(moved(place, by[0] ?? 0, by[1] ?? 0));
  }

  return (
    <button
      type="button" className={classes.place} style={placeStyle(place)} aria-pressed={chosen} data-chosen={chosen || undefined} data-testid={`placed-${name}`}
      onFocus={onChoose} onKeyDown={key} onPointerDown={(event) => follow(event, (dx, dy) => moved(place, dx, dy))}
    >
      <span>{name}</span>
      {chosen && <i className={classes.corner} aria-hidden onPointerDown={(event) => follow(event, (dx, dy) => stretched(place, dx, dy, plan))} />}
    </button>
  );
}
