/**
 * The task of pairs: B of them in a step; the cross-entropy of each token of the target and of its end, the
 * right tokens before it being given (teacher forcing). Judged by the targets that are written of other
 * sources, token by token.
 */
import type { Floats } from '../../kernels/kernels';
import { exp } from '../../math';
import { outputsOf, paddedWidth } from '../../network/shape';
import { backwardStates, runLayers } from '../../network/window';
import type { Objective } from '../objective';
import { batchCount, batchesOf } from '../sequences/batches';
import { countOf, lengthOf } from '../sequences/sequences';
import { lookBack } from './attention';
import { passThroughDense } from './dense';
import { endOfTarget, type PairSequences } from './pairSequences';
import { passReadingBack, readSources, vectorAt, type Reading } from './reading';
import {
  glanceOf,
  look,
  putStep,
  writtenBefore,
  type Translator,
  type Writing,
} from './translator';
import { write } from './writing';

export interface PairTraining {
  readonly train: PairSequences;
  readonly valid: PairSequences;
  readonly seed: number;
}

/** Takes its memory here, and for longer targets when they first come. */
export function pairObjective(translator: Translator, options: PairTraining): Objective {
  const { network, B, gradients } = translator;
  const { train, valid, seed } = options;
  const perEpoch = batchCount(train.sources, B);
  const tools = allocateStep(translator, train);
  let round: { epoch: number; batches: Int32Array[] } | undefined;
  let tokens = 0;
  const batchAt = ({ epoch, at }: { epoch: number; at: number }): Int32Array => {
    if (round?.epoch !== epoch) {
      round = { epoch, batches: batchesOf(train.sources, B, { seed, epoch, mixed: true }) };
    }
    return round.batches[at];
  };
  return {
    gradients,
    counts: countTargets(train, outputsOf(network.shape)),
    get tokens() {
      return tokens;
    },
    gradient(position) {
      const batch = batchAt(position);
      const found = tools.gradient(batch);
      tokens = found.tokens;
      return found.loss;
    },
    advance: ({ epoch, at }) =>
      at + 1 < perEpoch ? { epoch, at: at + 1 } : { epoch: epoch + 1, at: 0 },
    startAnew: () => undefined,
    epochs: ({ epoch, at }) => epoch + at / perEpoch,
    measure() {
      const sure = new Float64Array(countOf(valid.sources));
      const written = write(translator, valid.sources, {
        onToken: (pair, _, logProbability) => (sure[pair] += logProbability),
      });
      return written && wrongShare(valid, written, sure);
    },
    carried: () => new Map(),
    putCarried: () => undefined,
  };
}

function countTargets({ targets }: PairSequences, outputs: number): Float64Array {
  const counts = new Float64Array(outputs);
  for (const id of targets.ids) counts[id]++;
  counts[endOfTarget] += countOf(targets);
  return counts;
}

/**
 * Of targets that are not written as they are. A thousandth tells equals apart: of wrong ones the share of
 * wrong tokens, of right ones how far from certain they were; so that of two that write all of it the surer
 * one is better.
 *
 * @param sure of each target the log of its probability
 */
function wrongShare(
  { targets }: PairSequences,
  written: readonly Int32Array[],
  sure: Float64Array,
): number {
  let [wrong, doubt] = [0, 0];
  written.forEach((one, pair) => {
    const wanted = targets.ids.subarray(targets.starts[pair], targets.starts[pair + 1]);
    let same = 0;
    for (let n = 0; n < wanted.length; n++) if (one[n] === wanted[n]) same++;
    const isRight = same === wanted.length && one.length === wanted.length;
    if (!isRight) wrong++;
    doubt += isRight ? 1 - exp(sure[pair]) : 1 - same / Math.max(wanted.length, one.length);
  });
  const count = Math.max(1, written.length);
  return wrong / count + (0.001 * doubt) / count;
}

function allocateStep(translator: Translator, { sources, targets }: PairSequences) {
  const { network, B, gradients } = translator;
  const { kernels, parameters } = network;
  const { H } = network.layout.padded;
  let longest = 0;
  for (let n = 0; n < countOf(targets); n++) longest = Math.max(longest, lengthOf(targets, n) + 1);
  const rows = kernels.floats(B * longest * H);
  const dRows = kernels.floats(B * longest * H);
  const wanted = kernels.integers(B * longest);
  const steps = new Int32Array(B);

  return {
    gradient(batch: Int32Array): { loss: number; tokens: number } {
      const reading = readSources(translator, sources, batch);
      steps.fill(0);
      batch.forEach((pair, b) => (steps[b] = lengthOf(targets, pair) + 1));
      const writing = translator.writingFor(Math.max(...steps));
      writing.window.x.fill(0);
      eachStep(steps, (b, t) => {
        putStep(translator, writing, reading, { t, b }, writtenBefore(targets, batch[b], t));
      });
      runLayers(network, writing.window);
      look(translator, writing, reading, steps);
      let count = 0;
      eachStep(steps, (b, t) => {
        const from = (t * B + b) * H;
        rows.set(writing.shown.subarray(from, from + H), count * H);
        const isLast = t === steps[b] - 1;
        wanted[count++] = isLast ? endOfTarget : targets.ids[targets.starts[batch[b]] + t];
      });
      kernels.fill(gradients.values, 0);
      const used = (values: Floats): Floats => values.subarray(0, count * H);
      const loss = kernels.softmax(
        parameters.decoder,
        used(rows),
        wanted.subarray(0, count),
        1 / count,
        used(dRows),
        gradients.decoder,
      );
      writing.dShown.fill(0);
      count = 0;
      eachStep(steps, (b, t) => {
        writing.dShown.set(dRows.subarray(count * H, (count + 1) * H), (t * B + b) * H);
        count++;
      });
      passBack(translator, writing, reading, steps, (b, t) => writtenBefore(targets, batch[b], t));
      return { loss: loss / count, tokens: count + reading.lengths.reduce((sum, n) => sum + n, 0) };
    },
  };
}

function eachStep(steps: Int32Array, visit: (b: number, t: number) => void): void {
  for (let b = 0; b < steps.length; b++) for (let t = 0; t < steps[b]; t++) visit(b, t);
}

function passBack(
  translator: Translator,
  writing: Writing,
  reading: Reading,
  steps: Int32Array,
  before: (b: number, t: number) => number,
): void {
  const { network, B, gradients } = translator;
  const { window } = writing;
  const { E, H } = network.layout.padded;
  const { dStates } = reading;
  dStates.fill(0);
  if (writing.looking) passLooksBack(translator, writing, reading, steps);
  backwardStates(network, window);
  const width = paddedWidth(network.layout.read);
  eachStep(steps, (b, t) => {
    const from = (t * B + b) * width;
    const row = before(b, t) * E;
    for (let k = 0; k < E; k++) gradients.encoder[row + k] += window.dx[from + k];
    const vector = vectorAt(reading, b) * H;
    for (let k = 0; k < H; k++) dStates[vector + k] += window.dx[from + E + k];
  });
  passReadingBack(translator, reading);
}

/** From what the projection read down to both networks' states. */
function passLooksBack(
  translator: Translator,
  writing: Writing,
  reading: Reading,
  steps: Int32Array,
): void {
  const { network, room, gradients } = translator;
  const { looking, window } = writing;
  const glance = glanceOf(translator, writing, reading, steps);
  if (!looking || !glance) return;
  const { combine, query, shares, dContexts } = looking;
  const { kernels, layout } = network;
  const { H } = layout.padded;
  passThroughDense(kernels, combine);
  for (let row = 0; row * H < dContexts.length; row++) {
    for (let k = 0; k < H; k++) {
      window.dh[row * H + k] = combine.flow.dx[2 * row * H + k];
      dContexts[row * H + k] = combine.flow.dx[(2 * row + 1) * H + k];
    }
  }
  const { key, dStates } = reading;
  const score = gradients.attention?.additive?.score;
  query?.flow.dh.fill(0);
  key?.flow.dh.fill(0);
  const flows = {
    ...{ contexts: dContexts, states: dStates },
    ...{ queries: query?.flow.dh ?? window.dh, keys: key?.flow.dh ?? dStates },
    ...(score && { score }),
  };
  lookBack(glance, shares, flows, new Float64Array(room));
  if (!query || !key) return;
  passThroughDense(kernels, query);
  add(query.flow.dx, window.dh);
  passThroughDense(kernels, key);
  add(key.flow.dx, dStates);
}

function add(other: Floats, into: Floats): void {
  for (let n = 0; n < other.length; n++) into[n] += other[n];
}
