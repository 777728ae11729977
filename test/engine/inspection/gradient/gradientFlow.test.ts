import { describe, expect, it } from 'vitest';
import { walk } from '../../../../src/engine/cells/walk';
import { createCarousel } from '../../../../src/engine/inspection/gradient/carousel';
import {
  createGradientFlow,
  layersBack,
  mostWordsFor,
  stepBack,
  atTop,
} from '../../../../src/engine/inspection/gradient/gradientFlow';
import {
  canBePaths,
  places,
  sumOverPaths,
} from '../../../../src/engine/inspection/gradient/pathSum';
import type { Network } from '../../../../src/engine/network/network';
import { createPredictor } from '../../../../src/engine/network/predictor';
import type { ModelShape } from '../../../../src/engine/network/shape';
import { everyKind } from '../../anyCell';
import { livelyNetwork, livelyText } from '../../exactNetwork';

const words = 9;
const { ids } = livelyText(words + 1);
const target = ids[words];

const network = (shape: Partial<ModelShape>): Network =>
  livelyNetwork({ E: 3, H: 3, L: 2, ...shape });

function flowOf(net: Network) {
  const predictor = createPredictor(net);
  const flow = createGradientFlow(net, words);
  const state = predictor.start();
  for (let t = 0; t < words; t++) {
    predictor.read(ids[t], state);
    flow.note(predictor.layers);
  }
  return { flow, probabilities: predictor.probabilities(state).slice() };
}

function lengthsOf(net: Network) {
  const { flow, probabilities } = flowOf(net);
  const back = flow.back(probabilities, target);
  while (!back.advance()) continue;
  return back.lengths;
}

interface Nudge {
  readonly word: number;
  readonly layer: number;
  readonly letter: string;
  readonly unit: number;
  readonly by: number;
}

/** The loss at the word after the last, by the equations as they stand, with one number nudged. */
function lossOf({ layout, parameters, shape }: Network, nudge?: Nudge): number {
  let before: ReadonlyMap<string, Float64Array>[] = layout.layers.map(
    ({ cell }) =>
      new Map(
        cell.compiled.states.map(({ letter, start }) => [
          letter,
          new Float64Array(shape.H).fill(start),
        ]),
      ),
  );
  let shown: Float64Array = new Float64Array();
  for (let word = 0; word < words; word++) {
    const { E } = shape;
    shown = Float64Array.from(parameters.encoder.subarray(ids[word] * E, (ids[word] + 1) * E));
    before = layout.layers.map(({ cell }, layer) => {
      const values = new Map<string, Float64Array>();
      const scope = {
        layer: {
          H: shape.H,
          weights(letter: string, block: string) {
            const at = cell.compiled.tensors.findIndex((tensor) => tensor.letter === letter);
            const { kind, blocks } = cell.compiled.tensors[at];
            const width = kind === 'vector' ? 1 : kind === 'input' ? shown.length : shape.H;
            const size = shape.H * width;
            const from = blocks.indexOf(block) * size;
            return Float64Array.from(
              parameters.layers[layer].tensors[at].subarray(from, from + size),
            );
          },
        },
        ...{ x: shown, values, before: before[layer], stops: { values: [], next: undefined } },
      };
      for (const { letter, value } of cell.definition.equations) {
        const found = Float64Array.from(walk(value, scope));
        if (nudge?.word === word && nudge.layer === layer && nudge.letter === letter) {
          found[nudge.unit] += nudge.by;
        }
        values.set(letter, found);
      }
      shown = values.get(cell.compiled.states[0].letter) ?? shown;
      return values;
    });
  }
  const { w, b } = parameters.decoder;
  const logits = Array.from({ length: shape.V }, (_, v) =>
    shown.reduce((sum, h, j) => sum + w[v * shape.H + j] * h, b[v]),
  );
  return Math.log(logits.reduce((sum, z) => sum + Math.exp(z), 0)) - logits[target];
}

const h = 1e-5;

describe('the gradient at what is carried', () => {
  it.each(everyKind)('of %s is that of finite differences, at every word and layer', (_, cell) => {
    const net = network(cell);
    const lengths = lengthsOf(net);
    net.layout.layers.forEach(({ cell: { compiled } }, layer) => {
      for (const { letter } of compiled.states) {
        for (const word of [0, 3, 7, 8]) {
          const numeric = Array.from({ length: net.shape.H }, (_, unit) => {
            const nudge = { word, layer, letter, unit };
            return (lossOf(net, { ...nudge, by: h }) - lossOf(net, { ...nudge, by: -h })) / (2 * h);
          });
          const found = lengths[layer][letter][word];
          const expected = Math.hypot(...numeric);
          expect(Math.abs(found - expected), `layer ${layer} ${letter} word ${word}`).toBeLessThan(
            1e-6 * expected + 1e-8,
          );
        }
      }
    });
  });

  it('reaches no farther than its window in a network without a state', () => {
    const [{ h: lengths }] = lengthsOf(network({ cell: 'window:3', window: 3, L: 1 }));
    expect(lengths[words - 1]).toBeGreaterThan(0);
    expect([...lengths.subarray(0, words - 1)]).toEqual(Array.from({ length: words - 1 }, () => 0));
  });

  it('passes through a deep read-out', () => {
    const net = network({ cell: 'rnn', L: 1, readout: 'deep' });
    const { flow, probabilities } = flowOf(net);
    const predictor = createPredictor(net);
    const state = predictor.start();
    for (let t = 0; t < words; t++) predictor.read(ids[t], state);
    const numeric = Array.from({ length: 3 }, (_, unit) => {
      const loss = (by: number): number => {
        const nudged = state.slice();
        nudged[net.states.offset(0, 'h') + unit] += by;
        return -Math.log(predictor.probabilities(nudged)[target]);
      };
      return (loss(h) - loss(-h)) / (2 * h);
    });
    const back = flow.back(probabilities, target);
    back.advance();
    expect(back.lengths[0].h[words - 1]).toBeCloseTo(Math.hypot(...numeric), 8);
  });

  it('has a length where its square is too small for a number', () => {
    const net = network({ cell: 'rnn', L: 1 });
    net.parameters.layers[0].tensors[1].fill(1e-60);
    const [{ h: lengths }] = lengthsOf(net);
    expect(lengths[words - 5]).toBeGreaterThan(0);
    expect(lengths[words - 5]).toBeLessThan(1e-200);
  });
});

describe('the sum over paths', () => {
  it.each([
    ['rnn', 3],
    ['gru', 3],
    ['lstm', 2],
    ['slstm', 1],
  ])('of %s with %i units is what back-propagation finds', (cell, H) => {
    const net = network({ cell, H, L: 1 });
    expect(canBePaths(net)).toBe(true);
    const predictor = createPredictor(net);
    const state = predictor.start();
    const steps = Array.from({ length: words }, (_, t) => {
      predictor.read(ids[t], state);
      const [{ values, before, x }] = predictor.layers;
      const copy = (all: Readonly<Record<string, ArrayLike<number>>>) =>
        Object.fromEntries(
          Object.entries(all).map(([letter, of]) => [letter, Float64Array.from(of)]),
        );
      const step = { values: copy(values), before: copy(before), x: Float64Array.from(x) };
      return () => step;
    });
    const [layer] = layersBack(net);
    const top = atTop(net, predictor.probabilities(state), target, steps[words - 1]());
    stepBack([layer], steps[words - 1], top);
    const all = places(net);
    const carried = (): number[] => all.map(([, letter, unit]) => layer.before[letter][unit]);
    const after = carried();
    const distance = Math.floor(Math.log(1e5) / Math.log(all.length)) || 5;
    const way = steps.slice(words - 1 - Math.min(distance, 6), words - 1);
    for (const step of way.toReversed()) stepBack([layer], step, undefined);

    const sum = sumOverPaths(net, way, after);
    expect(sum?.paths).toBe(all.length ** (way.length + 1));
    carried().forEach((gradient, n) => {
      expect(sum?.gradient[n]).toBeCloseTo(gradient, 12);
    });
  });

  it('is not taken where there are too many paths', () => {
    const net = network({ cell: 'rnn', H: 3, L: 1 });
    const steps = Array.from({ length: 40 }, () => () => ({
      values: {},
      before: {},
      x: new Float64Array(0),
    }));
    expect(sumOverPaths(net, steps, [1, 1, 1])).toBeUndefined();
    expect(canBePaths(network({ cell: 'rnn', H: 4, L: 1 }))).toBe(false);
  });
});

describe('the carousel of a unit', () => {
  it('is the product of what was kept since each word', () => {
    const net = network({ cell: 'lstm', L: 1 });
    const carousel = createCarousel(net, 0);
    const predictor = createPredictor(net);
    const state = predictor.start();
    const forget: number[] = [];
    for (let t = 0; t < words; t++) {
      predictor.read(ids[t], state);
      carousel?.note(predictor.layers);
      forget.push(predictor.layers[0].values.f[2]);
    }
    const expected = forget.map((_, t) => forget.slice(t + 1).reduce((all, f) => all * f, 1));
    carousel?.shares(2).forEach((share, t) => expect(share).toBeCloseTo(expected[t], 14));
  });

  it('is none where a layer works out anew all that it holds', () => {
    expect(createCarousel(network({ cell: 'rnn' }), 0)).toBeUndefined();
  });
});

describe('the words of which there is room', () => {
  it('are fewer of a wide network', () => {
    const of = (H: number): number => mostWordsFor(network({ cell: 'lstm', E: H, H }), 1 << 20);
    expect(of(4)).toBeGreaterThan(of(8));
    expect(8 * (6 * 4 + 4) * 2 * of(4)).toBeLessThanOrEqual(1 << 20);
  });
});
