import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellAt, cellStart, joinCells } from '../../../src/host/texts/joinedCells';

describe('The cells of a notebook as one text', () => {
  it('are joined by an empty line', () => {
    expect(joinCells(['one', 'two'])).toBe('one\n\ntwo');
    expect(cellStart([3, 3], 1)).toBe(5);
  });

  it('have no place when there are none', () => {
    expect(cellAt([], 0)).toBeUndefined();
  });

  it('are found again from any offset, and every offset of a cell leads back to it', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1 }), (cells) => {
        const whole = joinCells(cells);
        const lengths = cells.map(({ length }) => length);
        cells.forEach((cell, index) => {
          const start = cellStart(lengths, index);
          expect(whole.slice(start, start + cell.length)).toBe(cell);
          for (let offset = 0; offset <= cell.length; offset++) {
            expect(cellAt(lengths, start + offset)).toEqual({ index, offset });
          }
        });
      }),
    );
  });
});
