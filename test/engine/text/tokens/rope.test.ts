import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRope } from '../../../../src/engine/text/tokens/rope';

/** Shares of the length that there is then. */
const share = fc.double({ min: 0, max: 1, noNaN: true });

describe('A rope', () => {
  it('is after any edits what a string would be, as a whole and in parts', () => {
    const edits = fc.array(fc.tuple(share, share, fc.string({ maxLength: 30 })), { maxLength: 12 });
    fc.assert(
      fc.property(
        fc.string({ maxLength: 60 }),
        fc.integer({ min: 1, max: 9 }),
        edits,
        fc.array(fc.tuple(share, share)),
        (initial, mostInPiece, changes, places) => {
          const rope = createRope(initial, mostInPiece);
          let text = initial;
          for (const [at, length, inserted] of changes) {
            const offset = Math.floor(at * text.length);
            const removed = Math.floor(length * (text.length - offset));
            rope.replace(offset, removed, inserted);
            text = text.slice(0, offset) + inserted + text.slice(offset + removed);
            for (const [one, other] of places) {
              const from = Math.floor(one * text.length);
              const to = from + Math.floor(other * (text.length - from));
              expect(rope.slice(from, to)).toBe(text.slice(from, to));
            }
            expect(rope.length).toBe(text.length);
            expect(rope.toString()).toBe(text);
          }
        },
      ),
    );
  });
});
