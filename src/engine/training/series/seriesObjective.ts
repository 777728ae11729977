/**
 * The task of numbers in time: stretches from anywhere in what is learnt from, side by side, and the squared
 * error of what is said after each row. Judged on the rows that come after them, read as they stand.
 */
import type { Network } from '../../network/network';
import { outputsOf } from '../../network/shape';
import { resetState } from '../../network/state';
import { allocateWindow, backwardStates, runLayers, type Window } from '../../network/window';
import type { Random } from '../../random';
import type { Objective } from '../objective';
import { answerAt, passAnswerBack, putRow, type Rows, type Stretch } from './numberSteps';
import { createSeriesReader } from './seriesReader';

export interface SeriesTraining {
  /** What is read at each row. */
  readonly read: Rows;
  /** What is to be said after each row, which is about the next one. */
  readonly asked: Rows;
  /** Rows to learn from. */
  readonly learnt: Stretch;
  /** Rows that decide when it stops. */
  readonly judged: Stretch;
  readonly B: number;
  readonly T: number;
  /** Steps of a round, after which it is judged. */
  readonly perRound: number;
}

/** First steps of a stretch, whose answers do not count: nothing is remembered yet. */
const warmingUp = (T: number): number => Math.min(8, T >> 2);

/** Takes all its memory here. */
export function seriesObjective(network: Network, options: SeriesTraining): Objective {
  const { B, T, judged, asked, perRound } = options;
  const window = allocateWindow(network, T, B, { input: 'given' });
  resetState(network.states, window);
  const reader = createSeriesReader(network);
  const outputs = outputsOf(network.shape);
  return {
    gradients: window.gradients,
    counts: new Float64Array(outputs),
    tokens: T * B,
    gradient: (_, random) => stepOn(network, window, options, random),
    advance: ({ epoch, at }) =>
      at + 1 < perRound ? { epoch, at: at + 1 } : { epoch: epoch + 1, at: 0 },
    startAnew: () => undefined,
    epochs: ({ epoch, at }) => epoch + at / perRound,
    measure() {
      const said = reader.read(options.read, judged);
      return said && meanSquare(said, asked, judged);
    },
    carried: () => new Map(),
    putCarried: () => undefined,
  };
}

function meanSquare(said: Float64Array, { values, width }: Rows, { from, to }: Stretch): number {
  let sum = 0;
  for (let n = 0; n < said.length; n++) {
    const error = said[n] - values[from * width + n];
    sum += error * error;
  }
  return sum / Math.max(1, (to - from) * width);
}

function stepOn(
  network: Network,
  window: Window,
  { read, asked, learnt, T, B }: SeriesTraining,
  { below }: Random,
): number {
  const starts = Array.from(
    { length: B },
    () => learnt.from + below(Math.max(1, learnt.to - learnt.from - T + 1)),
  );
  starts.forEach((start, b) => {
    for (let t = 0; t < T; t++) putRow(network, window, { t, b }, read, start + t);
  });
  runLayers(network, window);
  const { kernels } = network;
  kernels.fill(window.gradients.values, 0);
  kernels.fill(window.dh, 0);
  const outputs = outputsOf(network.shape);
  const counted = B * (T - warmingUp(T)) * outputs;
  const said = new Float64Array(outputs);
  let loss = 0;
  for (let t = warmingUp(T); t < T; t++) {
    for (let b = 0; b < B; b++) {
      answerAt(network, window, t * B + b, said);
      for (let k = 0; k < outputs; k++) {
        const error = said[k] - asked.values[(starts[b] + t) * asked.width + k];
        loss += (error * error) / counted;
        said[k] = (2 * error) / counted;
      }
      passAnswerBack(network, window, t * B + b, said, window.gradients);
    }
  }
  backwardStates(network, window);
  return loss;
}
