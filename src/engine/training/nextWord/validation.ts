/**
 * The loss on text that is not trained on: blocks spread over the document, read side by side, each
 * after a run-up of the tokens before it that is not counted, so that no block starts cold.
 */
import type { Floats } from '../../kernels/kernels';
import type { Range } from '../../text/corpus';
import type { Network } from '../../network/network';
import { carryState, resetState } from '../../network/state';
import { allocatePass, forward } from '../../network/window';

export interface Validation {
  /** Nats per token; undefined when interrupted. Disturbs nothing. */
  measure(): number | undefined;
  readonly tokens: number;
}

/** Tokens read before a block. */
const runUp = 32;
const T = 16;
/** Most tokens counted: enough to tell two perplexities on the same tokens apart, few enough to be quick. */
const mostTokens = 5_000;

/**
 * @param ids the whole document
 * @param ranges blocks to measure on, none empty
 */
export function createValidation(
  network: Network,
  ids: Int32Array,
  ranges: readonly Range[],
): Validation {
  const { kernels, states } = network;
  const B = ranges.length;
  const shortest = Math.min(...ranges.map(({ from, to }) => to - Math.max(1, from)));
  const counted = Math.max(1, Math.min(shortest, Math.ceil(mostTokens / B)));
  const pass = allocatePass(network, T, B);
  const losses = kernels.floats(T * B);
  const start = (b: number): number => Math.max(1, ranges[b].from);

  /** Targets `offset …` of every block into the pass; places that do not count get target 0. */
  const fill = (offset: number): void => {
    for (let t = 0; t < T; t++) {
      for (let b = 0; b < B; b++) {
        const target = start(b) + offset + t;
        const inside = target >= 1 && offset + t < counted;
        pass.inputs[t * B + b] = inside ? ids[target - 1] : 0;
        pass.targets[t * B + b] = inside ? ids[target] : 0;
      }
    }
  };

  return {
    tokens: counted * B,
    measure() {
      resetState(states, pass);
      let sum = 0;
      for (let offset = -runUp; offset < counted; offset += T) {
        fill(offset);
        forward(network, pass);
        if (offset >= 0) {
          kernels.losses(network.parameters.decoder, pass.h, pass.targets, losses);
          sum += sumRows(losses, Math.min(T, counted - offset) * B);
        }
        if (kernels.interrupted()) return undefined;
        carryState(states, pass);
      }
      return sum / (counted * B);
    },
  };
}

function sumRows(losses: Floats, rows: number): number {
  let sum = 0;
  for (let n = 0; n < rows; n++) sum += losses[n];
  return sum;
}
