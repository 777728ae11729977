/**
 * Random weight guessing (Hochreiter & Schmidhuber 1996): new weights for a plain network after every
 * sequence that it gets wrong, and nothing else. What it solves is no proof of a learning rule.
 */
import type { Random } from '../../random';
import { isRight, outcomeOf, type Criterion } from '../criteria';
import type { Sequence, TaskSizes } from '../sequence';
import type { Learner } from './learner';
import { createInputs, readInputs } from './paperLearner';
import { answerPlain, createPlain, stepPlain } from './plainNetwork';

export interface GuessSettings {
  readonly H: number;
  /** Weights lie within it. */
  readonly range: number;
}

export function createGuesser(
  { inputs, outputs }: TaskSizes,
  { within, judged }: Criterion,
  { H, range }: GuessSettings,
  random: Random,
): Learner {
  const network = createPlain({ inputs, outputs, H, output: 'sigmoid' });
  const { weights, h, answers } = network;
  const input = createInputs(inputs);
  const guess = (): void => {
    for (let n = 0; n < weights.length; n++) weights[n] = random.between(-range, range);
  };
  const answer = (sequence: Sequence): Float64Array => {
    const given = new Float64Array(sequence.targets.length);
    h.fill(0);
    for (let t = 0, n = 0; t < sequence.length; t++) {
      readInputs(input, sequence, t);
      stepPlain(network, input);
      if (sequence.asked[n] !== t) continue;
      answerPlain(network);
      given.set(answers, n++ * outputs);
    }
    return given;
  };
  guess();
  return {
    ...{ weights: weights.length, batch: 1 },
    learn: (sequences) =>
      sequences.map((sequence) => {
        const given = answer(sequence);
        if (!isRight(outcomeOf(sequence, given, judged), within)) guess();
        return given;
      }),
    answer: (sequences) => sequences.map(answer),
  };
}
