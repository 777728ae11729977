/**
 * The task *blank*: the word at a place from the words on both sides of it, by the full softmax or by a sample
 * of it; judged by the nats per place of text that is not trained on. A network of one direction guesses from
 * the words before alone. No state is carried from step to step.
 */
import type { Floats } from '../../kernels/kernels';
import type { Network } from '../../network/network';
import { directionsOf, outputsOf, paddedWidth, type ModelShape } from '../../network/shape';
import {
  backwardLayers,
  multiply,
  readWords,
  runLayers,
  type Sample,
  type Window,
} from '../../network/window';
import type { Random } from '../../random';
import { createSampler } from '../nextWord/sampler';
import type { Objective } from '../objective';
import { batchCount, batchesOf } from '../sequences/batches';
import { drawMask } from '../sequences/dropout';
import { createLanes, type Lanes } from '../sequences/lanes';
import { countOf, lengthOf, longestOf } from '../sequences/sequences';
import { collectAround, spreadAround, type AskedColumn, type Sides } from './around';
import { countPlaces, type Places } from './places';

export interface BlankTraining {
  readonly train: Places;
  readonly valid: Places;
  /** Stretches of a step. */
  readonly B: number;
  /** Of the order of the rounds. */
  readonly seed: number;
  /** Of what the layer reads and of what the projection reads. */
  readonly dropout: number;
  /** Words of a sampled softmax; 0: all. */
  readonly samples: number;
  /** Words of the longest stretch that is to be guessed besides `train` and `valid`. */
  readonly longest?: number | undefined;
}

/** Of every place that is asked for, in order. */
export interface Guesses {
  /** In nats. */
  readonly losses: Float64Array;
  /** 1: the word was the most probable. */
  readonly ranks: Int32Array;
}

export interface BlankObjective extends Objective {
  /** By the current weights. @returns undefined where it was interrupted */
  guesses(places: Places): Guesses | undefined;
}

/**
 * Whether a place's own word stays unseen: a second layer of two directions would read what the first one's
 * backward direction has seen of it.
 */
const isUnseen = ({ L, window, readout, direction, inputs = 1 }: ModelShape): boolean =>
  inputs === 1 &&
  window === undefined &&
  readout === undefined &&
  (L === 1 || direction !== 'both') &&
  L > 0;

/** Takes all its memory here. @throws RangeError where the network would see the words */
export function blankObjective(network: Network, options: BlankTraining): BlankObjective {
  if (!isUnseen(network.shape)) throw new RangeError('Such a network would see the word itself');
  const { train, valid, B, seed, longest = 0 } = options;
  const lanes = createLanes(network, B, Math.max(longestOf(train), longestOf(valid), longest));
  const counts = countPlaces(train, outputsOf(network.shape));
  const bench = allocate(network, lanes);
  const step = createStep(bench, options, counts);
  const perEpoch = batchCount(train, B);
  let round: { epoch: number; batches: Int32Array[] } | undefined;
  let tokens = 0;
  return {
    ...{ gradients: lanes.gradients, counts },
    get tokens() {
      return tokens;
    },
    gradient({ epoch, at }, random) {
      if (round?.epoch !== epoch) round = { epoch, batches: batchesOf(train, B, { seed, epoch }) };
      const batch = round.batches[at];
      const window = lanes.fill(train, batch);
      tokens = lanes.lengths.reduce((sum, length) => sum + length, 0);
      network.kernels.fill(lanes.gradients.values, 0);
      return step(window, batch, random);
    },
    advance: ({ epoch, at }) =>
      at + 1 < perEpoch ? { epoch, at: at + 1 } : { epoch: epoch + 1, at: 0 },
    startAnew: () => undefined,
    epochs: ({ epoch, at }) => epoch + at / perEpoch,
    measure() {
      const guessed = guess(bench, valid);
      return guessed && guessed.losses.reduce((sum, it) => sum + it, 0) / guessed.losses.length;
    },
    guesses: (places) => guess(bench, places),
    carried: () => new Map(),
    putCarried: () => undefined,
  };
}

/** Memory for the rows of a batch. */
interface Bench {
  readonly network: Network;
  readonly lanes: Lanes;
  readonly sides: Sides;
  /** What the projection reads, a row for each place. */
  readonly rows: Floats;
  readonly targets: Int32Array;
  readonly losses: Floats;
  readonly ranks: Int32Array;
}

function allocate(network: Network, lanes: Lanes): Bench {
  const { kernels, layout, shape } = network;
  const width = paddedWidth(layout.shown);
  const most = lanes.B * lanes.longest;
  return {
    ...{ network, lanes, sides: { width, directions: directionsOf(shape) } },
    rows: kernels.floats(most * width),
    targets: kernels.integers(most),
    losses: kernels.floats(most),
    ranks: kernels.integers(most),
  };
}

/** @returns a step forwards and backwards, its loss in nats per place */
function createStep(
  { network, lanes, sides, rows, targets }: Bench,
  { train, dropout, samples }: BlankTraining,
  counts: Float64Array,
) {
  const { kernels, parameters } = network;
  const mask = kernels.floats(rows.length);
  const dh = kernels.floats(rows.length);
  const sampler = samples > 0 ? createSampler(counts, samples) : undefined;
  const sample: Sample = { ids: kernels.integers(samples), logQ: kernels.floats(samples) };

  const lossOf = (count: number): number => {
    const of = (values: Floats): Floats => values.subarray(0, count * sides.width);
    const [read, wanted] = [of(rows), targets.subarray(0, count)];
    const into = [1 / count, of(dh), lanes.gradients.decoder] as const;
    const { ids, logQ } = sample;
    const sum = sampler
      ? kernels.sampledSoftmax(parameters.decoder, read, wanted, ids, logQ, ...into)
      : kernels.softmax(parameters.decoder, read, wanted, ...into);
    return sum / count;
  };

  return (window: Window, batch: Int32Array, random: Random): number => {
    if (window.inputMask) drawMask(window.inputMask, dropout, random);
    readWords(network, window);
    runLayers(network, window);
    const columns = columnsOf(train, batch);
    const count = collectAround(window, sides, columns, rows);
    const of = (values: Floats): Floats => values.subarray(0, count * sides.width);
    drawMask(of(mask), dropout, random);
    multiply(of(rows), of(mask));
    putTargets(train, batch, targets);
    sampler?.draw(random, sample.ids, sample.logQ);
    const loss = lossOf(count);
    multiply(of(dh), of(mask));
    spreadAround(window, sides, columns, dh);
    backwardLayers(network, window);
    return loss;
  };
}

function guess({ network, lanes, sides, ...bench }: Bench, places: Places): Guesses | undefined {
  const { kernels, parameters } = network;
  const total = places.asked.reduce((sum, { from, to }) => sum + to - from, 0);
  const guessed = { losses: new Float64Array(total), ranks: new Int32Array(total) };
  let done = 0;
  for (let from = 0; from < countOf(places); from += lanes.B) {
    const length = Math.min(lanes.B, countOf(places) - from);
    const batch = Int32Array.from({ length }, (_, n) => from + n);
    const window = lanes.fill(places, batch);
    window.inputMask?.fill(1);
    readWords(network, window);
    runLayers(network, window);
    const count = collectAround(window, sides, columnsOf(places, batch), bench.rows);
    putTargets(places, batch, bench.targets);
    const [losses, ranks] = [bench.losses.subarray(0, count), bench.ranks.subarray(0, count)];
    const rows = bench.rows.subarray(0, count * sides.width);
    kernels.losses(parameters.decoder, rows, bench.targets.subarray(0, count), losses, ranks);
    if (kernels.interrupted()) return undefined;
    guessed.losses.set(losses, done);
    guessed.ranks.set(ranks, done);
    done += count;
  }
  return guessed;
}

const columnsOf = (places: Places, batch: Int32Array): AskedColumn[] =>
  Array.from(batch, (stretch) => ({
    length: lengthOf(places, stretch),
    asked: places.asked[stretch],
  }));

/** In the order of the rows. */
function putTargets({ ids, starts, asked }: Places, batch: Int32Array, into: Int32Array): void {
  let row = 0;
  for (const stretch of batch) {
    const { from, to } = asked[stretch];
    for (let t = from; t < to; t++, row++) into[row] = ids[starts[stretch] + t];
  }
}
