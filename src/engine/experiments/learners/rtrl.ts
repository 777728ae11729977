/**
 * Real-time recurrent learning (Robinson & Fallside 1987; Williams & Zipser 1989) of a plain network:
 * what each weight does to each unit is carried forward from step to step, exactly.
 */
import type { Random } from '../../random';
import type { TaskSizes } from '../sequence';
import { slopeOf, type Learner, type Loss } from './learner';
import { createInputs, readInputs } from './paperLearner';
import type { ActiveInputs } from './paperNetwork';
import { answerPlain, createPlain, stepPlain, type PlainNetwork } from './plainNetwork';
import type { Recipe } from './recipe';

export interface Influence {
  reset(): void;
  /** After `stepPlain`. */
  step(input: ActiveInputs): void;
  /** After `answerPlain`: adds `rate` times the descent to `into`, which may be the weights themselves. */
  descend(targets: Float64Array, from: number, rate: number, into: Float64Array): void;
}

export function createInfluence(network: PlainNetwork, loss: Loss): Influence {
  const { weights, inputs, outputs, H, row, outputRow, h, before, answers, output } = network;
  const count = H * row;
  /** [units][weights of hidden units] */
  let now = new Float64Array(H * count);
  let next = new Float64Array(H * count);
  const reaching = new Float64Array(H);

  const addDirect = (j: number, slope: number, { at, values, ...input }: ActiveInputs): void => {
    const from = j * count + j * row;
    for (let n = 0; n < input.count; n++) next[from + at[n]] += slope * values[n];
    for (let k = 0; k < H; k++) next[from + inputs + k] += slope * before[k];
    next[from + row - 1] += slope;
  };

  return {
    reset: () => now.fill(0),
    step(input) {
      for (let j = 0; j < H; j++) {
        const slope = 1 - h[j] * h[j];
        next.fill(0, j * count, (j + 1) * count);
        for (let k = 0; k < H; k++) {
          const through = slope * weights[j * row + inputs + k];
          for (let w = 0; w < count; w++) next[j * count + w] += through * now[k * count + w];
        }
        addDirect(j, slope, input);
      }
      [now, next] = [next, now];
    },
    descend(targets, from, rate, into) {
      reaching.fill(0);
      for (let k = 0; k < outputs; k++) {
        const slope = slopeOf(answers[k], targets[from + k], output, loss);
        const start = count + k * outputRow;
        for (let j = 0; j < H; j++) reaching[j] += slope * weights[start + j];
        for (let j = 0; j < H; j++) into[start + j] -= rate * slope * h[j];
        into[start + H] -= rate * slope;
      }
      for (let j = 0; j < H; j++) {
        for (let w = 0; w < count; w++) into[w] -= rate * reaching[j] * now[j * count + w];
      }
    },
  };
}

export interface RtrlSettings {
  readonly H: number;
  readonly learningRate: number;
}

/** Weights change after each answer, within a sequence, too. */
export function createRtrlLearner(
  { inputs, outputs }: TaskSizes,
  { output, loss }: Pick<Recipe, 'output' | 'loss'>,
  { H, learningRate }: RtrlSettings,
  random: Random,
): Learner {
  const network = createPlain({ inputs, outputs, H, output });
  const { weights, h, answers } = network;
  const bound = 1 / Math.sqrt(H);
  for (let n = 0; n < weights.length; n++) weights[n] = random.between(-bound, bound);
  const influence = createInfluence(network, loss);
  const input = createInputs(inputs);
  const read: (learns: boolean) => Learner['learn'] = (learns) => (sequences) =>
    sequences.map((sequence) => {
      const { length, asked, targets } = sequence;
      const given = new Float64Array(targets.length);
      h.fill(0);
      influence.reset();
      for (let t = 0, n = 0; t < length; t++) {
        readInputs(input, sequence, t);
        stepPlain(network, input);
        if (learns) influence.step(input);
        if (asked[n] !== t) continue;
        answerPlain(network);
        given.set(answers, n * outputs);
        if (learns) influence.descend(targets, n * outputs, learningRate, weights);
        n++;
      }
      return given;
    });
  return { weights: weights.length, batch: 1, learn: read(true), answer: read(false) };
}
