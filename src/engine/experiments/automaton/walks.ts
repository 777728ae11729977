/** A string as a trained network read it: what it carried after each symbol, what it expected, and what may come. */
import { readSequences, type CellNetwork } from '../learners/cellNetwork';
import { carriedBy } from '../observing';
import type { Sequence } from '../sequence';
import type { Language } from './languages';

export interface Walk {
  readonly symbols: readonly number[];
  /** [symbols][width] */
  readonly states: Float64Array;
  /** After each symbol: what is expected, by the network and in truth, as bits. */
  readonly expects: readonly number[];
  readonly truth: readonly number[];
  readonly trueStates: readonly string[];
}

export function walkOf(language: Language, network: CellNetwork, sequence: Sequence): Walk {
  const { targets, truth = targets, asked, read } = sequence;
  const outputs = targets.length / asked.length;
  const [states] = carriedBy(network, [sequence]);
  const [answers] = readSequences(network, [sequence]);
  const bits = (values: Float64Array, least: number): number[] =>
    Array.from(asked, (_, n) => {
      const some = values.subarray(n * outputs, (n + 1) * outputs);
      return some.reduce((set, value, k) => (value >= least ? set | (1 << k) : set), 0);
    });
  return {
    ...{ states, symbols: read.kind === 'symbols' ? [...read.symbols] : [] },
    ...{ expects: bits(answers, language.expectedFrom), truth: bits(truth, 1) },
    trueStates: language.statesOf(sequence),
  };
}
