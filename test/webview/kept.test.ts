import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { panelStateSchema } from '../../src/shared/panel';
import { readKept } from '../../webview/kept';

const intervention = {
  layer: 0,
  gate: 'forgetGate',
  units: [3],
  to: { kind: 'mean', amount: 0 },
  from: 2,
};
const kept = {
  documentKey: 'file:///a.txt',
  tab: 'whatIf',
  layer: 1,
  gate: 'candidate',
  unit: 4,
  interventions: [intervention],
};

/** Something else in one place, however deep. */
const spoilt = (value: unknown): fc.Arbitrary<unknown> => {
  if (typeof value !== 'object' || value === null) {
    return fc.constantFrom(null, -1, 1.5, 'nothing', [], {}, Number.NaN, 1e300, true);
  }
  return fc
    .constantFrom(...Object.keys(value))
    .chain((key) =>
      spoilt((value as Record<string, unknown>)[key]).map((other) =>
        Array.isArray(value)
          ? value.map((one: unknown, n) => (String(n) === key ? other : one))
          : { ...value, [key]: other },
      ),
    );
};

describe('what the page kept', () => {
  it('is taken as it was', () => {
    expect(readKept(kept)).toBe(kept);
    const { unit, interventions, ...least } = kept;
    expect([unit, interventions.length, readKept(least)]).toEqual([4, 1, least]);
  });

  it('is not taken where the schema of the host would not take it', () => {
    fc.assert(
      fc.property(fc.oneof(spoilt(kept), fc.anything()), (other) => {
        if (!v.is(panelStateSchema, other)) expect(readKept(other)).toBeUndefined();
      }),
      { numRuns: 2000, seed: 5 },
    );
  });
});
