/**
 * How far back the loss at one word reaches: the length of its gradient at what each layer carried after
 * each earlier word (dL/dh, dL/dc), in nats, without the truncation that training has. First the words are
 * read and what every layer did is noted, in as many calls as its owner likes; then the way back, word by
 * word. Exact for the values that were noted, in double precision.
 */
import type { StepValues } from '../../cells/evaluate';
import { evaluatorOf } from '../../cells/evaluate';
import type { Network } from '../../network/network';
import { paddedWidth } from '../../network/shape';
import type { LayerReading } from '../../network/predictor';
import { learnedBy } from '../../reading/layerMemory';
import { createLayerBack, type LayerBack } from './layerBack';

/** Of each layer from below: by letter a number for each word noted, the earliest first. */
export type Lengths = readonly Readonly<Record<string, Float64Array<ArrayBuffer>>>[];

export interface GradientFlow {
  /** Words that can be noted. */
  readonly count: number;
  /** What every layer did at the next word. */
  note(layers: readonly LayerReading[]): void;
  /** What every layer did at a word that was noted. */
  at(word: number): (layer: number) => StepValues;
  /**
   * From the word after the last one noted.
   * @param probabilities of what comes after it
   */
  back(probabilities: ArrayLike<number>, target: number): WayBack;
}

export interface WayBack {
  readonly lengths: Lengths;
  /** One word farther back. @returns whether the first was reached */
  advance(): boolean;
}

/** Of what is noted. */
export const gradientBytes = 64 << 20;

/** Words of which can be noted what a network does within so many bytes. */
export const mostWordsFor = (network: Network, bytes = gradientBytes): number =>
  Math.max(1, Math.floor(bytes / (8 * numbersAWord(network))));

const numbersAWord = ({ shape, layout }: Network): number =>
  layout.layers.reduce(
    (sum, { cell, input }) =>
      sum + cell.definition.equations.length * shape.H + input.pieces * input.each,
    0,
  );

export function createGradientFlow(network: Network, count: number): GradientFlow {
  const { layout, shape } = network;
  const notes = layout.layers.map((_, layer) => createNotes(network, layer, count));
  let noted = 0;
  return {
    count,
    note(layers) {
      if (noted === count) throw new RangeError(`There is room for ${count} words.`);
      layers.forEach((layer, l) => notes[l].note(noted, layer));
      noted++;
    },
    at: (word) => (layer) => notes[layer].at(word),
    back(probabilities, target) {
      const lengths: Record<string, Float64Array<ArrayBuffer>>[] = layout.layers.map(({ cell }) =>
        Object.fromEntries(
          cell.compiled.states.map(({ letter }) => [letter, new Float64Array(noted)]),
        ),
      );
      const layers = layersBack(network);
      const top = notes[shape.L - 1];
      let above: Float64Array | undefined =
        noted === 0 ? undefined : atTop(network, probabilities, target, top.at(noted - 1));
      let at = noted;
      return {
        lengths,
        advance() {
          if (at === 0) return true;
          at--;
          stepBack(
            layers,
            (l) => notes[l].at(at),
            above,
            (l, letter, gradient) => {
              lengths[l][letter][at] = lengthOf(gradient);
            },
          );
          above = undefined;
          return at === 0;
        },
      };
    },
  };
}

/** All layers of a network, from below. */
export function layersBack(network: Network): readonly LayerBack[] {
  const { layout, parameters, shape } = network;
  return layout.layers.map((layer, l) => {
    const learned = learnedBy(network, layer, parameters.layers[l]);
    const inputs = l > 0 ? layer.input.pieces * layer.input.each : undefined;
    return createLayerBack(layer.cell, shape.H, learned, inputs);
  });
}

/** One word back through all layers, the top one first. @param above at what the top one shows */
export function stepBack(
  layers: readonly LayerBack[],
  valuesOf: (layer: number) => StepValues,
  above: Float64Array | undefined,
  seen?: (layer: number, letter: string, gradient: Float64Array) => void,
): void {
  let from = above;
  for (let l = layers.length - 1; l >= 0; l--) {
    layers[l].step(valuesOf(l), from, seen && ((letter, gradient) => seen(l, letter, gradient)));
    from = layers[l].x;
  }
}

/** The gradient of a word's loss at what the top layer shows before it: through softmax and read-out. */
export function atTop(
  network: Network,
  probabilities: ArrayLike<number>,
  target: number,
  top: StepValues,
): Float64Array {
  const { layout, parameters, shape } = network;
  const { w } = parameters.decoder;
  const width = paddedWidth(layout.shown);
  const shown = new Float64Array(shape.H);
  for (let v = 0; v < shape.V; v++) {
    const g = probabilities[v] - (v === target ? 1 : 0);
    for (let j = 0; j < shape.H; j++) shown[j] += g * w[v * width + j];
  }
  const { readout } = layout;
  if (!readout || !parameters.readout) return shown;
  const learned = learnedBy(network, readout, parameters.readout);
  const back = createLayerBack(readout.cell, shape.H, learned, shape.H);
  const [{ letter, value }] = readout.cell.definition.equations;
  const [{ letter: h }] = layout.layers[shape.L - 1].cell.compiled.states;
  const step = { values: {}, before: {}, x: top.values[h] };
  const hidden = evaluatorOf(value, shape.H, learned)(step);
  back.step({ ...step, values: { [letter]: hidden } }, shown);
  return back.x ?? shown;
}

interface Notes {
  note(word: number, layer: LayerReading): void;
  at(word: number): StepValues;
}

/** What one layer did at each of so many words. */
function createNotes({ layout, shape }: Network, layer: number, count: number): Notes {
  const { H } = shape;
  const { cell, input } = layout.layers[layer];
  const K = input.pieces * input.each;
  const letters = cell.definition.equations.map(({ letter }) => letter);
  const kept = new Map(letters.map((letter) => [letter, new Float64Array(count * H)]));
  const x = new Float64Array(count * K);
  const first: Record<string, Float64Array> = {};
  const of = (letter: string, word: number): Float64Array =>
    (kept.get(letter) ?? x).subarray(word * H, (word + 1) * H);
  const carried = cell.compiled.states.map(({ letter }) => letter);
  return {
    note(word, reading) {
      for (const letter of letters) of(letter, word).set(reading.values[letter]);
      x.set(reading.x.subarray(0, K), word * K);
      if (word > 0) return;
      for (const letter of carried) first[letter] = Float64Array.from(reading.before[letter]);
    },
    at: (word) => ({
      values: Object.fromEntries(letters.map((letter) => [letter, of(letter, word)])),
      before:
        word === 0
          ? first
          : Object.fromEntries(carried.map((letter) => [letter, of(letter, word - 1)])),
      x: x.subarray(word * K, (word + 1) * K),
    }),
  };
}

/** Of a gradient so small or large that its square has no number, too. */
export function lengthOf(gradient: Float64Array): number {
  const most = gradient.reduce((largest, part) => Math.max(largest, Math.abs(part)), 0);
  if (most === 0 || !Number.isFinite(most)) return most;
  const sum = gradient.reduce((squares, part) => squares + (part / most) * (part / most), 0);
  return most * Math.sqrt(sum);
}
