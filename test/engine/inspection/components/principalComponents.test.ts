/** Principal components: what must hold for any points. */
import { describe, expect, it } from 'vitest';
import {
  principalComponents,
  projected,
} from '../../../../src/engine/inspection/components/principalComponents';
import { largestEigenPairs } from '../../../../src/engine/inspection/components/symmetricEigen';
import { random, type Random } from '../../../../src/engine/random';

/** Points with a few strong directions among many weak ones, away from the origin. */
function cloud(dice: Random, count: number, width: number): Float64Array {
  const hidden = 3;
  const axes = Array.from({ length: hidden * width }, () => dice.between(-2, 2));
  return Float64Array.from(
    Array.from({ length: count }, () => {
      const at = Array.from({ length: hidden }, (_, k) => dice.between(-2, 2) * 4 ** (hidden - k));
      return Array.from({ length: width }, (_, j) => {
        const along = at.reduce((sum, value, k) => sum + value * axes[k * width + j], 0);
        return 5 + along + 0.1 * dice.between(-2, 2);
      });
    }).flat(),
  );
}

const dot = (one: Float64Array, other: Float64Array): number =>
  one.reduce((sum, part, n) => sum + part * other[n], 0);

const clouds = [
  [2, 1],
  [5, 8],
  [40, 3],
  [60, 17],
  [200, 64],
] as const;

describe('Principal components', () => {
  it.each(clouds)(
    'of %i points of %i numbers are perpendicular and of length 1',
    (count, width) => {
      const { directions } = principalComponents(cloud(random(count), count, width), width, width);
      directions.forEach((one, n) => {
        directions.forEach((other, m) => expect(dot(one, other)).toBeCloseTo(n === m ? 1 : 0, 10));
      });
    },
  );

  it.each(clouds)(
    'of %i points of %i numbers have variances that fall and are the whole',
    (count, width) => {
      const points = cloud(random(count + 1), count, width);
      const { variances, shares, coordinates } = principalComponents(points, width, width);
      expect(variances).toEqual([...variances].sort((one, other) => other - one));
      expect(shares.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 9);
      // A variance is what the coordinates have of it.
      variances.forEach((variance, axis) => {
        let own = 0;
        for (let n = 0; n < count; n++) own += coordinates[n * width + axis] ** 2 / count;
        expect(Math.abs(own - variance)).toBeLessThan(1e-9 * (1 + variances[0]));
      });
    },
  );

  it('give the points back when all are taken, and nearly with the strong ones', () => {
    const [count, width] = [50, 12];
    const points = cloud(random(3), count, width);
    const rebuilt = (taken: number): number => {
      const { mean, directions, coordinates } = principalComponents(points, width, taken);
      let worst = 0;
      points.forEach((value, at) => {
        const [n, j] = [Math.floor(at / width), at % width];
        const found = directions.reduce(
          (sum, direction, axis) => sum + coordinates[n * taken + axis] * direction[j],
          mean[j],
        );
        worst = Math.max(worst, Math.abs(found - value));
      });
      return worst;
    };
    expect(rebuilt(width)).toBeLessThan(1e-9);
    expect(rebuilt(3)).toBeLessThan(1);
    expect(rebuilt(2)).toBeGreaterThan(1);
  });

  it('do not depend on the order of the points, nor are they mirrored by it', () => {
    const [count, width] = [80, 9];
    const points = cloud(random(4), count, width);
    const turned = new Float64Array(points.length);
    for (let n = 0; n < count; n++) {
      turned.set(points.subarray(n * width, (n + 1) * width), ((n * 37) % count) * width);
    }
    const one = principalComponents(points, width, 4);
    const other = principalComponents(turned, width, 4);
    one.variances.forEach((value, n) => expect(other.variances[n]).toBeCloseTo(value, 8));
    one.directions.forEach((direction, n) => expect(dot(direction, other.directions[n])).toBeCloseTo(1, 10)); // prettier-ignore
  });

  it('are the same numbers whenever they are asked for', () => {
    const points = cloud(random(5), 30, 20);
    expect(principalComponents(points, 20, 3)).toEqual(principalComponents(points, 20, 3));
  });

  it('of points that are all the same have no variance, and of none there are none', () => {
    const same = principalComponents(new Float64Array(40).fill(2), 4, 2);
    expect(same.shares).toEqual([0, 0]);
    expect([...same.coordinates].every((value) => value === 0)).toBe(true);
    expect(principalComponents(new Float64Array(), 0, 2).directions).toEqual([]);
  });

  it('take other points to where they belong', () => {
    const points = cloud(random(6), 30, 7);
    const { mean, directions, coordinates } = principalComponents(points, 7, 2);
    expect([...projected(points.subarray(7, 14), 7, mean, directions)]).toEqual([
      ...coordinates.subarray(2, 4),
    ]);
  });
});

describe('Eigenvectors of a symmetric matrix', () => {
  it('leave a residual of rounding, also where values lie together', () => {
    const [size, dice] = [96, random(7)];
    // Three values a third of the size each, in directions of chance.
    const basis = principalComponents(
      Float64Array.from({ length: size * size }, () => dice.between(-2, 2)),
      size,
      size,
    ).directions;
    const matrix = new Float64Array(size * size);
    basis.forEach((direction, n) => {
      direction.forEach((part, i) => {
        direction.forEach((other, j) => (matrix[i * size + j] += (n % 3) * part * other));
      });
    });
    const pairs = largestEigenPairs(matrix, size, size);
    pairs.forEach(({ value, vector }, n) => {
      expect(value).toBeCloseTo(2 - Math.floor((3 * n) / size), 10);
      for (let i = 0; i < size; i++) {
        const row = matrix.subarray(i * size, (i + 1) * size);
        expect(Math.abs(dot(row, vector) - value * vector[i])).toBeLessThan(1e-10);
      }
    });
  });
});
