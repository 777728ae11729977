import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { REACH, cursorAt, nextToken } from '../../../../src/engine/text/tokens/scanner';
import { LONGEST_SLICE } from '../../../../src/engine/text/tokens/segmentation';
import { mixedText, unspacedText } from './oracle';

interface Found {
  readonly start: number;
  readonly end: number;
  readonly fresh: boolean;
}

function scanFrom(text: string, position: number): Found[] {
  const cursor = cursorAt(text, 'words', position);
  const found: Found[] = [];
  while (nextToken(cursor)) {
    found.push({ start: cursor.start, end: cursor.end, fresh: cursor.fresh });
  }
  return found;
}

/** `toEqual` takes most of the time of thousands of comparisons, and only tells better what differs. */
function expectSame(seen: readonly Found[], wanted: readonly Found[]): void {
  const isSame = ({ start, end, fresh }: Found, n: number): boolean =>
    start === wanted[n].start && end === wanted[n].end && fresh === wanted[n].fresh;
  if (seen.length !== wanted.length || !seen.every(isSame)) expect(seen).toEqual(wanted);
}

const text = fc.oneof(
  mixedText,
  unspacedText,
  fc.tuple(mixedText, unspacedText, mixedText).map((parts) => parts.join('')),
);

describe('the scanner', () => {
  it('finds the same tokens from any fresh token as from the beginning', () => {
    fc.assert(
      fc.property(text, (scanned) => {
        const all = scanFrom(scanned, 0);
        all.forEach(({ start, fresh }, index) => {
          if (fresh) expectSame(scanFrom(scanned, start), all.slice(index));
        });
      }),
      { numRuns: 150 },
    );
  });

  it('calls only the first word of each slice of unspaced script fresh', () => {
    fc.assert(
      fc.property(unspacedText, (scanned) => {
        const fresh = scanFrom(scanned, 0).filter((token) => token.fresh);
        const starts = [...fresh.map(({ start }) => start), scanned.length];
        for (let slice = 1; slice < starts.length; slice++) {
          const length = starts[slice] - starts[slice - 1];
          expect(length).toBeLessThanOrEqual(LONGEST_SLICE);
          if (slice < starts.length - 1) expect(length).toBeGreaterThanOrEqual(LONGEST_SLICE / 2);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('finds the same tokens regardless of text beyond its reach', () => {
    fc.assert(
      fc.property(
        unspacedText,
        text,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (one, other, share) => {
          const edge = Math.floor(share * one.length);
          const reliable = (found: Found[]) => {
            const last = found.findLastIndex(({ start, fresh }) => fresh && start + REACH <= edge);
            return found.slice(0, Math.max(0, last));
          };
          const changed = scanFrom(one.slice(0, edge) + other, 0);
          expectSame(reliable(changed), reliable(scanFrom(one, 0)));
        },
      ),
      { numRuns: 300 },
    );
  });
});
