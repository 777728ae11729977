/** The network of 1997 as a trial sees it: sequence by sequence, its weights change after each answer. */
import type { Random } from '../../random';
import type { Sequence } from '../sequence';
import type { Learner } from './learner';
import {
  answerPaper,
  beginPaper,
  createPaperState,
  layOutPaper,
  resetPaper,
  stepPaper,
  type ActiveInputs,
  type PaperSettings,
} from './paperNetwork';
import { createPaperRule } from './paperRule';

export function createPaperLearner(settings: PaperSettings, random: Random): Learner {
  const layout = layOutPaper(settings);
  const weights = beginPaper(layout, settings, random);
  const state = createPaperState(layout);
  const rule = createPaperRule(layout);
  const input = createInputs(settings.inputs);
  const { outputs, learningRate } = settings;
  const read = (sequence: Sequence, learns: boolean): Float64Array => {
    const { length, asked, targets } = sequence;
    const answers = new Float64Array(targets.length);
    resetPaper(state);
    for (let t = 0, n = 0; t < length; t++) {
      readInputs(input, sequence, t);
      stepPaper(layout, weights, state, input, learns);
      if (asked[n] !== t) continue;
      answerPaper(layout, weights, state, input);
      answers.set(state.outputs, n * outputs);
      if (learns) rule.apply(weights, state, input, targets, n * outputs, learningRate, weights);
      n++;
    }
    return answers;
  };
  return {
    ...{ weights: layout.count, batch: 1 },
    learn: (sequences) => sequences.map((sequence) => read(sequence, true)),
    answer: (sequences) => sequences.map((sequence) => read(sequence, false)),
  };
}

export const createInputs = (inputs: number): ActiveInputs => ({
  ...{ count: 0, at: new Int32Array(inputs), values: new Float64Array(inputs) },
});

/** What a sequence shows at a step. */
export function readInputs(input: ActiveInputs, { read, length }: Sequence, t: number): void {
  if (read.kind === 'symbols') {
    input.count = 1;
    input.at[0] = read.symbols[t];
    input.values[0] = 1;
    return;
  }
  input.count = read.numbers.length / length;
  for (let k = 0; k < input.count; k++) {
    input.at[k] = k;
    input.values[k] = read.numbers[t * input.count + k];
  }
}
