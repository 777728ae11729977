/**
 * Writes the target of each source, the most probable token at each step until the end is (greedy), and
 * says where it looked.
 */
import { exp, log } from '../../math';
import { outputsOf } from '../../network/shape';
import { carryState, resetState } from '../../network/state';
import { runLayers } from '../../network/window';
import { countOf, lengthOf, type Sequences } from '../sequences/sequences';
import { highestOf } from './attention';
import { endOfTarget } from './pairSequences';
import { readSources } from './reading';
import { look, putStep, type Looks, type Translator } from './translator';

export interface WritingWishes {
  /** Of each target at most; without it {@link mostWritten}. */
  readonly most?: number;
  /** The state of the highest share alone is taken, whatever was learnt. */
  readonly takesOne?: boolean | undefined;
  /** Positions of a source that may not be looked at. */
  readonly isBlocked?: (source: number, position: number) => boolean;
  /** Of a source's step: shares of its positions, a view; none without attention. The end's step counts. */
  readonly onLook?: (source: number, step: number, shares: ArrayLike<number>) => void;
  /** Of each token that is written, and then of the end, also where there was no room for more: nats. */
  readonly onToken?: (source: number, token: number, logProbability: number) => void;
  /** What is written of a source in any case, then its end: to hear how probable that is. */
  readonly given?: (source: number) => ArrayLike<number>;
}

/** Tokens of a target at most, where nobody says otherwise. */
export const mostWritten = (sourceTokens: number): number => 2 * sourceTokens + 10;

/** @returns of each source the tokens, the end left out; undefined where it was interrupted */
export function write(
  translator: Translator,
  sources: Sequences,
  wishes: WritingWishes = {},
): Int32Array[] | undefined {
  const { B, network } = translator;
  const written: Int32Array[] = [];
  const order = Int32Array.from({ length: countOf(sources) }, (_, n) => n);
  for (let from = 0; from < order.length; from += B) {
    const batch = order.subarray(from, from + B);
    written.push(...writeBatch(translator, sources, batch, wishes));
    if (network.kernels.interrupted()) return undefined;
  }
  return written;
}

function writeBatch(
  translator: Translator,
  sources: Sequences,
  batch: Int32Array,
  { most, isBlocked, takesOne, onLook, onToken, given }: WritingWishes,
): Int32Array[] {
  const { network, B, room, logits } = translator;
  const { kernels, parameters, shape, layout } = network;
  const { H } = layout.padded;
  const reading = readSources(translator, sources, batch);
  const writing = translator.writingFor(1);
  const { window, shown, looking } = writing;
  resetState(network.states, window);
  const tokens = Array.from(batch, (): number[] => []);
  const steps = new Int32Array(B);
  steps.fill(1, 0, batch.length);
  const told = Array.from(batch, (source) => given?.(source));
  const limits = Array.from(
    batch,
    (source, b) => told[b]?.length ?? most ?? mostWritten(lengthOf(sources, source)),
  );
  const looks: Looks = {
    ...(isBlocked && { isBlocked: (b, position) => isBlocked(batch[b], position) }),
    ...(takesOne && { takesOne }),
  };
  for (let t = 0; steps.some((step) => step > 0); t++) {
    window.x.fill(0);
    tokens.forEach((own, b) => {
      putStep(translator, writing, reading, { t: 0, b }, own[own.length - 1] ?? endOfTarget);
    });
    runLayers(network, window);
    look(translator, writing, reading, steps, looks);
    tokens.forEach((own, b) => {
      if (steps[b] === 0) return;
      if (looking && onLook) {
        const count = reading.lengths[b];
        onLook(batch[b], t, looking.shares.subarray(b * room, b * room + count));
      }
      kernels.logits(parameters.decoder, shown.subarray(b * H, (b + 1) * H), logits);
      const best = told[b]?.[own.length] ?? highestOf(logits, outputsOf(shape));
      const next = own.length === limits[b] ? endOfTarget : best;
      onToken?.(batch[b], next, logProbabilityOf(next, logits, outputsOf(shape)));
      if (next === endOfTarget) steps[b] = 0;
      else own.push(next);
    });
    carryState(network.states, window);
  }
  return tokens.map((own) => Int32Array.from(own));
}

function logProbabilityOf(token: number, logits: ArrayLike<number>, count: number): number {
  const highest = logits[highestOf(logits, count)];
  let sum = 0;
  for (let n = 0; n < count; n++) sum += exp(logits[n] - highest);
  return logits[token] - highest - log(sum);
}
