import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addPair,
  createPairTable,
  findPair,
  pairColumns,
  removePair,
  trimPairs,
} from '../../../../src/engine/experts/ngram/pairTable';

const step = fc.record({
  kind: fc.constantFrom('toggle', 'trim'),
  first: fc.nat(12),
  second: fc.integer({ min: -2, max: 12 }),
});

describe('a pair table', () => {
  it('holds the same as a map after any additions and removals', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 400 }), (steps) => {
        const table = createPairTable(1, 0);
        const map = new Map<string, number>();
        steps.forEach(({ kind, first, second }, index) => {
          if (kind === 'trim') return trimPairs(table);
          const key = `${first} ${second}`;
          const slot = findPair(table, first, second);
          expect(slot >= 0).toBe(map.has(key));
          if (slot >= 0) {
            expect(table.slots[slot * table.stride + pairColumns]).toBe(map.get(key));
            removePair(table, slot);
            map.delete(key);
            return;
          }
          const added = addPair(table, first, second);
          expect(table.slots[added * table.stride + pairColumns]).toBe(0);
          table.slots[added * table.stride + pairColumns] = index;
          map.set(key, index);
        });
        expect(table.live).toBe(map.size);
        for (const [key, value] of map) {
          const [first, second] = key.split(' ').map(Number);
          const slot = findPair(table, first, second);
          expect(table.slots[slot * table.stride + pairColumns]).toBe(value);
        }
      }),
    );
  });

  it('finds thousands of pairs after growing', () => {
    const table = createPairTable(0, 4);
    for (let i = 0; i < 5000; i++) addPair(table, i % 71, i);
    for (let i = 0; i < 5000; i++) expect(findPair(table, i % 71, i)).toBe(i);
    expect(findPair(table, 1, 0)).toBe(-1);
  });
});
