/** The claims of the textbooks: that none is left out, how a verdict is found, and some measures. */
import { describe, expect, it } from 'vitest';
import {
  conditionsOf,
  measurePart,
  summaryOf,
  verdictOf,
  type Claim,
  type ClaimPart,
  type MeasuredPart,
} from '../../../src/engine/claims/claim';
import { claimOf, claims } from '../../../src/engine/claims/claims';
import { kernelsHere } from '../experiments/oneTrial';

const part = (role: ClaimPart['role'], condition?: string): ClaimPart => ({
  ...{ role, says: 'x', unit: 'number', holdsIf: { atLeast: 1 }, seeds: 10 },
  ...(condition !== undefined && { condition }),
  *measure() {
    yield;
    return 1;
  },
});
const claimWith = (...parts: ClaimPart[]): Claim => ({ id: 'C1', says: 'x', texts: 'S0', parts });
const heldIn = (held: number): MeasuredPart => ({
  values: Array.from({ length: 10 }, () => 1),
  held,
});

describe('The claims', () => {
  it('are all that the texts make, C1 to C22, in their order', () => {
    const wanted = Array.from({ length: 22 }, (_, n) => `C${n + 1}`);
    expect(claims.map(({ id }) => id)).toEqual(wanted);
  });

  it('each are measured, answered by a source, or say why not', () => {
    for (const { parts, source, remark, id } of claims) {
      expect([id, parts.length > 0 || source !== undefined || remark !== undefined]).toEqual([
        id,
        true,
      ]);
      for (const { role, condition } of parts)
        expect(condition !== undefined).toBe(role === 'condition');
    }
  });
});

describe('A verdict', () => {
  it('is that a claim holds where all it says does in nine of ten seeds', () => {
    const claim = claimWith(part('claim'), part('claim'), part('beside'));
    expect(verdictOf(claim, [heldIn(10), heldIn(9), heldIn(0)])).toBe('holds');
    expect(verdictOf(claim, [heldIn(10), heldIn(8), heldIn(10)])).toBe('fails');
  });

  it('names the conditions under which it holds', () => {
    const claim = claimWith(part('claim'), part('condition', 'a'), part('condition', 'b'));
    const measured = [heldIn(0), heldIn(3), heldIn(10)];
    expect(verdictOf(claim, measured)).toBe('condition');
    expect(conditionsOf(claim, measured)).toEqual(['b']);
  });

  it('is left to a source, or open', () => {
    expect(verdictOf({ ...claimWith(), source: 'x' }, [])).toBe('source');
    expect(verdictOf(claimWith(), [])).toBe('open');
  });

  it('rests on rounded figures, also where a gradient has no number', () => {
    expect(summaryOf({ values: [1, 3, 2], held: 2 })).toEqual({
      held: 2,
      of: 3,
      low: 1,
      median: 2,
      high: 3,
    });
    expect(summaryOf({ values: [Infinity], held: 1 }).high).toBe(Number.MAX_VALUE);
  });
});

function valueOf(id: string, place: number): number {
  const measured = claimOf(id)?.parts[place];
  if (!measured) throw new Error(`${id} has no part ${place}.`);
  const measuring = measurePart(measured, 1, kernelsHere);
  for (let next = measuring.next(); ; next = measuring.next()) {
    if (next.done) return next.value.values[0];
  }
}

describe('What is measured', () => {
  it('is that an LSTM has four times the weights of a plain RNN, a GRU three quarters of an LSTM’s', () => {
    expect(valueOf('C14', 1)).toBe(4);
    expect(valueOf('C10', 1)).toBe(0.75);
  });

  it('is what is left of a memory: sigmoid(1) per word, and all of it without a forget gate', () => {
    expect(valueOf('C21', 0)).toBeGreaterThan(0.731 ** 20 / 3);
    expect(valueOf('C21', 0)).toBeLessThan(0.01);
    expect(valueOf('C4', 1)).toBe(1);
  });

  it('is that a later word reaches an earlier one in both directions alone', () => {
    expect(valueOf('C17', 0)).toBeGreaterThan(1e-4);
    expect(valueOf('C17', 1)).toBe(0);
  });

  it('is that a nudge of the memory leaves as much as the forget gate says', () => {
    expect(valueOf('C5', 0)).toBeLessThan(1e-9);
  });

  it('is that gradients are slopes', () => {
    expect(valueOf('C22', 0)).toBeLessThan(1e-6);
  });
});
