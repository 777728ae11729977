/** Where the points of a scatter are, which is nearest, which is next. */
import { describe, expect, it } from 'vitest';
import {
  nearestPoint,
  nextPoint,
  placesOf,
  pointsAt,
  scalesOf,
} from '../../../webview/charts/scatter/places';

const frame = { width: 400, height: 300 };
/** A square with a point in its middle, and one more in the same place. */
const points = [0, 0, 10, 0, 0, 10, 10, 10, 5, 5, 5, 5];
const places = placesOf(points, scalesOf(points, frame));

describe('The points of a scatter', () => {
  it('are within the picture, more of each number to the right and above', () => {
    for (let n = 0; n < places.length; n += 2) {
      expect(places[n]).toBeGreaterThan(0);
      expect(places[n]).toBeLessThan(frame.width);
      expect(places[n + 1]).toBeGreaterThan(0);
      expect(places[n + 1]).toBeLessThan(frame.height);
    }
    expect(places[2]).toBeGreaterThan(places[0] ?? 0);
    expect(places[5]).toBeLessThan(places[1] ?? 0);
  });

  it('are found by the pointer only where it is near', () => {
    const [x = 0, y = 0] = places.subarray(6, 8);
    expect(nearestPoint(places, x + 3, y - 3, 12)).toBe(3);
    expect(nearestPoint(places, x + 30, y, 12)).toBe(-1);
  });

  it('are walked by arrow keys, and left where there is none beyond', () => {
    expect(nextPoint(places, 0, 'right')).toBe(1);
    expect([1, 3]).toContain(nextPoint(places, 4, 'right'));
    expect(nextPoint(places, 0, 'left')).toBe(0);
    expect(nextPoint(places, 3, 'up')).toBe(3);
    expect(nextPoint(places, 0, 'up')).toBe(2);
  });

  it('say how many are at one place', () => {
    expect(pointsAt(places, 4)).toEqual([4, 5]);
    expect(pointsAt(places, 0)).toEqual([0]);
  });

  it('may be all the same, or none', () => {
    const same = placesOf([3, 3, 3, 3], scalesOf([3, 3, 3, 3], frame));
    expect([...same].every(Number.isFinite)).toBe(true);
    expect(placesOf([], scalesOf([], frame))).toHaveLength(0);
    expect(nextPoint(same, 0, 'right')).toBe(0);
  });
});
