/**
 * What if: a text read side by side as it is and with interventions, and the surprise of every next
 * token in each reading. Each reading continues from its own state, so that every effect of an
 * intervention passes up the layers and on through time. A unit switched off and a gate held at its mean for all
 * units are such readings, too.
 */
import type { Floats } from '../kernels/kernels';
import type { LayerReading } from '../network/predictor';
import type { RecurrentState } from '../network/state';
import type { Network } from '../network/network';
import { createIntervenedPredictor } from './intervenedPredictor';
import type { Acting, Intervention, Means } from './interventions';
import { beginActing } from './interventions';
import type { TraceText } from '../reading/trace';

export interface WhatIf {
  readonly text: TraceText;
  /** The first token that is read. */
  readonly from: number;
  /** Before token `from`. */
  readonly state: RecurrentState;
  /** Tokens read; the surprise of the one after each is measured. */
  readonly count: number;
  /** The interventions of each reading; none in one that reads the text as it is. */
  readonly readings: readonly (readonly Intervention[])[];
  readonly means: Means;
  /** Sees every token of every reading. */
  readonly visit?: (token: number, reading: number, layers: readonly LayerReading[]) => void;
}

export interface Readings {
  /** A reading's surprise at tokens from + 1 to from + count, in bits. */
  readonly bits: readonly Float64Array[];
  /** Goes on by a block. @returns whether all is done */
  advance(): boolean;
}

/** What is expected after the tokens `from` to `from + count - 1`. */
export interface Expectations {
  advance(): boolean;
  /** When all is done: [V] of a reading; valid until the next call. */
  probabilities(reading: number): Floats;
}

/** Memory for such readings of one network; one question at a time. */
export interface WhatIfReadings {
  compare(asked: WhatIf): Readings;
  expect(asked: Omit<WhatIf, 'visit'>): Expectations;
}

/** Tokens and readings whose surprise is measured at once. */
const mostRows = 24;
/** Products of the projection in a slice: some tens of milliseconds (`parallelReadings.ts`). */
const mostProducts = 2e8;

export function createWhatIfReadings(network: Network): WhatIfReadings {
  const { kernels, parameters, layout, shape } = network;
  const { H } = layout.padded;
  const reader = createIntervenedPredictor(network);
  const rows = Math.max(1, Math.min(mostRows, Math.floor(mostProducts / (shape.V * H))));
  const shown = kernels.floats(rows * H);
  const targets = kernels.integers(rows);
  const losses = kernels.floats(rows);

  /** Surprises that wait to be measured together. */
  function createQueue() {
    const waiting: { into: Float64Array; at: number }[] = [];
    const measure = (): void => {
      if (waiting.length === 0) return;
      kernels.losses(parameters.decoder, shown, targets, losses);
      waiting.forEach(({ into, at }, row) => (into[at] = losses[row] / Math.LN2));
      waiting.length = 0;
    };
    return {
      push(state: RecurrentState, target: number, into: Float64Array, at: number): void {
        const row = waiting.push({ into, at }) - 1;
        shown.set(reader.projected(state), row * H);
        targets[row] = target;
        if (waiting.length === rows) measure();
      },
      measure,
    };
  }

  const begin = ({ readings, state, means }: Omit<WhatIf, 'visit'>) =>
    readings.map((interventions) => ({
      state: state.slice(),
      acting: interventions.map((one): Acting => beginActing(one, shape.H, means)),
    }));

  return {
    compare(asked) {
      const { text, from, count, visit } = asked;
      const running = begin(asked);
      const bits = running.map(() => new Float64Array(count));
      const queue = createQueue();
      const tokensAtOnce = Math.max(1, Math.floor(rows / running.length));
      let done = 0;
      const read = (token: number): void =>
        running.forEach(({ state, acting }, n) => {
          reader.read(text.id(token), state, token, acting);
          visit?.(token, n, reader.layers);
          queue.push(state, text.id(token + 1), bits[n], token - from);
        });
      return {
        bits,
        advance() {
          const end = Math.min(count, done + tokensAtOnce);
          for (; done < end; done++) read(from + done);
          if (done < count) return false;
          queue.measure();
          return true;
        },
      };
    },
    expect(asked) {
      const { text, from, count } = asked;
      const running = begin(asked);
      let done = 0;
      return {
        advance() {
          if (done >= count) return true;
          const token = from + done++;
          for (const { state, acting } of running) {
            reader.read(text.id(token), state, token, acting);
          }
          return done >= count;
        },
        probabilities: (n) => reader.probabilities(running[n].state),
      };
    },
  };
}

/** The surprise of each token in the second reading, minus in the first. */
export function changeOf({ bits: [own, other] }: Readings): Float64Array {
  return other.map((surprise, n) => surprise - own[n]);
}
