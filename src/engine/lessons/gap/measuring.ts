/** How many of new sentences a trained network answers, at each gap: also far beyond what it was trained on. */
import { carryState, resetState } from '../../network/state';
import type { Network } from '../../network/network';
import { allocatePass, forward, type Pass } from '../../network/window';
import { questionId, type TestSentence } from './task';

export interface GapAccuracy {
  readonly gap: number;
  readonly right: number;
  readonly of: number;
}

/** Sentences read side by side. */
const lanes = 64;

/**
 * Word by word: at every tested gap the question is asked aside, and reading goes on without it.
 * @param gaps that are tested, the shortest first
 */
export function* measureGaps(
  network: Network,
  tests: readonly TestSentence[],
  gaps: readonly number[],
): Generator<undefined, readonly GapAccuracy[]> {
  const { kernels, parameters, states } = network;
  const pass = allocatePass(network, 1, lanes);
  const answers = kernels.integers(lanes);
  const losses = kernels.floats(lanes);
  const ranks = kernels.integers(lanes);
  const right = new Map<number, number>(gaps.map((gap) => [gap, 0]));
  const readWord = (wordOf: (sentence: TestSentence) => number, from: number): void => {
    for (let n = 0; n < lanes; n++) pass.inputs[n] = wordOf(tests[laneOf(from, n, tests)]);
    forward(network, pass);
  };
  for (let from = 0; from < tests.length; from += lanes) {
    const count = Math.min(lanes, tests.length - from);
    for (let n = 0; n < lanes; n++) answers[n] = tests[laneOf(from, n, tests)].key;
    resetState(states, pass);
    readWord(({ key }) => key, from);
    for (let gap = 1; gap <= Math.max(...gaps); gap++) {
      carryState(states, pass);
      readWord(({ fillers }) => fillers[gap - 1], from);
      const before = right.get(gap);
      if (before === undefined) continue;
      const aside = setAside(pass);
      carryState(states, pass);
      readWord(() => questionId, from);
      kernels.losses(parameters.decoder, pass.h, answers, losses, ranks);
      right.set(gap, before + ranks.subarray(0, count).filter((rank) => rank === 1).length);
      aside.putBack();
      yield;
    }
  }
  return gaps.map((gap) => ({ gap, right: right.get(gap) ?? 0, of: tests.length }));
}

/** Lanes that are left over read the last sentence again, and are not counted. */
const laneOf = (from: number, n: number, { length }: readonly TestSentence[]): number =>
  Math.min(from + n, length - 1);

/** What is to be gone on with after the question. */
function setAside({ records, words }: Pass): { putBack(): void } {
  const kept = records.map(({ states }) => states.map((state) => state.slice()));
  const read = words.slice();
  return {
    putBack() {
      records.forEach(({ states }, l) => {
        states.forEach((state, s) => {
          state.set(kept[l][s]);
        });
      });
      words.set(read);
    },
  };
}
