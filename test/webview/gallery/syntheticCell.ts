/**
 * Any known cell run over the synthetic text by its equations, with weights from a hash that follow
 * what stands in a word. For looking only: nothing is proved with it.
 */
import { knownCell } from '../../../src/engine/cells/cell';
import { walkStep, type Values } from '../../../src/engine/cells/walk';
import { random } from '../../../src/engine/random';
import type { SyntheticNetwork, SyntheticText } from './syntheticNetwork';

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
