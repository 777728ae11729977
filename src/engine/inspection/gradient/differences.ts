/**
 * The gradient checked there and then: one number of what is carried is nudged, the text is read on, and
 * the loss at the word is compared. A sample: of every layer and everything that it carries, after the words
 * 1, 2, 4, 8 … back, the unit with the largest gradient and another one. In double precision.
 */
import type { StepValues } from '../../cells/evaluate';
import type { Network } from '../../network/network';
import { createPredictor } from '../../network/predictor';
import type { RecurrentState } from '../../network/state';
import { createIntervenedPredictor } from '../intervenedPredictor';
import type { Acting } from '../interventions';
import { atTop, createGradientFlow, layersBack, lengthOf, stepBack } from './gradientFlow';

export interface CheckedEntry {
  /** Words back; 1: after the word just before. */
  readonly back: number;
  readonly layer: number;
  readonly letter: string;
  readonly unit: number;
  readonly gradient: number;
  readonly difference: number;
  /** How far they are apart, as a share of the gradient's length there. */
  readonly error: number;
}

export interface GradientCheck {
  /** One entry more. @returns whether it was the last */
  advance(): boolean;
  readonly entries: readonly CheckedEntry[];
  /** Places where differences say nothing: the gradient is too short or too long, or no number is left. */
  readonly leftOut: number;
}

/** Words back that are read for a check, at most. */
export const mostCheckedWords = 64;

/** Half a nudge. At a gradient of 1e-4 rounding then leaves seven digits. */
const nudge = 1e-3;
const shortest = 1e-4;
/** Beyond it a nudge reaches where the loss bends. */
const longest = 1e3;
/** Next to a larger value a nudge has too few digits. */
const largest = 1e6;

type Place = Omit<CheckedEntry, 'difference' | 'error'> & { readonly length: number };

/** What reading the words left behind. */
export interface ReadWords {
  readonly ids: ArrayLike<number>;
  readonly target: number;
  /** Before each word. */
  readonly states: readonly RecurrentState[];
  readonly at: (word: number) => (layer: number) => StepValues;
  readonly probabilities: Float64Array;
}

/** From the beginning of a text. */
export function readWords(network: Network, ids: ArrayLike<number>, target: number): ReadWords {
  const predictor = createPredictor(network);
  const flow = createGradientFlow(network, ids.length);
  const state = predictor.start();
  const states: RecurrentState[] = [];
  for (let t = 0; t < ids.length; t++) {
    states.push(state.slice());
    predictor.read(ids[t], state);
    flow.note(predictor.layers);
  }
  const probabilities = Float64Array.from(predictor.probabilities(state));
  return { ids, target, states, at: flow.at, probabilities };
}

/** @param network in double precision */
export function createGradientCheck(network: Network, read: ReadWords): GradientCheck {
  const found = placesIn(network, read);
  const lossWith = nudgedLoss(network, read);
  const entries: CheckedEntry[] = [];
  let { leftOut } = found;
  return {
    entries,
    get leftOut() {
      return leftOut;
    },
    advance() {
      const place = found.places.shift();
      if (!place) return true;
      const { length, ...entry } = place;
      const loss = (by: number): number => lossWith(place, by);
      const near = loss(nudge) - loss(-nudge);
      const far = loss(2 * nudge) - loss(-2 * nudge);
      const difference = (8 * near - far) / (12 * nudge);
      const error = Math.abs(difference - entry.gradient) / length;
      if (Number.isFinite(error)) entries.push({ ...entry, difference, error });
      else leftOut++;
      return found.places.length === 0;
    },
  };
}

function placesIn(
  network: Network,
  { ids, target, at, probabilities }: ReadWords,
): { places: Place[]; leftOut: number } {
  const layers = layersBack(network);
  const places: Place[] = [];
  const least = shortest * Math.max(1, -Math.log(probabilities[target]) / 10);
  let leftOut = 0;
  let above: Float64Array | undefined;
  for (let word = ids.length - 1; word >= 0; word--) {
    const back = ids.length - word;
    const valuesOf = at(word);
    if (back === 1) above = atTop(network, probabilities, target, valuesOf(network.shape.L - 1));
    const isSampled = Number.isInteger(Math.log2(back));
    stepBack(layers, valuesOf, above, (layer, letter, gradient) => {
      if (!isSampled) return;
      const length = lengthOf(gradient);
      if (!(length >= least && length <= longest)) {
        leftOut++;
        return;
      }
      const values = valuesOf(layer).values[letter];
      for (const unit of unitsOf(gradient, back)) {
        if (!(Math.abs(values[unit]) <= largest)) leftOut++;
        else places.push({ back, layer, letter, unit, gradient: gradient[unit], length });
      }
    });
    above = undefined;
  }
  return { places, leftOut };
}

/** The one with the largest gradient, and another that changes with the distance. */
function unitsOf(gradient: Float64Array, back: number): readonly number[] {
  const largest = gradient.reduce(
    (best, value, unit) => (Math.abs(value) > Math.abs(gradient[best]) ? unit : best),
    0,
  );
  const other = (largest + back) % gradient.length;
  return other === largest ? [largest] : [largest, other];
}

function nudgedLoss(network: Network, { ids, target, states }: ReadWords) {
  const nudged = createIntervenedPredictor(network);
  const plain = createPredictor(network);
  return ({ back, layer, letter, unit }: Place, by: number): number => {
    const word = ids.length - back;
    const state = states[word].slice();
    const wanted = (_: number, now: number): number => now + by;
    const acting: Acting = { layer, gate: letter, from: 0, units: [unit], wanted };
    nudged.read(ids[word], state, 0, [acting]);
    for (let t = word + 1; t < ids.length; t++) plain.read(ids[t], state);
    return -Math.log(plain.probabilities(state)[target]);
  };
}
