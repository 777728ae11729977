/**
 * The fast kernels' operations on the projection to words: losses, probabilities and their gradients.
 * Checks, scratch memory and addresses alone, as in `wasm.ts`, which makes them part of its door; the
 * arithmetic is in assembly/.
 */
import type { Checks } from './checks';
import type { Floats, Kernels } from './kernels';
import * as layout from './layout';
import type { SharedHeap } from './memory';
import { chunkRows, scratchOf } from './scratch';
import { perProduct, perWeight } from './work';

export interface DecoderTools {
  readonly heap: SharedHeap;
  readonly check: Checks;
  send(operation: number, work: number, ...values: number[]): number;
  /** The numbers of the next job. */
  readonly numbers: Float64Array;
}

type DecoderKernels = Pick<
  Kernels,
  'softmax' | 'sampledSoftmax' | 'losses' | 'logits' | 'normalise'
>;

export function decoderKernels({ heap, check, send, numbers }: DecoderTools): DecoderKernels {
  return {
    softmax(decoder, h, targets, scale, dh, gradients) {
      const N = check.rows(decoder, h, targets);
      check.length('dh', dh, N * decoder.H);
      check.decoder(gradients);
      const { V, H, w, b } = decoder;
      const work = 3 * N * V * H * perProduct;
      const scratch = heap.scratch(scratchOf.softmax(N, V));
      const arrays = [w, b, h, targets, dh, gradients.w, gradients.b].map(at);
      numbers[0] = scale;
      return send(layout.SOFTMAX, work, N, V, H, ...arrays, chunkRows(N, V), ...scratch);
    },

    sampledSoftmax(decoder, h, targets, samples, logQ, scale, dh, gradients) {
      const N = check.rows(decoder, h, targets);
      check.ids('samples', samples, decoder.V);
      check.length('logQ', logQ, samples.length);
      check.length('dh', dh, N * decoder.H);
      check.decoder(gradients);
      const { H, w, b } = decoder;
      const S = Math.ceil(samples.length / 8) * 8;
      const work = 3 * N * S * H * perProduct;
      const [ids, sw, sb, dsw, dsb, dt, logits, losses] = heap.scratch(
        scratchOf.sampledSoftmax(N, S, H),
      );
      const arrays = [w, b, h, targets, samples, logQ, dh, gradients.w, gradients.b].map(at);
      const own = [ids, sw, sb, dsw, dsb, dt, chunkRows(N, S), logits, losses];
      numbers[0] = scale;
      return send(layout.SAMPLED_SOFTMAX, work, N, S, samples.length, H, ...arrays, ...own);
    },

    losses(decoder, h, targets, losses, ranks) {
      const N = check.rows(decoder, h, targets);
      check.length('losses', losses, N);
      if (ranks) check.length('ranks', ranks, N);
      const { V, H, w, b } = decoder;
      const scratch = heap.scratch(scratchOf.losses(N, V));
      const arrays = [...[w, b, h, targets, losses].map(at), ranks ? at(ranks) : 0];
      const work = N * V * H * perProduct;
      send(layout.LOSSES, work, N, V, H, ...arrays, chunkRows(N, V), ...scratch);
    },

    logits(decoder, h, logits) {
      check.decoder(decoder);
      const { V, H, w, b } = decoder;
      check.length('h', h, H);
      check.length('logits', logits, V);
      send(layout.LOGITS, V * H * perWeight, V, H, at(w), at(b), at(h), at(logits));
    },

    normalise(logits) {
      check.aligned('logits', logits.length);
      check.length('logits', logits, logits.length);
      send(layout.NORMALISE, 0, logits.length, at(logits));
    },
  };
}

const at = (array: Floats | Int32Array): number => array.byteOffset;
