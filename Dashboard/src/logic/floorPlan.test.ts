import { describe, expect, it } from 'vitest';
import { moved, newPlace, placeStyle, stretched, turned } from './floorPlan';

const plan = { width: 800, height: 400 };
const place = { sensor_id: 'a', x: 0.5, y: 0.5, width: 0.4, height: 0.2, rotation: 0 };

describe('a camera on a floor plan', () => {
  it('is drawn around its middle', () => {
    expect(placeStyle({ ...place, rotation: 90 })).toEqual({ left: '30%', top: '40%', width: '40%', height: '20%', transform: 'rotate(90deg)' });
  });

  it('begins with the shape of a camera picture, whatever the shape of the plan', () => {
    const { width, height } = newPlace('a', plan, 0);
    expect((width * plan.width) / (height * plan.height)).toBeCloseTo(4 / 3);
    expect(newPlace('a', { width: 5000, height: 100 }, 0).height).toBeLessThanOrEqual(1);
    expect(newPlace('b', plan, 1).x).not.toBe(newPlace('a', plan, 0).x);
  });

  it('moves with the hand and keeps its middle on the plan', () => {
    expect(moved(place, 0.1, -0.2)).toMatchObject({ x: 0.6, y: 0.3 });
    expect(moved(place, 5, -5)).toMatchObject({ x: 1, y: 0 });
  });

  it('stretches to both sides of its middle, along its own sides when it is turned', () => {
    expect(stretched(place, 0.1, 0.05, plan)).toMatchObject({ width: 0.6, height: 0.3 });
    // Turned by a quarter its width runs down the plan: 40 of 400 pixels there are 80 of 800 here.
    const quarter = stretched({ ...place, rotation: 90 }, 0, 0.1, plan);
    expect(quarter.width).toBeCloseTo(0.5);
    expect(quarter.height).toBeCloseTo(0.2);
    expect(stretched(place, -5, -5, plan)).toMatchObject({ width: 0.02, height: 0.02 });
  });

  it('is turned by whole degrees', () => {
    expect([turned(-90), turned(360), turned(45.4)]).toEqual([270, 0, 45]);
  });
});
