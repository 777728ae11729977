/**
 * How claims are measured in a trained network: short texts are read from the zero state, as they
 * stand and with other words in a word's place (`inspection/substitution`). Texts are small; each
 * question is answered in one go, some milliseconds.
 */
import type { ParallelReadings } from '../reading/parallelReadings';
import { heldBy, layerMemory } from '../reading/layerMemory';
import { createParallelReadings } from '../reading/parallelReadings';
import { compareCells, comparePredictions } from '../inspection/substitution';
import { bits } from '../reading/bitsAndRank';
import type { Network } from '../network/network';
import type { Floats } from '../kernels/kernels';
import type { LayerReading, Predictor } from '../network/predictor';
import type { RecurrentState } from '../network/state';
import { createPredictor } from '../network/predictor';
import { cutOfShape, type StatedCut } from '../text/tokens/cut';
import { tokenize, tokenText } from '../text/tokens/tokenizer';
import type { Vocabulary } from '../text/words/vocabulary';

export interface Probe {
  readonly network: Network;
  readonly vocabulary: Vocabulary;
  /** That the network was trained with: its training text is `lessonText(id, seed)`. */
  readonly seed: number;
  tokens(text: string): readonly string[];
  /** -log2 p of every token; the first one's too. */
  bits(tokens: readonly string[]): Float64Array;
  /** Visits every token in order; what is given is overwritten by the next. */
  read(tokens: readonly string[], visit: (token: number, step: ProbedStep) => void): void;
  /**
   * By how many bits the surprise of each token changes when others stand at `at`, all alike
   * probable: above 0 where the word had helped; `size` is the mean of the absolute changes.
   * Tokens up to `at` have 0.
   */
  changes(
    tokens: readonly string[],
    at: number,
    instead: readonly string[],
  ): { readonly change: Float64Array; readonly size: Float64Array };
  /** Change of every unit's memory after each token, [token][H], by one other word at `at`. */
  cellChanges(tokens: readonly string[], at: number, instead: string): Float32Array[];
}

/** Of the lowest layer, [H]. */
export interface ProbedStep {
  /** What its memory holds; of a cell without one what it shows. */
  readonly held: Floats;
  /** The share of the memory that was kept: an LSTM's forget gate. */
  readonly keep?: Floats;
  /** Of the cell's quantities, by name; undefined where it has none of that name. */
  quantity(name: string): Floats | undefined;
}

export interface ProbedModel {
  readonly network: Network;
  readonly vocabulary: Vocabulary;
  readonly seed: number;
}

/** Takes memory of the network's kernels: some tens of kilobytes a probe. */
export function createProbe({ network, vocabulary, seed }: ProbedModel): Probe {
  const predictor = createPredictor(network);
  const memory = layerMemory(network, 0);
  const held = heldBy(network, 0);
  const cut = cutOfShape(network.shape);
  const lanesOf = new Map<number, ParallelReadings>();
  const lanes = (count: number): ParallelReadings => {
    const known = lanesOf.get(count) ?? createParallelReadings(network, count);
    lanesOf.set(count, known);
    return known;
  };
  const encode = (tokens: readonly string[]): number[] => tokens.map((word) => vocabulary.id(word));
  const ask = (tokens: readonly string[], at: number, instead: readonly string[]) => {
    const ids = encode(tokens);
    const weight = 1 / instead.length;
    return {
      text: { length: ids.length, id: (token: number) => ids[token] },
      at,
      state: stateBefore(predictor, ids, at),
      instead: encode(instead).map((id) => ({ id, weight })),
      count: ids.length - at - 1,
    };
  };

  return {
    network,
    vocabulary,
    seed,
    tokens: (text) => tokensOf(text, cut),
    bits: (tokens) => surprises(predictor, encode(tokens)),
    read(tokens, visit) {
      const state = predictor.start();
      encode(tokens).forEach((id, token) => {
        predictor.read(id, state);
        const [step] = predictor.layers;
        visit(token, {
          held: held(step),
          ...(memory && { keep: memory.keep(step) }),
          quantity: (name) => quantityIn(step, name),
        });
      });
    },
    changes(tokens, at, instead) {
      const found = comparePredictions(lanes(instead.length + 1), ask(tokens, at, instead));
      while (!found.advance());
      const behind = (values: Float64Array): Float64Array => {
        const all = new Float64Array(tokens.length);
        all.set(values, at + 1);
        return all;
      };
      return { change: behind(found.change), size: behind(found.size) };
    },
    cellChanges(tokens, at, instead) {
      const most = tokens.length - at;
      const found = compareCells(lanes(2), ask(tokens, at, [instead]), most);
      while (!found.advance());
      const { H, L } = network.shape;
      return tokens.map((_, token) =>
        token < at
          ? new Float32Array(H)
          : found.change.subarray((token - at) * L * H, (token - at) * L * H + H),
      );
    },
  };
}

function quantityIn({ cell, values }: LayerReading, name: string): Floats | undefined {
  const { quantities } = cell.description;
  const found = quantities.find((quantity) => quantity.name === name);
  return found && values[found.letter];
}

export function tokensOf(text: string, cut: StatedCut): string[] {
  const { count, starts, ends } = tokenize(text, cut);
  return Array.from({ length: count }, (_, n) => tokenText(text, starts[n], ends[n], cut));
}

function stateBefore(predictor: Predictor, ids: readonly number[], at: number): RecurrentState {
  const state = predictor.start();
  for (let token = 0; token < at; token++) predictor.read(ids[token], state);
  return state;
}

function surprises(predictor: Predictor, ids: readonly number[]): Float64Array {
  const state = predictor.start();
  return Float64Array.from(ids, (id) => {
    const surprise = bits(predictor.probabilities(state), id);
    predictor.read(id, state);
    return surprise;
  });
}
