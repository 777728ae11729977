/** The embedded Reber grammar: what it writes, what it takes, and that it is learnt. */
import { describe, expect, it } from 'vitest';
import {
  drawReber,
  followersOf,
  isLegal,
  reberSequence,
  reberSymbols,
  reberTask,
} from '../../../src/engine/experiments/tasks/reber';
import { random } from '../../../src/engine/random';

/** The plain grammar, written as an expression that knows nothing of the automaton: 3 is X's way back. */
const third = '(?:T*VPX)*T*V(?:VE|PSE)';
const inner = `B(?:TS*X(?:SE|X${third})|P${third})`;
const whole = new RegExp(`^B([TP])${inner}\\1E$`);

const strings = (seed: number): string[] => {
  const dice = random(seed);
  return Array.from({ length: 500 }, () => drawReber(dice).join(''));
};

describe('The embedded Reber grammar', () => {
  it('writes only strings of the grammar, of both kinds and of many lengths', () => {
    const drawn = strings(1);
    expect(drawn.filter((text) => !whole.test(text))).toEqual([]);
    for (const kept of ['T', 'P']) {
      const share = drawn.filter((text) => text[1] === kept).length / drawn.length;
      expect(share).toBeGreaterThan(0.4);
    }
    expect(Math.min(...drawn.map(({ length }) => length))).toBe(9);
    expect(new Set(drawn.map(({ length }) => length)).size).toBeGreaterThan(12);
  });

  it('takes a string exactly where the expression does', () => {
    const dice = random(2);
    for (const text of strings(3)) {
      const changed = [...text];
      changed[dice.below(changed.length)] = reberSymbols[dice.below(7)];
      for (const one of [text, changed.join('')]) {
        expect(followersOf([...one]) !== undefined, one).toBe(whole.test(one));
      }
    }
  });

  it('asks for the symbol that was kept, and for nothing else, before the end', () => {
    for (const [n, text] of strings(4).entries()) {
      const followers = followersOf([...text]) ?? [];
      expect(followers.at(-2), `${n} ${text}`).toEqual([text[1]]);
      expect(followers.at(-1)).toEqual(['E']);
    }
  });

  it('calls answers legal where each symbol that may come is above all others', () => {
    const sequence = reberSequence(drawReber(random(5)));
    const { truth = new Float64Array() } = sequence;
    expect(isLegal(sequence, truth)).toBe(true);
    for (const n of truth.keys()) {
      expect(isLegal(sequence, truth.with(n, 1 - truth[n])), `output ${n}`).toBe(false);
    }
    expect(
      isLegal(
        sequence,
        truth.map(() => NaN),
      ),
    ).toBe(false);
  });

  it('is the same from the same seed: 256 strings to train on among 512 to test', () => {
    const [one, other] = [reberTask.open(random(6)), reberTask.open(random(6))];
    expect(one.tests).toEqual(other.tests);
    expect(one.tests).toHaveLength(512);
    const trained = new Set(one.tests.slice(0, 256));
    for (let n = 0; n < 20; n++) {
      const drawn = one.draw();
      expect(trained.has(drawn)).toBe(true);
      expect(other.draw()).toEqual(drawn);
    }
  });
});
