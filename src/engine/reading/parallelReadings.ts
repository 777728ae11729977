/**
 * One text read in several lanes side by side, each from its own state, with the surprise of every
 * next token in every lane. Blocks of tokens, because weights that are read once for many rows cost
 * a fraction of what they cost one by one. Memory is taken once, here; the lanes are exact: what a
 * lane computes is what a reading of that text alone would.
 */
import type { Floats } from '../kernels/kernels';
import type { Network } from '../network/network';
import { carryState, putState, type RecurrentState } from '../network/state';
import { allocatePass, forward } from '../network/window';
import { heldBy, statesOnly } from './layerMemory';

export interface ParallelReadings {
  readonly network: Network;
  readonly B: number;
  /** Tokens in a block. */
  readonly T: number;
  /** All lanes stand in this state. */
  begin(state: RecurrentState): void;
  /**
   * Reads a block of `count` tokens; only the last block of a reading may be shorter than T.
   * @param id what a lane reads at step t
   * @param next the token that comes after step t, for its surprise
   */
  read(count: number, id: (t: number, lane: number) => number, next?: (t: number) => number): void;
  /** Of the token after step t, in bits; where `next` was given. */
  bits(t: number, lane: number): number;
  /** What a layer's memory is after step t, or without one what it shows; [H], valid until the next call. */
  held(t: number, lane: number, layer: number): Floats;
}

/**
 * Tokens in a block: as many as a thread that must also answer can read between two looks at its
 * messages, some tens of milliseconds of the projection; more than 8 save nothing.
 */
function blockLength({ shape: { V, H } }: Network, B: number): number {
  return Math.max(1, Math.min(8, Math.floor(mostProducts / (B * V * H))));
}

const mostProducts = 2e8;

export function createParallelReadings(network: Network, B: number): ParallelReadings {
  const { kernels, parameters, shape, layout, states } = network;
  const { H } = layout.padded;
  const T = blockLength(network, B);
  const pass = allocatePass(network, T, B);
  const losses = kernels.floats(T * B);
  const holders = layout.layers.map((_, layer) => heldBy(network, layer));
  let begun = false;
  return {
    network,
    B,
    T,
    begin(state) {
      for (let b = 0; b < B; b++) putState(states, pass, state, b);
      begun = false;
    },
    read(count, id, next) {
      if (begun) carryState(states, pass);
      begun = true;
      for (let t = 0; t < T; t++) {
        for (let b = 0; b < B; b++) {
          pass.inputs[t * B + b] = t < count ? id(t, b) : 0;
          pass.targets[t * B + b] = t < count && next ? next(t) : 0;
        }
      }
      forward(network, pass);
      if (next) kernels.losses(parameters.decoder, pass.h, pass.targets, losses);
    },
    bits: (t, lane) => losses[t * B + lane] / Math.LN2,
    held(t, lane, layer) {
      const from = ((t + 1) * B + lane) * H;
      const { states: arrays } = pass.records[layer];
      const values = layout.layers[layer].cell.compiled.states.map(
        ({ letter }, s) => [letter, arrays[s].subarray(from, from + shape.H)] as const,
      );
      return holders[layer](statesOnly(Object.fromEntries(values)));
    },
  };
}
