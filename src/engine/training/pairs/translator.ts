/**
 * A network that writes targets of sources, with its memory for a batch: what is read, one vector of it that
 * every step of the writing gets, and, with attention, a look back at each step. Both networks are of the
 * same cells. The vector is what the reading network shows after the last token.
 */
import type { CellFlow, CellRecord, CellWeights } from '../../kernels/compiledCell';
import type { Floats } from '../../kernels/kernels';
import { sourceNetwork, type Network, type Parameters } from '../../network/network';
import { paddedWidth, type Attention, type LayerLayout } from '../../network/shape';
import { resetState } from '../../network/state';
import { allocateWindow, readWords, runLayers, type Window } from '../../network/window';
import { createLanes, roomFor, type Lanes } from '../sequences/lanes';
import type { Sequences } from '../sequences/sequences';
import { exactTanh, lookAround, quickTanh, type Glance } from './attention';
import { endOfTarget } from './pairSequences';

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

/** A layer without memory: what it reads, and its gradients. */
export interface Dense {
  readonly layer: LayerLayout;
  readonly weights: CellWeights;
  readonly gradients: CellWeights;
  readonly record: CellRecord;
  readonly flow: CellFlow;
}

export interface Translator {
  readonly network: Network;
  readonly reader: Network;
  readonly attention: Attention;
  readonly B: number;
  readonly lanes: Lanes;
  /** Of the whole network. */
  readonly gradients: Parameters;
  /** Of additive attention: images of the source's states, for as many positions as are read at most. */
  readonly key?: Dense;
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
  const weights = network.parameters.attention?.additive;
  const slopes = gradients.attention?.additive;
  const allocate = (T: number): Writing => {
    const window = T === 1 ? first : allocateWindow(network, T, B, { input: 'given', gradients });
    resetState(network.states, window);
    return allocateWriting(network, window, gradients, room);
  };
  return {
    ...{ network, reader, attention, B, lanes, gradients, room },
    logits: kernels.floats(layout.padded.outputs),
    ...(layout.attention?.key &&
      weights &&
      slopes && {
        key: allocateDense(kernels, layout.attention.key, [weights.key, slopes.key], room, B),
      }),
    writingFor(steps) {
      const T = steps === 1 ? 1 : roomFor(steps);
      const writing = made.get(T) ?? allocate(T);
      made.set(T, writing);
      return writing;
    },
  };
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

function allocateDense(
  kernels: Network['kernels'],
  layer: LayerLayout,
  [weights, gradients]: readonly [CellWeights, CellWeights],
  T: number,
  B: number,
): Dense {
  const { compiled } = layer.cell;
  const { H, K } = weights;
  const rows = T * B;
  return {
    ...{ layer, weights, gradients },
    record: {
      ...{ T, B, x: kernels.floats(rows * K) },
      columns: kernels.floats(rows * compiled.columns * H),
      states: compiled.states.map(() => kernels.floats((T + 1) * B * H)),
    },
    flow: {
      dh: kernels.floats(rows * H),
      dz: kernels.floats(rows * compiled.slots.length * H),
      dx: kernels.floats(rows * K),
    },
  };
}

/** Its first steps alone. */
export function shortened({ layer, weights, gradients, record, flow }: Dense, T: number): Dense {
  const { compiled } = layer.cell;
  const { H, K } = weights;
  const rows = T * record.B;
  return {
    ...{ layer, weights, gradients },
    record: {
      ...{ T, B: record.B, x: record.x.subarray(0, rows * K) },
      columns: record.columns.subarray(0, rows * compiled.columns * H),
      states: record.states.map((state) => state.subarray(0, (rows + record.B) * H)),
    },
    flow: {
      dh: flow.dh.subarray(0, rows * H),
      dz: flow.dz.subarray(0, rows * compiled.slots.length * H),
      dx: flow.dx.subarray(0, rows * K),
    },
  };
}

/** Numbers of what a dense layer shows, without the steps before the first. */
export const imagesOf = ({ record, weights }: Dense): Floats =>
  record.states[0].subarray(record.B * weights.H);

/** A batch that was read. */
export interface Reading {
  readonly window: Window;
  readonly count: number;
  readonly lengths: Int32Array;
  /** Of additive attention. */
  readonly key?: Dense;
}

export function readSources(
  translator: Translator,
  sources: Sequences,
  batch: Int32Array,
): Reading {
  const { reader, lanes, key } = translator;
  const window = lanes.fill(sources, batch);
  readWords(reader, window);
  runLayers(reader, window);
  const reading = { window, count: batch.length, lengths: lanes.lengths };
  if (!key) return reading;
  const images = shortened(key, window.T);
  images.record.x.set(window.h);
  reader.kernels.cellForward(images.layer.cell.compiled, images.weights, images.record);
  return { ...reading, key: images };
}

/** Puts what was written before a step, and the source's vector, into what the step reads. */
export function putStep(
  { network, B }: Translator,
  { window }: Writing,
  { window: read, lengths }: Reading,
  { t, b }: { readonly t: number; readonly b: number },
  before: number,
): void {
  const { layout, parameters } = network;
  const { E, H } = layout.padded;
  const into = (t * B + b) * paddedWidth(layout.read);
  const from = before * E;
  for (let k = 0; k < E; k++) window.x[into + k] = parameters.encoder[from + k];
  const vector = ((lengths[b] - 1) * B + b) * H;
  for (let k = 0; k < H; k++) window.x[into + E + k] = read.h[vector + k];
}

/** What was written before step `t` of a target. */
export const writtenBefore = (targets: Sequences, pair: number, t: number): number =>
  t === 0 ? endOfTarget : targets.ids[targets.starts[pair] + t - 1];

export type Blocked = Glance['isBlocked'];

/** @param steps of each stream */
export function glanceOf(
  translator: Translator,
  { window, looking, T }: Writing,
  { window: read, lengths, key }: Reading,
  steps: Int32Array,
  isBlocked?: Blocked,
): Glance | undefined {
  const { attention, network, B, room } = translator;
  if (attention === 'none' || !looking) return undefined;
  const { query } = looking;
  const score = network.parameters.attention?.additive?.score;
  return {
    ...{ kind: attention, B, room, steps, roomSteps: T, sourceLengths: lengths },
    ...{ width: network.layout.padded.H, states: read.h },
    queries: query ? imagesOf(query) : window.h,
    keys: key ? imagesOf(key) : read.h,
    ...(score && { score }),
    tanh: network.kernels.engine === 'twin' ? exactTanh : quickTanh,
    ...(isBlocked && { isBlocked }),
  };
}

/** After the layers of the writing network: looks back, and leaves in `shown` what the projection reads. */
export function look(
  translator: Translator,
  writing: Writing,
  reading: Reading,
  steps: Int32Array,
  isBlocked?: Blocked,
): void {
  const { looking, window } = writing;
  const { kernels, layout } = translator.network;
  if (!looking) return;
  const { query, combine, contexts, shares } = looking;
  if (query) {
    query.record.x.set(window.h);
    kernels.cellForward(query.layer.cell.compiled, query.weights, query.record);
  }
  const glance = glanceOf(translator, writing, reading, steps, isBlocked);
  if (!glance) return;
  lookAround(glance, shares, contexts);
  const { H } = layout.padded;
  for (let row = 0; row * H < contexts.length; row++) {
    for (let k = 0; k < H; k++) {
      combine.record.x[2 * row * H + k] = window.h[row * H + k];
      combine.record.x[(2 * row + 1) * H + k] = contexts[row * H + k];
    }
  }
  kernels.cellForward(combine.layer.cell.compiled, combine.weights, combine.record);
}
