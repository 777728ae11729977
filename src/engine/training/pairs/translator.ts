/**
 * A network that writes targets of sources, with its memory for a batch: what is read (`reading.ts`), one
 * vector of it that every step of the writing gets, and, with attention, a look back at each step. Both
 * networks are of the same cells.
 */
import type { CellWeights } from '../../kernels/compiledCell';
import type { Floats } from '../../kernels/kernels';
import { sourceNetwork, type Network, type Parameters } from '../../network/network';
import { paddedWidth, type Attention, type LayerLayout } from '../../network/shape';
import { resetState } from '../../network/state';
import { allocateWindow, type Window } from '../../network/window';
import { createLanes, roomFor } from '../sequences/lanes';
import type { Sequences } from '../sequences/sequences';
import { exactTanh, lookAround, quickTanh, type Glance } from './attention';
import { allocateDense, imagesOf, runDense, type Dense } from './dense';
import { endOfTarget } from './pairSequences';
import { vectorAt, type Reader, type Reading } from './reading';

/** Memory for the steps that are written in one go. */
export interface Writing {
  readonly T: number;
  readonly window: Window;
  /** Layers of attention; none without it. */
  readonly looking?: Looking;
  /** What the projection reads, [T][B][H], and the gradient there. */
  readonly shown: Floats;
  readonly dShown: Floats;
}

export interface Looking {
  readonly contexts: Floats;
  readonly dContexts: Floats;
  /** [B][T][positions] */
  readonly shares: Floats;
  readonly combine: Dense;
  readonly query?: Dense;
}

export interface Translator extends Reader {
  readonly network: Network;
  readonly attention: Attention;
  readonly B: number;
  /** Of the whole network. */
  readonly gradients: Parameters;
  /** Source positions that shares have room for. */
  readonly room: number;
  /** Of one step that is written. */
  readonly logits: Floats;
  writingFor(steps: number): Writing;
}

export interface Longest {
  readonly source: number;
  readonly target: number;
}

export function createTranslator(network: Network, B: number, longest: Longest): Translator {
  const { shape, layout, kernels } = network;
  const attention = shape.source?.attention ?? 'none';
  const reader = sourceNetwork(network);
  const first = allocateWindow(network, 1, B, { input: 'given' });
  resetState(network.states, first);
  const { gradients } = first;
  const source = gradients.source;
  if (!source) throw new RangeError('It reads no source');
  const lanes = createLanes(reader, B, longest.source, { ...gradients, ...source });
  const room = roomFor(longest.source);
  const made = new Map<number, Writing>();
  const allocate = (T: number): Writing => {
    const window = T === 1 ? first : allocateWindow(network, T, B, { input: 'given', gradients });
    resetState(network.states, window);
    return allocateWriting(network, window, gradients, room);
  };
  return {
    ...{ network, reader, attention, B, lanes, gradients, room },
    logits: kernels.floats(layout.padded.outputs),
    ...readingLayers(network, gradients, room, B),
    writingFor(steps) {
      const T = steps === 1 ? 1 : roomFor(steps);
      const writing = made.get(T) ?? allocate(T);
      made.set(T, writing);
      return writing;
    },
  };
}

/** One more step than there are positions: the two ends of a source. */
function readingLayers(
  { layout, parameters, kernels }: Network,
  gradients: Parameters,
  room: number,
  B: number,
): Pick<Reader, 'join' | 'key'> {
  const dense = (steps: number, layer?: LayerLayout, own?: CellWeights, slopes?: CellWeights) =>
    layer && own && slopes && allocateDense(kernels, layer, [own, slopes], steps, B);
  const join = dense(room + 1, layout.join, parameters.source?.join, gradients.source?.join);
  const own = parameters.attention?.additive?.key;
  const key = dense(room, layout.attention?.key, own, gradients.attention?.additive?.key);
  return { ...(join && { join }), ...(key && { key }) };
}

function allocateWriting(
  network: Network,
  window: Window,
  gradients: Parameters,
  room: number,
): Writing {
  const { kernels, layout, parameters } = network;
  const { T, B } = window;
  const weights = parameters.attention;
  const slopes = gradients.attention;
  if (!layout.attention || !weights || !slopes) {
    return { T, window, shown: window.h, dShown: window.dh };
  }
  const dense = (layer: LayerLayout, both: readonly [CellWeights, CellWeights]): Dense =>
    allocateDense(kernels, layer, both, T, B);
  const combine = dense(layout.attention.combine, [weights.combine, slopes.combine]);
  const { query } = layout.attention;
  const looking = {
    contexts: kernels.floats(window.h.length),
    dContexts: kernels.floats(window.h.length),
    shares: kernels.floats(B * T * room),
    combine,
    ...(query &&
      weights.additive &&
      slopes.additive && {
        query: dense(query, [weights.additive.query, slopes.additive.query]),
      }),
  };
  const shown = combine.record.states[0].subarray(B * layout.padded.H);
  return { T, window, looking, shown, dShown: combine.flow.dh };
}

/** Puts what was written before a step, and the source's vector, into what the step reads. */
export function putStep(
  { network, B }: Translator,
  { window }: Writing,
  reading: Reading,
  { t, b }: { readonly t: number; readonly b: number },
  before: number,
): void {
  const { layout, parameters } = network;
  const { E, H } = layout.padded;
  const into = (t * B + b) * paddedWidth(layout.read);
  const from = before * E;
  for (let k = 0; k < E; k++) window.x[into + k] = parameters.encoder[from + k];
  const vector = vectorAt(reading, b) * H;
  for (let k = 0; k < H; k++) window.x[into + E + k] = reading.states[vector + k];
}

/** What was written before step `t` of a target. */
export const writtenBefore = (targets: Sequences, pair: number, t: number): number =>
  t === 0 ? endOfTarget : targets.ids[targets.starts[pair] + t - 1];

/** How it looks where that is not as it was learnt. */
export type Looks = Partial<Pick<Glance, 'isBlocked' | 'takesOne'>>;

/** @param steps of each stream */
export function glanceOf(
  translator: Translator,
  { window, looking, T }: Writing,
  { states, lengths, key }: Reading,
  steps: Int32Array,
  looks: Looks = {},
): Glance | undefined {
  const { attention, network, B, room } = translator;
  if (attention === 'none' || !looking) return undefined;
  const { query } = looking;
  const score = network.parameters.attention?.additive?.score;
  return {
    ...{ kind: attention, B, room, steps, roomSteps: T, sourceLengths: lengths },
    ...{ width: network.layout.padded.H, states },
    queries: query ? imagesOf(query) : window.h,
    keys: key ? imagesOf(key) : states,
    ...(score && { score }),
    tanh: network.kernels.engine === 'twin' ? exactTanh : quickTanh,
    ...looks,
  };
}

/** After the layers of the writing network: looks back, and leaves in `shown` what the projection reads. */
export function look(
  translator: Translator,
  writing: Writing,
  reading: Reading,
  steps: Int32Array,
  looks?: Looks,
): void {
  const { looking, window } = writing;
  const { kernels, layout } = translator.network;
  if (!looking) return;
  const { query, combine, contexts, shares } = looking;
  if (query) {
    query.record.x.set(window.h);
    runDense(kernels, query);
  }
  const glance = glanceOf(translator, writing, reading, steps, looks);
  if (!glance) return;
  lookAround(glance, shares, contexts);
  const { H } = layout.padded;
  for (let row = 0; row * H < contexts.length; row++) {
    for (let k = 0; k < H; k++) {
      combine.record.x[2 * row * H + k] = window.h[row * H + k];
      combine.record.x[(2 * row + 1) * H + k] = contexts[row * H + k];
    }
  }
  runDense(kernels, combine);
}
