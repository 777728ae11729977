/** The automaton that a network has become: groups, components, and what comes out of a network that counts. */
import { describe, expect, it } from 'vitest';
import { cluster } from '../../../src/engine/experiments/automaton/clusters';
import { languages } from '../../../src/engine/experiments/automaton/languages';
import {
  areTheSame,
  inOrder,
  machineOf,
  merged,
  numbered,
  type GroupedWalk,
} from '../../../src/engine/experiments/automaton/machine';
import { isLegal } from '../../../src/engine/experiments/tasks/reber';
import { random } from '../../../src/engine/random';

/** Two heaps of three numbers each, far from each other along the first axis. */
const heaps = Float64Array.from([0, 0, 1, 0, 0, 1, 10, 0, 11, 0, 10, 1]);

describe('The states of a network', () => {
  it('are put into groups by their distance', () => {
    const { of } = cluster(heaps, 2, 2, random(1));
    expect(new Set(of.slice(0, 3)).size).toBe(1);
    expect(new Set(of.slice(3)).size).toBe(1);
    expect(of[0]).not.toBe(of[3]);
  });
});

describe('A machine of groups', () => {
  it.each(languages)(
    'of $experiment.id, each true state in several, is merged to the true one',
    (language) => {
      const dice = random(11);
      const source = language.experiment.task.open(dice);
      const strings = Array.from({ length: 150 }, () => source.draw());
      const names = numbered(['start', ...strings.flatMap((one) => [...language.statesOf(one)])]);
      let at = 1;
      const walks = strings.map(({ read, truth, targets, length }): GroupedWalk => {
        const outputs = targets.length / length;
        const may = truth ?? targets;
        return {
          symbols: read.kind === 'symbols' ? [...read.symbols] : [],
          expects: Array.from({ length }, (_, t) =>
            may
              .subarray(t * outputs, (t + 1) * outputs)
              .reduce((set, is, k) => set + is * 2 ** k, 0),
          ),
          groups: Array.from({ length }, () => names[at++]),
        };
      });
      const truth = machineOf(Math.max(...names) + 1, walks);
      const inSeveral = machineOf(
        3 * truth.expects.length,
        walks.map((walk) => ({
          ...walk,
          groups: walk.groups.map((group) => group + dice.below(3) * (truth.expects.length - 1)),
        })),
      );
      expect(areTheSame(inSeveral, truth)).toBe(false);
      expect(areTheSame(merged(inSeveral), truth)).toBe(true);
      expect(areTheSame(merged(truth), truth)).toBe(true);
      expect(inOrder(merged(inSeveral)).to).toEqual(inOrder(truth).to);
    },
  );

  it('takes no arc from a point that was put into the wrong group', () => {
    const walks = Array.from({ length: 9 }, () => ({ symbols: [0, 1], expects: [2, 4], groups: [1, 2] })); // prettier-ignore
    const wrong = { symbols: [0, 1], expects: [2, 4], groups: [2, 2] };
    expect([...machineOf(3, [...walks, wrong]).to.keys()]).toEqual(['0 0', '1 1']);
  });

  it('keeps apart what expects something else, what leads elsewhere, and where strings end', () => {
    // a: 1, then b from 1 and a from 2 lead to ends of their own.
    const walk = (symbols: number[], expects: number[], groups: number[]): GroupedWalk => ({ symbols, expects, groups }); // prettier-ignore
    const machine = machineOf(5, [walk([0, 1], [2, 1], [1, 3]), walk([1, 1], [2, 4], [2, 4])]);
    expect(merged(machine).expects).toHaveLength(5);
    // The same again, and strings that end earlier: nothing tells the three apart.
    const once = walk([0, 1, 1], [2, 2, 2], [1, 2, 3]);
    const alike = machineOf(4, [once, walk([0, 1], [2, 2], [1, 2])]);
    expect(merged(machineOf(4, [once])).expects).toHaveLength(4);
    expect(merged(alike).expects).toHaveLength(2);
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
