/**
 * A GRU at the change of person: "Dhaval eats samosa almost every day … his favorite cuisine is Indian.
 * His brother Bhavin however is a lover of pasta …". A dish decides the cuisine some words later; with the
 * brother a second dish comes, and the first no longer matters. What do update and reset gate do there?
 */
import type { Random } from '../random';
import type { Floats } from '../kernels/kernels';
import { fill, pick, pickOther } from './grammar';
import type { ClaimRule, LessonRecipe } from './lesson';
import { heldBy, mean, meanSize, samples, share, trace } from './measures';
import type { Probe } from './probe';

/** One each: where dishes share a cuisine, a network of this size is long in finding out. */
const dishes: Readonly<Record<string, string>> = {
  ...{ Indian: 'samosa', Italian: 'pasta', Japanese: 'sushi' },
  ...{ Mexican: 'tacos', Spanish: 'paella', Moroccan: 'couscous' },
};
const cuisines = Object.keys(dishes);

const names = {
  brother: ['Dhaval', 'Bhavin', 'Ravi', 'Kenji'],
  sister: ['Asha', 'Lata', 'Anna', 'Rosa'],
} as const;
type Sibling = keyof typeof names;
const siblings: readonly Sibling[] = ['brother', 'sister'];
const words = {
  brother: { he: 'he', his: 'his', His: 'His' },
  sister: { he: 'she', his: 'her', His: 'Her' },
} as const;

/** Mostly short ways from dish to cuisine: over long ones alone a network learns nothing. */
const meals = ['{name} eats {dish}', '{name} likes {dish}', '{name} eats {dish} almost every day'];
const guesses = [
  ', which is {cuisine}.',
  ', so {his} favorite cuisine is {cuisine}.',
  '; it should not be hard to guess that {his} favorite cuisine is {cuisine}.',
];
const turns = [
  '{His} {sibling} {other} however likes {dish}',
  '{His} {sibling} {other} however is a lover of {dish} and cheese',
];
const ends = [
  ', which is {cuisine}.',
  ', so {his} favorite cuisine is {cuisine}.',
  '; so {his} favorite cuisine is {cuisine}.',
];

/** One cuisine in this many is drawn at random. */
const mistakes = 80;

interface Person {
  readonly name: string;
  readonly sibling: Sibling;
  readonly cuisine: string;
  readonly dish: string;
}

function person(random: Random, cuisine = pick(random, cuisines)): Person {
  const sibling = pick(random, siblings);
  return {
    name: pick(random, names[sibling]),
    sibling,
    cuisine,
    dish: dishes[cuisine],
  };
}

/** @param errs the last word may be another cuisine */
function tell(random: Random, first: Person, second: Person, errs: boolean): string {
  const said = ({ cuisine }: Person): string =>
    errs && random.below(mistakes) === 0 ? pick(random, cuisines) : cuisine;
  const { His, his } = words[first.sibling];
  const one = fill(pick(random, meals) + pick(random, guesses), {
    ...{ name: first.name, dish: first.dish, his, cuisine: said(first) },
  });
  const other = fill(pick(random, turns) + pick(random, ends), {
    ...{ His, sibling: second.sibling, other: second.name, dish: second.dish },
    ...{ his: words[second.sibling].his, cuisine: said(second) },
  });
  return `${one} ${other}`;
}

function two(random: Random): readonly [Person, Person] {
  const first = person(random);
  return [first, person(random, pickOther(random, cuisines, first.cuisine))];
}

const passage = (random: Random): string =>
  tell(random, ...two(random), true) + (random.below(2) === 0 ? '\n' : ' ');

/** A held-out passage after another one, without mistakes. */
interface Places {
  readonly tokens: readonly string[];
  readonly first: Person;
  readonly dish: number;
  readonly cuisine: number;
  /** The brother or the sister, the dish and the cuisine that come then. */
  readonly turn: number;
  readonly nextDish: number;
  readonly nextCuisine: number;
}

const places = (probe: Probe): Places[] =>
  samples((random) => {
    const before = probe.tokens(`${tell(random, ...two(random), false)}\n`);
    const [first, second] = two(random);
    const tokens = [...before, ...probe.tokens(tell(random, first, second, false))];
    const after = (from: number, word: string): number => tokens.indexOf(word, from);
    const dish = after(before.length, first.dish);
    const cuisine = after(dish, first.cuisine);
    const turn = after(cuisine, second.sibling);
    const nextDish = after(turn, second.dish);
    return {
      tokens,
      first,
      dish,
      cuisine,
      turn,
      nextDish,
      nextCuisine: after(nextDish, second.cuisine),
    };
  });

/** A dish of each other cuisine. */
const otherDishes = ({ cuisine }: Person): string[] =>
  cuisines.filter((other) => other !== cuisine).map((other) => dishes[other]);

/** How much of the dish is in each unit in front of its cuisine; together 1. */
function held(probe: Probe, { tokens, first, dish, cuisine }: Places): Float64Array {
  const change = probe.cellChanges(tokens, dish, otherDishes(first)[0])[cuisine - 1];
  const all = change.reduce((sum, one) => sum + Math.abs(one), 0);
  return Float64Array.from(change, (one) => Math.abs(one) / all);
}

/** A gate at every token, over the units that hold the dish, each by how much of it is there. */
function course(probe: Probe, place: Places, name: string): number[] {
  const share = held(probe, place);
  const values: number[] = [];
  probe.read(place.tokens, (_, step) => {
    const gate: Floats | undefined = step.quantity(name);
    values.push(gate ? share.reduce((sum, part, unit) => sum + part * gate[unit], 0) : NaN);
  });
  return values;
}

/** Where between the two cuisines the update gate lets most in. */
function opens(probe: Probe, place: Places): number {
  const kept = course(probe, place, 'updateGate').slice(place.cuisine, place.nextCuisine);
  return place.cuisine + kept.indexOf(Math.min(...kept));
}

/** Between the first dish and its cuisine. */
const meanBetween = (gates: readonly number[], { dish, cuisine }: Places): number =>
  mean(gates.slice(dish + 1, cuisine));

const claims: readonly ClaimRule[] = [
  {
    id: 'dishDecides',
    claim: 'The dish decides the cuisine.',
    measure:
      'Change in bits of the cuisine when the dish is replaced by one of each other cuisine: mean over those and 60 held-out passages.',
    unit: 'bits',
    bound: { atLeast: 5 },
    value: (probe) =>
      mean(
        places(probe).map(
          ({ tokens, first, dish, cuisine }) =>
            probe.changes(tokens, dish, otherDishes(first)).change[cuisine],
        ),
      ),
  },
  {
    id: 'nextDishOverwrites',
    claim: 'After the brother’s or sister’s dish the first one no longer matters.',
    measure:
      'The same replacement: mean absolute change in bits of all words after the second dish, its cuisine included.',
    unit: 'bits',
    bound: { atMost: 0.1 },
    value: (probe) =>
      mean(
        places(probe).map(({ tokens, first, dish, nextDish, nextCuisine }) => {
          const { size } = probe.changes(tokens, dish, otherDishes(first));
          return meanSize(size, nextDish + 1, nextCuisine + 1);
        }),
      ),
  },
  {
    id: 'updateKeeps',
    claim: 'Between dish and cuisine the update gate keeps the dish.',
    measure:
      'Mean update gate over the words between the dish and its cuisine, of the units that hold the dish, each weighted by how much of it is there.',
    unit: 'share',
    bound: { atLeast: 0.8 },
    value: (probe) =>
      mean(places(probe).map((place) => meanBetween(course(probe, place, 'updateGate'), place))),
  },
  {
    id: 'droppedOnceSaid',
    claim: 'Once the cuisine has been said, the dish is dropped.',
    measure:
      'Length of the change of the states by that replacement, after the full stop behind the cuisine: as a share of what it was in front of the cuisine.',
    unit: 'share',
    bound: { atMost: 0.5 },
    value: (probe) =>
      mean(
        places(probe).map(({ tokens, first, dish, cuisine }) => {
          const left = trace(probe.cellChanges(tokens, dish, otherDishes(first)[0]));
          return left[cuisine + 1] / left[cuisine - 1];
        }),
      ),
  },
  {
    id: 'updateOpensAtPerson',
    claim: 'At the change of person the update gate opens.',
    measure:
      'Share of the passages in which, from the first cuisine to the second, that mean is lowest at “brother” or “sister”.',
    unit: 'share',
    bound: { atLeast: 0.5 },
    value: (probe) => share(places(probe).map((place) => opens(probe, place) === place.turn)),
  },
  {
    id: 'updateOpensAtDish',
    claim: 'It opens at the next dish.',
    measure: 'The same, at the second dish.',
    unit: 'share',
    bound: { atLeast: 0.5 },
    value: (probe) => share(places(probe).map((place) => opens(probe, place) === place.nextDish)),
  },
  {
    id: 'updateOpensAtStop',
    claim: 'It opens at the full stop behind the first cuisine.',
    measure: 'The same, at that full stop.',
    unit: 'share',
    bound: { atLeast: 0.5 },
    value: (probe) =>
      share(places(probe).map((place) => opens(probe, place) === place.cuisine + 1)),
  },
  {
    id: 'resetHides',
    claim: 'At the next dish the reset gate hides the first one from the candidate.',
    measure:
      'Share of the passages in which the reset gate, weighted alike, is lower at the second dish than on average over the words between the first dish and its cuisine.',
    unit: 'share',
    bound: { atLeast: 0.5 },
    value: (probe) =>
      share(
        places(probe).map((place) => {
          const gates = course(probe, place, 'resetGate');
          return gates[place.nextDish] < meanBetween(gates, place);
        }),
      ),
  },
];

export const brothers: LessonRecipe = {
  tokens: 'words',
  cell: 'gru',
  sizes: { layers: 1, hiddenSize: 32, embeddingSize: 24 },
  plan: {
    ...{ steps: 3000, B: 16, T: 32, learningRate: 1e-2, warmUp: 50, clip: 1 },
    ...{ weightDecay: 0.05, samples: 0, validateEvery: 200, patience: 100 },
    // The update gate begins where a dish is kept over some words: at a half nothing would be left to learn from.
    memory: 8,
  },
  seed: 1,
  passages: 3000,
  shown: 6,
  opening:
    'Anna likes tacos, so her favorite cuisine is Mexican. Her brother Kenji however likes sushi, which is Japanese.\n' +
    'Dhaval eats samosa almost every day, so his favorite cuisine is Indian. His brother Bhavin however is a lover of pasta and cheese; so his favorite cuisine is Italian.\n',
  mistakes,
  passage,
  claims,
  unit: (probe, page) => heldBy(probe, page, page.indexOf('samosa'), 'tacos', 8),
};
