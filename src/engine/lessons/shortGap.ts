/**
 * A short gap: "The clouds are in the sky". What decides the last word is at most four words before it,
 * so a window of five words has all the information; a memory adds nothing.
 */
import type { Random } from '../random';
import { fill, pick } from './grammar';
import type { ClaimRule, LessonRecipe } from './lesson';
import { heldBy, mean, meanSize, samples, windowOf } from './measures';
import type { Probe } from './probe';

const placesOf: Readonly<Record<string, string>> = {
  clouds: 'sky',
  fish: 'river',
  birds: 'trees',
  books: 'library',
  children: 'school',
  cows: 'meadow',
  boats: 'harbour',
  coins: 'purse',
  bees: 'garden',
  guests: 'hall',
};
const things = Object.keys(placesOf);

const frames = [
  'The {things} are in the {place}.',
  'Look at the {things} in the {place}.',
  'All {things} stay in the {place}.',
  'We saw {things} over in the {place}.',
];

/** In one of this many sentences the place is drawn at random from all. */
const mistakes = 25;

function sentence(random: Random, mistaken = random.below(mistakes) === 0): string {
  const thing = pick(random, things);
  const place = placesOf[mistaken ? pick(random, things) : thing];
  return fill(pick(random, frames), { things: thing, place });
}

const passage = (random: Random): string => sentence(random) + (random.below(3) === 0 ? '\n' : ' ');

interface Places {
  readonly tokens: readonly string[];
  readonly thing: number;
  readonly place: number;
}

const places = (probe: Probe): Places[] =>
  samples((random) => {
    const before = probe.tokens(`${sentence(random, false)}\n`);
    const behind = probe.tokens(`${sentence(random, false)} ${sentence(random, false)}`);
    const tokens = [...before, ...behind];
    const thing = tokens.findIndex((word, at) => at >= before.length && things.includes(word));
    return { tokens, thing, place: tokens.indexOf(placesOf[tokens[thing]], thing) };
  });

const others = (thing: string): string[] => things.filter((other) => other !== thing);

/** Mean surprise at the last word of the sentences. */
const windowBits = (probe: Probe, order: number): number => {
  const window = windowOf(probe, shortGap, order);
  return mean(places(probe).map(({ tokens, place }) => window(tokens, place)));
};
const networkBits = (probe: Probe): number =>
  mean(places(probe).map(({ tokens, place }) => probe.bits(tokens)[place]));

const claims: readonly ClaimRule[] = [
  {
    id: 'thingDecides',
    claim: 'The clouds decide the sky.',
    measure:
      'Change in bits of the last word when the clouds are replaced by another thing: mean over all other things and 60 held-out sentences.',
    unit: 'bits',
    bound: { atLeast: 5 },
    value: (probe) =>
      mean(
        places(probe).map(({ tokens, thing, place }) => {
          return probe.changes(tokens, thing, others(tokens[thing])).change[place];
        }),
      ),
  },
  {
    id: 'windowSuffices',
    claim: 'A window of five words knows the last word.',
    measure:
      'Surprise in bits at the last word of a Kneser-Ney 5-gram that counted the same training text.',
    unit: 'bits',
    bound: { atMost: 0.25 },
    value: (probe) => windowBits(probe, 5),
  },
  {
    id: 'memoryAddsNothing',
    claim: 'The network’s memory adds nothing to that window.',
    measure: 'The 5-gram’s surprise at the last word minus the network’s.',
    unit: 'bits',
    bound: { atMost: 0.1 },
    value: (probe) => windowBits(probe, 5) - networkBits(probe),
  },
  {
    id: 'threeWordsAreTooFew',
    claim: 'A window of three words is too short even for this.',
    measure: 'Surprise in bits at the last word of the 3-gram, which sees “in the” alone.',
    unit: 'bits',
    bound: { atLeast: 2 },
    value: (probe) => windowBits(probe, 3),
  },
  {
    id: 'nothingCrosses',
    claim: 'After the sentence the clouds no longer matter.',
    measure:
      'The replacement of the first claim: mean absolute change in bits of all words of the next sentence.',
    unit: 'bits',
    bound: { atMost: 0.1 },
    value: (probe) =>
      mean(
        places(probe).map(({ tokens, thing, place }) =>
          meanSize(probe.changes(tokens, thing, others(tokens[thing])).size, place + 2),
        ),
      ),
  },
];

export const shortGap: LessonRecipe = {
  tokens: 'words',
  sizes: { layers: 1, hiddenSize: 24, embeddingSize: 16 },
  plan: {
    ...{ steps: 1200, B: 16, T: 32, learningRate: 1e-2, warmUp: 50, clip: 1 },
    ...{ weightDecay: 0.1, samples: 0, validateEvery: 200, patience: 100 },
  },
  seed: 1,
  passages: 6000,
  shown: 20,
  opening: 'We saw bees over in the garden.\nThe clouds are in the sky.\n',
  mistakes,
  passage,
  claims,
  unit: (probe, page) => heldBy(probe, page, page.indexOf('clouds'), 'books', 3),
};
