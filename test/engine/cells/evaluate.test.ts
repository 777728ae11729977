import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluatorOf } from '../../../src/engine/cells/evaluate';
import { walk } from '../../../src/engine/cells/walk';
import { random } from '../../../src/engine/random';
import { definitionOf, everyCell } from './everyCell';

/** A step with values that nothing relates to one another: an expression has to take them as they are. */
function stepOf(letters: readonly string[], H: number, K: number, seed: number) {
  const dice = random(seed);
  const draw = (length: number): Float64Array =>
    Float64Array.from({ length }, () => dice.between(0.1, 1.4));
  const drawn = new Map<string, Float64Array>();
  const learnt = (letter: string, block: string, length: number): Float64Array => {
    const key = `${letter} ${block}`;
    const rows = drawn.get(key) ?? draw(length);
    drawn.set(key, rows);
    return rows;
  };
  const vectors = (): Map<string, Float64Array> => new Map(letters.map((one) => [one, draw(H)]));
  const [values, before, x] = [vectors(), vectors(), draw(K)];
  const width = (letter: string): number => (letter === 'W' || letter === 'V' ? K : H);
  return { H, values, before, x, learnt, width };
}

type Step = ReturnType<typeof stepOf>;

function evaluated(value: Parameters<typeof evaluatorOf>[0], step: Step): number[] {
  const { H, values, before, x, learnt } = step;
  const evaluate = evaluatorOf(value, H, {
    vector: (letter, block) => learnt(letter, block, H),
    matrix: (letter, block) => (vector, into) => {
      const rows = learnt(letter, block, H * vector.length);
      for (let j = 0; j < H; j++) {
        into[j] = 0;
        for (let k = 0; k < vector.length; k++) into[j] += rows[j * vector.length + k] * vector[k];
      }
    },
  });
  const asked = { values: Object.fromEntries(values), before: Object.fromEntries(before), x };
  evaluate(asked);
  return [...evaluate(asked)];
}

function walked(value: Parameters<typeof evaluatorOf>[0], step: Step, width: number): number[] {
  const { H, values, before, x, learnt } = step;
  const weights = (letter: string, block: string): Float64Array =>
    learnt(letter, block, /^[A-Z]/.test(letter) ? H * width : H);
  return [...walk(value, { layer: { H, weights }, values, before, x, stops: stopping() })];
}
const stopping = () => ({ values: [], next: undefined });

describe('An expression that is worked out of what a step left', () => {
  it('is what the equations say, of every equation of every cell', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.nat(), (H, seed) => {
        for (const { definition } of everyCell) {
          const letters = definition.equations.map(({ letter }) => letter);
          // As many inputs as units, so that a matrix fits whatever it multiplies.
          const step = stepOf(letters, H, H, seed);
          for (const { value } of definition.equations) {
            expect(evaluated(value, step)).toEqual(walked(value, step, H));
          }
        }
      }),
      { numRuns: 10 },
    );
  });

  it('takes every function, stops and all', () => {
    const { equations } = definitionOf(
      `cell any\nh = stop(exp(-h')) + max(log(b), min(sqrt(b), 2/3)) * relu(W x) - tanh(sigmoid(h'))`,
    );
    const step = stepOf(['h'], 4, 4, 3);
    expect(evaluated(equations[0].value, step)).toEqual(walked(equations[0].value, step, 4));
  });

  it('says so where a value is missing', () => {
    const [{ value }] = definitionOf(`cell any\nh = 2*h' + W x`).equations;
    const step = stepOf([], 2, 2, 1);
    expect(() => evaluated(value, step)).toThrow('h has no value');
  });
});
