/** The automaton that a network has become: groups, components, and what comes out of a network that counts. */
import { describe, expect, it } from 'vitest';
import { drawAutomaton, type Automaton } from '../../../src/engine/experiments/automaton/automaton';
import { cluster } from '../../../src/engine/experiments/automaton/clusters';
import { principalPlane } from '../../../src/engine/experiments/automaton/components';
import { languageOf, languages } from '../../../src/engine/experiments/automaton/languages';
import { isLegal } from '../../../src/engine/experiments/tasks/reber';
import { runExperiment } from '../../../src/engine/experiments/running';
import { random } from '../../../src/engine/random';
import { kernelsHere, modern } from './oneTrial';

/** Two heaps of three numbers each, far from each other along the first axis. */
const heaps = Float64Array.from([0, 0, 1, 0, 0, 1, 10, 0, 11, 0, 10, 1]);

describe('The states of a network', () => {
  it('are put into groups by their distance', () => {
    const { of } = cluster(heaps, 2, 2, random(1));
    expect(new Set(of.slice(0, 3)).size).toBe(1);
    expect(new Set(of.slice(3)).size).toBe(1);
    expect(of[0]).not.toBe(of[3]);
  });

  it('are shown in the plane of their two principal components', () => {
    const { points, shares } = principalPlane(heaps, 2);
    expect(shares[0]).toBeGreaterThan(0.95);
    expect(shares[0] + shares[1]).toBeCloseTo(1, 9);
    // Left and right of the middle.
    expect(Math.sign(points[0])).not.toBe(Math.sign(points[6]));
  });
});

describe('A language', () => {
  it.each(languages)(
    '$experiment.id names a state after every symbol, and equal ones expect the same',
    (language) => {
      const source = language.experiment.task.open(random(3));
      const expected = new Map<string, string>();
      for (let n = 0; n < 60; n++) {
        const sequence = source.draw();
        const { truth = sequence.targets, length } = sequence;
        const outputs = truth.length / length;
        const names = language.statesOf(sequence);
        expect(names).toHaveLength(length);
        names.forEach((name, t) => {
          const next = truth.subarray(t * outputs, (t + 1) * outputs).join();
          expect([name, expected.get(name) ?? next]).toEqual([name, next]);
          expected.set(name, next);
        });
        expect(isLegal(sequence, Float64Array.from(truth))).toBe(true);
      }
    },
  );
});

it('A network that counts a^n b^n has become the automaton that does', () => {
  const language = languageOf('countTwo');
  if (!language) throw new Error('no language');
  let automaton: Automaton | undefined;
  const asked = { experiment: language.experiment, way: modern(), seed: 1 };
  const running = runExperiment(asked, kernelsHere, (network, dice) => {
    automaton = drawAutomaton(language, network, dice, 30);
  });
  while (!running.next().done) continue;
  expect(automaton?.trueStates).toBe(21);
  expect(automaton?.agreement.network).toBeGreaterThan(0.97);
  expect(automaton?.agreement.truth).toBeGreaterThan(0.97);
  const first = automaton?.transitions.filter(({ from }) => from === 0);
  expect(first?.map(({ symbol }) => symbol)).toEqual(['a']);
});
