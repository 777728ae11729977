/** What is measured in networks that have learnt nothing yet: gradients, what is kept, ranges, reach. */
import { knownCell } from '../../cells/cell';
import { tensorLength } from '../../cells/interpreter';
import { createFreshNetwork, type FreshNetwork } from '../../inspection/gradient/freshNetwork';
import { createGradientFlow } from '../../inspection/gradient/gradientFlow';
import type { Kernels } from '../../kernels/kernels';
import type { Network } from '../../network/network';
import { createPredictor } from '../../network/predictor';
import { allocatePass, forward } from '../../network/window';
import { random, type Random } from '../../random';
import { layerMemory } from '../../reading/layerMemory';
import { createTwin } from '../../twin/twin';
import type { Measuring } from '../claim';

export const sizes = { V: 32, E: 16, H: 32 } as const;

type Untrained = Omit<FreshNetwork, keyof typeof sizes>;

const createUntrained = (asked: Untrained, dice: Random, kernels: Kernels): Network =>
  createFreshNetwork({ ...asked, ...sizes }, dice, kernels);

const drawWords = (dice: Random, count: number): number[] =>
  Array.from({ length: count }, () => dice.below(sizes.V));

/** In double precision, where nothing is lost. */
const exact = (): Kernels => createTwin({ interrupted: () => false });

/** How long the gradient of a word's loss is so many words earlier, as a multiple of its length at the last word. */
export const gradientLeft = (asked: Untrained, words: number): Measuring =>
  function* (seed) {
    const dice = random(seed);
    const network = createUntrained(asked, dice, exact());
    const predictor = createPredictor(network);
    const flow = createGradientFlow(network, words + 1);
    const state = predictor.start();
    const text = drawWords(dice, words + 2);
    for (const id of text.slice(0, -1)) {
      predictor.read(id, state);
      flow.note(predictor.layers);
      yield;
    }
    const back = flow.back(predictor.probabilities(state), text[words + 1]);
    while (!back.advance()) continue;
    const lengths = Object.values(back.lengths[0]);
    const at = (word: number): number => Math.hypot(...lengths.map((of) => of[word]));
    return at(0) / at(words);
  };

/** The share of what the units hold after a word that is left so many words later, mean over units. */
export const keptAfter = (asked: Untrained, words: number): Measuring =>
  function* (seed) {
    const dice = random(seed);
    const network = createUntrained(asked, dice, exact());
    const predictor = createPredictor(network);
    const memory = layerMemory(network, 0);
    if (!memory) return 0;
    const state = predictor.start();
    const left = new Float64Array(sizes.H).fill(1);
    for (const id of drawWords(dice, words)) {
      predictor.read(id, state);
      const keep = memory.keep(predictor.layers[0]);
      for (let j = 0; j < sizes.H; j++) left[j] *= keep[j];
      yield;
    }
    return left.reduce((sum, share) => sum + share, 0) / sizes.H;
  };

/** How large a quantity gets over so many words. */
export const largest = (asked: Untrained, letter: string, words: number): Measuring =>
  function* (seed) {
    const dice = random(seed);
    const predictor = createPredictor(createUntrained(asked, dice, exact()));
    const state = predictor.start();
    let most = 0;
    for (const id of drawWords(dice, words)) {
      predictor.read(id, state);
      for (const value of predictor.layers[0].values[letter])
        most = Math.max(most, Math.abs(value));
      yield;
    }
    return most;
  };

/**
 * What an LSTM's memory makes of a nudge at the word before, less the forget gate: the largest difference
 * over its units.
 */
export const keepIsForgetGate: Measuring = function* (seed) {
  const dice = random(seed);
  const network = createUntrained({ cell: 'lstm' }, dice, exact());
  const predictor = createPredictor(network);
  const state = predictor.start();
  const text = drawWords(dice, 21);
  for (const id of text.slice(0, -1)) predictor.read(id, state);
  const nudged = state.slice();
  const nudge = 1e-3;
  const held = network.states.part(nudged, 0, 'c');
  for (let j = 0; j < sizes.H; j++) held[j] += nudge;
  predictor.read(text[20], nudged);
  const after = Float64Array.from(predictor.layers[0].values['c']);
  predictor.read(text[20], state);
  yield;
  const { c, f } = predictor.layers[0].values;
  const differences = Array.from(f, (gate, j) => Math.abs((after[j] - c[j]) / nudge - gate));
  return Math.max(...differences);
};

/** How much what is shown at the first of ten words changes with the tenth. */
export const reachesBack = (asked: Untrained): Measuring =>
  function* (seed) {
    const words = 10;
    const dice = random(seed);
    const network = createUntrained(asked, dice, exact());
    const pass = allocatePass(network, words, 1);
    const text = drawWords(dice, words);
    const shownFirst = (last: number): number[] => {
      pass.inputs.set([...text.slice(0, -1), last]);
      forward(network, pass);
      return [...pass.h.subarray(0, pass.h.length / words)];
    };
    const one = shownFirst(text[words - 1]);
    yield;
    const other = shownFirst((text[words - 1] + 1) % sizes.V);
    return Math.max(...one.map((value, n) => Math.abs(value - other[n])));
  };

/** Weights of one cell's layer, as a multiple of another's with as many units. */
export const weightRatio = (one: string, other: string): Measuring =>
  function* () {
    const count = (id: string): number =>
      knownCell(id).compiled.tensors.reduce(
        (sum, tensor) => sum + tensorLength(tensor, sizes.H, sizes.H),
        0,
      );
    yield;
    return count(one) / count(other);
  };
