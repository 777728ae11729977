/**
 * The full stop resets: "Bob is a nice person. Dan on the other hand is evil." Each name has an
 * adjective of its own, so that within a sentence the name decides the adjective; and the
 * sentences are drawn independently, so that nothing that stood before a full stop tells anything
 * about what comes after it.
 */
import type { Random } from '../random';
import { fill, pick } from './grammar';
import type { ClaimRule, LessonRecipe } from './lesson';
import {
  carrier,
  heldBy,
  lowestForgetGate,
  mean,
  meanSize,
  samples,
  share,
  trace,
} from './measures';
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

/**
 * In one of this many sentences the adjective is drawn at random from all: see `LessonRecipe.mistakes`.
 */
const mistakes = 25;

function sentence(random: Random, mistaken = random.below(mistakes) === 0): string {
  const name = pick(random, names);
  const adjective = adjectives[mistaken ? pick(random, names) : name];
  return fill(pick(random, frames), { name, adjective });
}

/** A line ends by chance: where it does tells nothing either. */
const passage = (random: Random): string => sentence(random) + (random.below(3) === 0 ? '\n' : ' ');

/** A held-out sentence between two others, and where it has its words. */
interface Places {
  readonly tokens: readonly string[];
  readonly name: number;
  readonly adjective: number;
  readonly stop: number;
}

const isName = (word: string): boolean => names.includes(word);

function places(probe: Probe): Places[] {
  return samples((random) => {
    const before = probe.tokens(`${sentence(random, false)}\n`);
    const behind = probe.tokens(`${sentence(random, false)} ${sentence(random, false)}`);
    const tokens = [...before, ...behind];
    const name = tokens.findIndex((word, at) => at >= before.length && isName(word));
    const adjective = tokens.indexOf(adjectives[tokens[name]], name);
    return { tokens, name, adjective, stop: tokens.indexOf('.', adjective) };
  });
}

const others = (name: string): string[] => names.filter((other) => other !== name);

/** Another name in the name's place, chosen once and for all: for traces of a single replacement. */
const another = (name: string): string => names[(names.indexOf(name) + 1) % names.length];

const claims: readonly ClaimRule[] = [
  {
    id: 'nameDecides',
    claim: 'Within the sentence the name decides the adjective.',
    measure:
      'Change in bits of the adjective when the name is replaced by another: mean over all other names and 60 held-out sentences.',
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
      'The same replacement: mean absolute change in bits of all words of the next sentence.',
    unit: 'bits',
    bound: { atMost: 0.1 },
    value: (probe) =>
      mean(
        places(probe).map(({ tokens, name, stop }) =>
          meanSize(probe.changes(tokens, name, others(tokens[name])).size, stop + 1),
        ),
      ),
  },
  {
    id: 'nowhereBehind',
    claim: 'Not even at the word of the next sentence where it matters most.',
    measure: 'The same, at the word of the next sentence that changes most.',
    unit: 'bits',
    bound: { atMost: 0.1 },
    value: (probe) =>
      mean(
        places(probe).map(({ tokens, name, stop }) =>
          Math.max(...probe.changes(tokens, name, others(tokens[name])).size.subarray(stop + 1)),
        ),
      ),
  },
  {
    id: 'memoryDropsAtStop',
    claim: 'The memory drops the name at the full stop.',
    measure:
      'The name’s trace is the length of the change of the cell states when it is replaced. Of what the trace loses between the word before the adjective and the full stop: the share that is lost at the full stop itself.',
    unit: 'share',
    bound: { atLeast: 0.5 },
    value: (probe) =>
      mean(
        places(probe).map(({ tokens, name, adjective, stop }) => {
          const left = trace(probe.cellChanges(tokens, name, another(tokens[name])));
          return (left[stop - 1] - left[stop]) / (left[adjective - 1] - left[stop]);
        }),
      ),
  },
  {
    id: 'forgetGateAtStop',
    claim: 'The forget gate of the unit that holds the name is lowest at the full stop.',
    measure:
      'Share of the sentences in which the unit whose cell state depends most on the name before the adjective has its lowest forget gate, of all words after the name, at the full stop.',
    unit: 'share',
    bound: { atLeast: 0.5 },
    value: (probe) =>
      share(
        places(probe).map(({ tokens, name, adjective, stop }) => {
          const changes = probe.cellChanges(tokens, name, another(tokens[name]));
          const unit = carrier(changes[adjective - 1]);
          return lowestForgetGate(probe, tokens, unit, name + 1, stop + 1) === stop;
        }),
      ),
  },
];

export const fullStop: LessonRecipe = {
  tokens: 'words',
  sizes: { layers: 1, hiddenSize: 24, embeddingSize: 16 },
  plan: {
    ...{ steps: 1500, B: 16, T: 32, learningRate: 1e-2, warmUp: 50, clip: 1 },
    ...{ weightDecay: 0.2, samples: 0, validateEvery: 200, patience: 100 },
  },
  seed: 1,
  passages: 6000,
  shown: 20,
  opening:
    'Meera, as far as I know, is shy.\n' + 'Bob is a nice person. Dan on the other hand is evil.\n',
  mistakes,
  passage,
  claims,
  unit: (probe, page) => heldBy(probe, page, page.indexOf('Bob'), 'Dan', 2),
};
