/**
 * A small untrained LSTM with hand-turned habits (some units watch line breaks, names, commas), so
 * that the gallery has pictures with structure. For looking only: nothing is proved with it.
 */
import { knownCell } from '../../../src/engine/cells/cell';
import { walkStep, type Values } from '../../../src/engine/cells/walk';
import { random } from '../../../src/engine/random';
import type { GateMap, GateOverview, UnitTable } from '../../../src/shared/questions/gates';
import type { QuantityName } from '../../../src/shared/model/cells';

const lstmNames = [
  'inputGate',
  'forgetGate',
  'candidate',
  'outputGate',
  'cellState',
  'hiddenState',
] as const;

export interface SyntheticText {
  readonly tokens: readonly string[];
  readonly spans: readonly { start: number; end: number }[];
  readonly known: readonly boolean[];
}

export function readText(text: string, unknownEvery: number): SyntheticText {
  const matches = [...text.matchAll(/\p{L}+(?:['’]\p{L}+)*|\p{Nd}+|\n+|[^\s]/gu)];
  return {
    tokens: matches.map(([token]) => token),
    spans: matches.map(({ 0: token, index }) => ({ start: index, end: index + token.length })),
    known: matches.map(([token], at) => token.length < 4 || (at * 7) % unknownEvery !== 3),
  };
}

export interface SyntheticNetwork {
  readonly hidden: number;
  /** [tokens][units] per quantity. */
  readonly gates: Readonly<Record<QuantityName, Float32Array>>;
}

/** @param ripeness 0 = raw (gates near their bias), 1 = trained */
export function run(text: SyntheticText, hidden: number, ripeness: number): SyntheticNetwork {
  const count = text.tokens.length;
  const gates = Object.fromEntries(
    lstmNames.map((name) => [name, new Float32Array(count * hidden)]),
  );
  const c = new Float64Array(hidden);
  for (let t = 0; t < count; t++) {
    const token = text.tokens[t];
    for (let u = 0; u < hidden; u++) {
      const drive = (gate: number): number =>
        ripeness * (2.2 * habit(token, u, gate) + 1.1 * noise(token, u * 8 + gate));
      const i = sigmoid(drive(0) - 0.4);
      const f = sigmoid(drive(1) + 1 + ripeness * (1.6 * noise('bias', u) + 0.6));
      const g = Math.tanh(drive(2));
      const o = sigmoid(drive(3));
      c[u] = f * c[u] + i * g;
      const values = [i, f, g, o, c[u], o * Math.tanh(c[u])];
      lstmNames.forEach((name, at) => (gates[name][t * hidden + u] = values[at]));
    }
  }
  return { hidden, gates };
}

/** What a unit reacts to: its number decides. */
function habit(token: string, unit: number, gate: number): number {
  const sign = (unit * 5 + gate * 3) % 4 < 2 ? 1 : -1;
  switch (unit % 7) {
    case 0:
      return token.startsWith('\n') ? 2.2 * sign : -0.3;
    case 1:
      return token === ':' ? 2 * sign : 0.2;
    case 2:
      return /^\p{Lu}/u.test(token) ? 1.3 * sign : -0.5;
    case 3:
      return /^[,.;?!]$/.test(token) ? 1.8 * sign : 0;
    case 4:
      return token.length > 5 ? 1.2 * sign : -0.4;
    default:
      return 0;
  }
}

function noise(word: string, salt: number): number {
  let hash = 2166136261 ^ (salt * 374761393);
  for (let at = 0; at < word.length; at++) {
    hash = Math.imul(hash ^ word.charCodeAt(at), 16777619);
  }
  hash ^= hash >>> 13;
  return ((Math.imul(hash, 1274126177) >>> 8) / 2 ** 23 - 1) * 1.4;
}

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

const features = 6;

const featuresOf = (token: string): Float64Array => {
  const chance = random([...token].reduce((sum, letter) => 31 * sum + letter.charCodeAt(0), 7));
  return Float64Array.of(
    token.startsWith('\n') ? 2 : 0,
    /^[,.;:?!]$/.test(token) ? 2 : 0,
    /^\p{Lu}/u.test(token) ? 1.5 : 0,
    token.length > 5 ? 1 : -0.3,
    chance.between(-1, 1),
    chance.between(-1, 1),
  );
};

/**
 * Any known cell by its equations, with weights from a seed that follow what stands in a word. For
 * looking only, too.
 */
export function runCell(text: SyntheticText, id: string, hidden: number): SyntheticNetwork {
  const { definition } = knownCell(id);
  const tensors = new Map<string, Float64Array>();
  let salt = 1;
  const tensor = (letter: string, block: string): Float64Array => {
    const key = `${letter} ${block}`;
    const found = tensors.get(key);
    if (found) return found;
    const isInput = letter === 'W';
    const isMatrix = letter === letter.toUpperCase();
    const chance = random(salt++);
    const size = isInput ? features * hidden : isMatrix ? hidden * hidden : hidden;
    const most = isInput ? 1.2 : isMatrix ? 1 / Math.sqrt(hidden) : 1;
    const made = Float64Array.from({ length: size }, () => chance.between(-most, most));
    tensors.set(key, made);
    return made;
  };
  const layer = { H: hidden, weights: tensor };
  const gates = Object.fromEntries(
    definition.equations.map(({ name }) => [name, new Float32Array(text.tokens.length * hidden)]),
  );
  let before: Values = new Map(
    definition.states.map((letter) => [letter, new Float64Array(hidden)]),
  );
  text.tokens.forEach((token, t) => {
    const stops = { values: [], next: undefined };
    const values = walkStep(definition, { layer, x: featuresOf(token), before, stops });
    for (const { letter, name } of definition.equations) {
      gates[name].set(values.get(letter) ?? [], t * hidden);
    }
    before = new Map(
      definition.states.map((letter) => [letter, values.get(letter) ?? new Float64Array(hidden)]),
    );
  });
  return { hidden, gates };
}

export interface Ask {
  readonly gate: QuantityName;
  readonly from: number;
  readonly count: number;
  readonly units: number;
  readonly chosen?: readonly number[] | undefined;
}

type Unversioned<T> = Omit<T, 'documentVersion' | 'modelVersion'>;

export function mapOf(
  text: SyntheticText,
  network: SyntheticNetwork,
  ask: Ask,
): Unversioned<GateMap> {
  const from = Math.min(ask.from, text.tokens.length);
  const end = Math.min(from + ask.count, text.tokens.length);
  const units = ask.chosen ?? mostVarying(network, ask.gate, from, end).slice(0, ask.units);
  const all = network.gates[ask.gate];
  const values = new Float32Array((end - from) * units.length);
  for (let t = from; t < end; t++) {
    units.forEach((unit, at) => {
      values[(t - from) * units.length + at] = all[t * network.hidden + unit];
    });
  }
  return {
    from,
    tokens: text.tokens.slice(from, end),
    spans: text.spans.slice(from, end),
    known: text.known.slice(from, end),
    units,
    values,
    approximate: false,
  };
}

export function overviewOf(
  text: SyntheticText,
  network: SyntheticNetwork,
  ask: {
    readonly gate: QuantityName;
    readonly tokensPerColumn: number;
    readonly from: number;
    readonly count: number;
    readonly chosen: readonly number[];
  },
): Unversioned<GateOverview> {
  const { tokensPerColumn, chosen: units } = ask;
  const columns = Math.ceil(text.tokens.length / tokensPerColumn);
  const from = Math.min(ask.from, columns);
  const count = Math.min(ask.count, columns - from);
  const values = new Int8Array(count * units.length);
  const scales = new Float32Array(count);
  const all = network.gates[ask.gate];
  for (let column = 0; column < count; column++) {
    const first = (from + column) * tokensPerColumn;
    const end = Math.min(first + tokensPerColumn, text.tokens.length);
    const means = units.map((unit) => {
      let sum = 0;
      for (let t = first; t < end; t++) sum += all[t * network.hidden + unit];
      return sum / (end - first);
    });
    scales[column] = Math.max(...means.map(Math.abs));
    means.forEach(
      (mean, at) =>
        (values[column * units.length + at] = Math.round((127 * mean) / scales[column])),
    );
  }
  return { tokensPerColumn, from, units, values, scales, approximate: false };
}

export function tableOf(
  text: SyntheticText,
  network: SyntheticNetwork,
  ask: { readonly unit: number; readonly from: number; readonly count: number },
): Unversioned<UnitTable> {
  const tokens = text.tokens.slice(ask.from, ask.from + ask.count);
  const gates = Object.fromEntries(
    Object.keys(network.gates).map((name) => [
      name,
      Float32Array.from(
        tokens,
        (_, t) => network.gates[name][(ask.from + t) * network.hidden + ask.unit],
      ),
    ]),
  );
  const known = text.known.slice(ask.from, ask.from + ask.count);
  return { from: ask.from, unit: ask.unit, tokens, known, gates, approximate: false };
}

function mostVarying(network: SyntheticNetwork, gate: QuantityName, from: number, end: number) {
  const values = network.gates[gate];
  const variance = Array.from({ length: network.hidden }, (_, unit) => {
    let sum = 0;
    let squares = 0;
    for (let t = from; t < end; t++) {
      const value = values[t * network.hidden + unit];
      sum += value;
      squares += value * value;
    }
    const n = Math.max(1, end - from);
    return squares / n - (sum / n) * (sum / n);
  });
  return variance.map((_, unit) => unit).sort((a, b) => variance[b] - variance[a]);
}
