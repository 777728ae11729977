/**
 * A unit switched off: at every token its hidden state (or its cell state) is set to one value,
 * usually its mean over the text, before anything reads it: the layers above, the projection, and
 * all gates of the next step. The network is run twice, as it is and so, and the surprise of every
 * next token compared. Its mean, not zero: zero may be a value that the network has never seen.
 */
import type { LstmState } from '../model/predictor';
import type { Network } from '../model/network';
import type { Pass } from '../model/window';
import { allocatePass, carryState, forward } from '../model/window';
import type { TraceText } from './trace';

export interface Ablation {
  readonly text: TraceText;
  readonly from: number;
  /** Before token `from`. */
  readonly state: LstmState;
  /** Tokens read; the surprise of the one after each is compared. */
  readonly count: number;
  readonly layer: number;
  readonly unit: number;
  readonly what: 'h' | 'c';
  readonly value: number;
}

/** Of tokens from + 1 to from + count, in bits. */
export interface AblationEffect {
  readonly bits: Float64Array;
  /** Switched off, minus as it is: above 0 where the unit had helped. */
  readonly change: Float64Array;
  /** Goes on by a block. @returns whether all is done */
  advance(): boolean;
}

/** Memory for ablations in one network; one at a time. */
export interface AblationDesk {
  ablate(asked: Ablation): AblationEffect;
}

/** Tokens whose surprise is measured at once: a slice's work, as in `lanes.ts`. */
const T = 4;

export function createAblationDesk(network: Network): AblationDesk {
  const { kernels, parameters, layout } = network;
  const { H } = layout.padded;
  const runs = [0, 1].map(() => allocatePass(network, 1, 1));
  // As it is, then switched off.
  const shown = kernels.floats(2 * T * H);
  const targets = kernels.integers(2 * T);
  const losses = kernels.floats(2 * T);

  return {
    ablate(asked) {
      const { text, from, state, count } = asked;
      const bits = new Float64Array(count);
      const change = new Float64Array(count);
      let done = 0;
      for (const run of runs) start(run, state, H);

      const read = (t: number): void => {
        runs.forEach((run, which) => {
          run.inputs[0] = text.id(from + done + t);
          forward(network, run, (layer) => {
            if (which === 1 && layer === asked.layer) switchOff(run, asked, H);
          });
          carryState(run);
          shown.set(run.h.subarray(0, H), (which * T + t) * H);
          targets[which * T + t] = text.id(from + done + t + 1);
        });
      };
      return {
        bits,
        change,
        advance() {
          const size = Math.min(T, count - done);
          if (size <= 0) return true;
          for (let t = 0; t < size; t++) read(t);
          kernels.losses(parameters.decoder, shown, targets, losses);
          for (let t = 0; t < size; t++) {
            bits[done + t] = losses[t] / Math.LN2;
            change[done + t] = (losses[T + t] - losses[t]) / Math.LN2;
          }
          done += size;
          return done >= count;
        },
      };
    },
  };
}

function start({ records }: Pass, state: LstmState, H: number): void {
  records.forEach(({ h, c }, l) => {
    h.set(state.subarray(2 * l * H, (2 * l + 1) * H));
    c.set(state.subarray((2 * l + 1) * H, (2 * l + 2) * H));
  });
}

/** In block 1 of the record, which the step has just written. */
function switchOff({ records }: Pass, { layer, unit, what, value }: Ablation, H: number): void {
  const { h, c, gates } = records[layer];
  if (what === 'h') {
    h[H + unit] = value;
    return;
  }
  c[H + unit] = value;
  h[H + unit] = gates[3 * H + unit] * Math.tanh(value);
}
