/**
 * A batch of sources that was read: a state at each position, and one vector of the whole, the deep one. Read
 * forwards, these are what the network shows, the vector that after the last token. Read in both directions
 * they are a learnt linear image of both: at a position of what each direction shows there, of the whole of
 * what each shows after its own last token.
 */
import type { Floats } from '../../kernels/kernels';
import type { Network } from '../../network/network';
import { backwardLayers, readWords, runLayers, type Window } from '../../network/window';
import type { Lanes } from '../sequences/lanes';
import type { Sequences } from '../sequences/sequences';
import { imagesOf, passThroughDense, runDense, shortened, type Dense } from './dense';

/** The network that reads, with its memory for a batch. */
export interface Reader {
  readonly reader: Network;
  readonly lanes: Lanes;
  /** Where the source is read in both directions: what is made of both, with a step more than positions. */
  readonly join?: Dense;
  /** Of additive attention: images of the states, for as many positions as are read at most. */
  readonly key?: Dense;
}

export interface Reading {
  readonly window: Window;
  readonly lengths: Int32Array;
  /** [T][B][H], and of both directions a step more; then the gradient there. */
  readonly states: Floats;
  readonly dStates: Floats;
  /** Of both directions. */
  readonly join?: Dense;
  /** Of additive attention. */
  readonly key?: Dense;
}

/** The row of `states` that is a source's vector. */
export const vectorAt = ({ window: { T, B }, lengths, join }: Reading, b: number): number =>
  (join ? T : lengths[b] - 1) * B + b;

export function readSources(
  { reader, lanes, join, key }: Reader,
  sources: Sequences,
  batch: Int32Array,
): Reading {
  const window = lanes.fill(sources, batch);
  readWords(reader, window);
  runLayers(reader, window);
  const { lengths } = lanes;
  const { kernels } = reader;
  const joined = join && shortened(join, window.T + 1);
  if (joined) {
    joined.record.x.set(window.h);
    eachEnd(window, lengths, (end, last, first, H) => {
      const { x } = joined.record;
      for (let k = 0; k < H; k++) {
        x[end + k] = window.h[last + k];
        x[end + H + k] = window.h[first + H + k];
      }
    });
    runDense(kernels, joined);
  }
  const states = joined ? imagesOf(joined) : window.h;
  const dStates = joined ? joined.flow.dh : window.dh;
  const images = key && shortened(key, window.T);
  if (images) {
    images.record.x.set(states.subarray(0, images.record.x.length));
    runDense(kernels, images);
  }
  return {
    ...{ window, lengths, states, dStates },
    ...(joined && { join: joined }),
    ...(images && { key: images }),
  };
}

/** From the gradient in `dStates` down to the tokens. */
export function passReadingBack(
  { reader }: Pick<Reader, 'reader'>,
  { window, lengths, join }: Reading,
): void {
  if (join) {
    passThroughDense(reader.kernels, join);
    const { dx } = join.flow;
    window.dh.set(dx.subarray(0, window.dh.length));
    eachEnd(window, lengths, (end, last, first, H) => {
      for (let k = 0; k < H; k++) {
        window.dh[last + k] += dx[end + k];
        window.dh[first + H + k] += dx[end + H + k];
      }
    });
  }
  backwardLayers(reader, window);
}

/** Where both directions of a source stand side by side: of its vector, of its last token, of its first. */
function eachEnd(
  { T, B, h }: Window,
  lengths: Int32Array,
  visit: (end: number, last: number, first: number, H: number) => void,
): void {
  const width = h.length / (T * B);
  for (let b = 0; b < B; b++) {
    if (lengths[b] === 0) continue;
    visit((T * B + b) * width, ((lengths[b] - 1) * B + b) * width, b * width, width / 2);
  }
}
