/** One weight that is pulled both ways: by what has to be stored, and by what has to be ignored. */
import { describe, expect, it } from 'vitest';
import { knownCell } from '../../../src/engine/cells/cell';
import { measureConflict, type ConflictRow } from '../../../src/engine/experiments/weightConflict';
import { kernelsHere } from './oneTrial';

function measure(cell: string, sequences: number): readonly ConflictRow[] {
  const measuring = measureConflict({ cell: knownCell(cell), seed: 1, sequences }, kernelsHere);
  for (let next = measuring.next(); ; next = measuring.next()) if (next.done) return next.value;
}

describe('The input weight conflict', () => {
  it('is told of each sum that reads the input, as shares', () => {
    const rows = measure('lstm', 50);
    expect(rows.map(({ quantity }) => quantity)).toEqual(['i', 'f', 'g', 'o']);
    for (const { conflict, changes, right } of rows) {
      for (const share of [conflict, changes, right]) {
        expect(share).toBeGreaterThanOrEqual(0);
        expect(share).toBeLessThanOrEqual(1);
      }
    }
    expect(measure('lstm', 50)).toEqual(rows);
  });

  it('is there in a plain unit, whose one weight does both', () => {
    const [row] = measure('rnn', 200);
    expect(row.quantity).toBe('h');
    expect(row.conflict).toBeGreaterThan(0.2);
  });
});
