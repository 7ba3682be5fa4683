import type { Place } from '../api/types';

/** The size of a plan's picture; only its ratio matters. */
export interface PlanSize {
  width: number;
  height: number;
}

const SMALLEST = 0.02;
const LARGEST = 2;

/** Where a camera's rectangle is drawn, in percent of the plan. */
export function placeStyle(place: Place): { left: string; top: string; width: string; height: string; transform: string } {
  const percent = (share: number) => `${round(share * 100)}%`;
  return {
    left: percent(place.x - place.width / 2), top: percent(place.y - place.height / 2), width: percent(place.width), height: percent(place.height),
    transform: `rotate(${place.rotation ?? 0}deg)`,
  };
}

/** A camera that was just put on the plan: a picture of 4 to 3 in the middle, or beside those that were put there before. */
export function newPlace(sensorId: string, plan: PlanSize, before: number): Place {
  const width = 0.3;
  const at = round(0.5 + 0.07 * (before % 5));
  return { sensor_id: sensorId, x: at, y: at, width, height: round(Math.min(1, (width * plan.width * 3) / (4 * plan.height))), rotation: 0 };
}

/** The rectangle moved by shares of the plan's width and height; its middle stays on the plan. */
export function moved(place: Place, dx: number, dy: number): Place {
  return { ...place, x: round(clamp(place.x + dx, 0, 1)), y: round(clamp(place.y + dy, 0, 1)) };
}

/** The rectangle with its lower right corner drawn by shares of the plan's width and height, its middle where it was. */
export function stretched(place: Place, dx: number, dy: number, plan: PlanSize): Place {
  // The hand moves on the plan, the sides are those of the turned rectangle: turn the way back, in the plan's own lengths.
  const angle = (-(place.rotation ?? 0) * Math.PI) / 180;
  const [x, y] = [dx * plan.width, dy * plan.height];
  const along = x * Math.cos(angle) - y * Math.sin(angle);
  const across = x * Math.sin(angle) + y * Math.cos(angle);
  return {
    ...place,
    width: round(clamp(place.width + (2 * along) / plan.width, SMALLEST, LARGEST)),
    height: round(clamp(place.height + (2 * across) / plan.height, SMALLEST, LARGEST)),
  };
}

/** Whole degrees from 0 to 359, whatever came. */
export function turned(degrees: number): number {
  return ((Math.round(degrees) % 360) + 360) % 360;
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}

/** A ten-thousandth of a plan is less than a pixel. */
function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
