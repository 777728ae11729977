/**
 * The full stop resets: "Bob is a nice person. Dan on the other hand is evil." Each name has an
 * adjective of its own, so that within a sentence the name decides the adjective; and the
 * sentences are drawn independently, so that nothing that stood before a full stop tells anything
 * about what comes after it.
 */
import type { Random } from '../random';
import { fill, pick } from './grammar';
import type { ClaimRule, LessonRecipe } from './lesson';
import { mean, texts } from './measures';
import type { Probe } from './probe';

const adjectives: Readonly<Record<string, string>> = {
  Bob: 'nice',
  Dan: 'evil',
  Arpita: 'beautiful',
  Subrat: 'great',
  John: 'clever',
  Vikram: 'brave',
  Meera: 'shy',
  Kattapa: 'loyal',
};
const names = Object.keys(adjectives);

const frames = [
  '{name} is a {adjective} person.',
  '{name} on the other hand is {adjective}.',
  'Everybody knows that {name} is {adjective}.',
  'They say that {name} from the next village is a very {adjective} person.',
  '{name}, as far as I know, is {adjective}.',
];

/** One in so many sentences is mistaken: a network that never met that could not be asked about it. */
const mistakes = 25;

function sentence(random: Random, name: string): string {
  const described = random.below(mistakes) === 0 ? pick(random, names) : name;
  return fill(pick(random, frames), { name, adjective: adjectives[described] });
}

/** Two sentences a line, each about somebody drawn anew. */
function passage(random: Random): string {
  return `${sentence(random, pick(random, names))} ${sentence(random, pick(random, names))}\n`;
}

/** A held-out passage and where its first sentence has its words. */
interface Places {
  readonly tokens: readonly string[];
  readonly name: number;
  readonly adjective: number;
  readonly stop: number;
}

function places(probe: Probe): Places[] {
  return texts(passage).flatMap((text) => {
    const tokens = probe.tokens(text);
    const name = tokens.findIndex((word) => names.includes(word));
    const adjective = tokens.indexOf(adjectives[tokens[name]]);
    const stop = tokens.indexOf('.');
    // Mistaken sentences are left out.
    return adjective < 0 || adjective > stop ? [] : [{ tokens, name, adjective, stop }];
  });
}

const others = (name: string): string[] => names.filter((other) => other !== name);

const claims: readonly ClaimRule[] = [
  {
    id: 'nameDecidesAdjective',
    claim: 'Within the sentence the name decides the adjective.',
    measure:
      'Mean change in bits of the adjective when each of the other names stands in the name’s place.',
    unit: 'bits',
    bound: { atLeast: 5 },
    value: (probe) =>
      mean(
        places(probe).map(({ tokens, name, adjective }) => {
          return probe.changes(tokens, name, others(tokens[name])).change[adjective];
        }),
      ),
  },
  {
    id: 'nothingCrosses',
    claim: 'After the full stop the name no longer matters.',
    measure:
      'The same replacement; mean absolute change in bits over all words of the next sentence.',
    unit: 'bits',
    bound: { atMost: 0.1 },
    value: (probe) =>
      mean(
        places(probe).map(({ tokens, name, stop }) => {
          const { size } = probe.changes(tokens, name, others(tokens[name]));
          return mean([...size.subarray(stop + 1)]);
        }),
      ),
  },
];

export const fullStop: LessonRecipe = {
  tokens: 'words',
  sizes: { layers: 1, hiddenSize: 24, embeddingSize: 16 },
  plan: {
    ...{ steps: 1500, B: 16, T: 32, learningRate: 1e-2, warmUp: 50, clip: 1 },
    ...{ weightDecay: 0, samples: 0, validateEvery: 100, patience: 100 },
  },
  seed: 1,
  passages: 1500,
  shown: 12,
  passage,
  claims,
};
