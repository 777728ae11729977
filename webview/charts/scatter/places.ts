/** Where the points of a scatter are on its canvas, which of them is nearest, and which is next in a direction. */

export interface Frame {
  readonly width: number;
  readonly height: number;
}

export const margins = { left: 44, right: 12, top: 8, bottom: 34 } as const;

export interface Scale {
  /** Of the values that are shown. */
  readonly low: number;
  readonly high: number;
  at(value: number): number;
}

export interface Scales {
  readonly x: Scale;
  readonly y: Scale;
}

/** @param points two numbers each */
export function scalesOf(points: ArrayLike<number>, { width, height }: Frame): Scales {
  return {
    x: scaleOf(points, 0, margins.left, width - margins.right),
    y: scaleOf(points, 1, height - margins.bottom, margins.top),
  };
}

/** Points at the edge stay whole. */
const room = 0.04;

function scaleOf(points: ArrayLike<number>, axis: 0 | 1, from: number, to: number): Scale {
  let [low, high] = [Infinity, -Infinity];
  for (let n = axis; n < points.length; n += 2) {
    low = Math.min(low, points[n] ?? 0);
    high = Math.max(high, points[n] ?? 0);
  }
  if (!(high > low)) [low, high] = [Number.isFinite(low) ? low - 1 : -1, Number.isFinite(low) ? low + 1 : 1]; // prettier-ignore
  const more = room * (high - low);
  const [least, most] = [low - more, high + more];
  return {
    ...{ low: least, high: most },
    at: (value) => from + ((value - least) / (most - least)) * (to - from),
  };
}

/** In pixels of the canvas, two numbers each. */
export function placesOf(points: ArrayLike<number>, { x, y }: Scales): Float64Array {
  return Float64Array.from({ length: points.length }, (_, n) =>
    (n % 2 === 0 ? x : y).at(points[n] ?? 0),
  );
}

/** @returns −1 where none is so near */
export function nearestPoint(places: Float64Array, x: number, y: number, within: number): number {
  let nearest = -1;
  let least = within * within;
  for (let n = 0; 2 * n < places.length; n++) {
    const distance = squared(places, n, x, y);
    if (distance < least) [nearest, least] = [n, distance];
  }
  return nearest;
}

export type Direction = 'left' | 'right' | 'up' | 'down';

const ways: Readonly<Record<Direction, readonly [number, number]>> = {
  left: [-1, 0],
  right: [1, 0],
  up: [0, -1],
  down: [0, 1],
};

/** Nearer than this two points are at one place. */
const samePlace = 1;

/** The next point in a direction, rather straight ahead than near. @returns the same where there is none */
export function nextPoint(places: Float64Array, from: number, direction: Direction): number {
  const [dx, dy] = ways[direction];
  const [x = 0, y = 0] = places.subarray(2 * from, 2 * from + 2);
  let [next, least] = [from, Infinity];
  for (let n = 0; 2 * n < places.length; n++) {
    const across = (places[2 * n] ?? 0) - x;
    const down = (places[2 * n + 1] ?? 0) - y;
    const ahead = across * dx + down * dy;
    const aside = Math.abs(across * dy) + Math.abs(down * dx);
    if (ahead < samePlace || aside > 2 * ahead) continue;
    const cost = ahead + 2 * aside;
    if (cost < least) [next, least] = [n, cost];
  }
  return next;
}

/** All points at the place of one, itself first. */
export function pointsAt(places: Float64Array, point: number): number[] {
  const [x = 0, y = 0] = places.subarray(2 * point, 2 * point + 2);
  const others: number[] = [];
  for (let n = 0; 2 * n < places.length; n++) {
    if (n !== point && squared(places, n, x, y) < samePlace ** 2) others.push(n);
  }
  return [point, ...others];
}

const squared = (places: Float64Array, n: number, x: number, y: number): number =>
  ((places[2 * n] ?? 0) - x) ** 2 + ((places[2 * n + 1] ?? 0) - y) ** 2;
