/**
 * The pronoun survives the full stop: "Arpita is a beautiful girl. She …", "Subrat is a great guy. He
 * …". Every name has an adjective, which a woman and a man share: so the adjective depends on the name,
 * and he or she, sentences later, on the name alone.
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

type Gender = 'woman' | 'man';

interface Person {
  readonly name: string;
  readonly gender: Gender;
  readonly adjective: string;
}

/** For every adjective a woman and a man. */
const couples: Readonly<Record<string, readonly [woman: string, man: string]>> = {
  beautiful: ['Arpita', 'Ravi'],
  great: ['Lata', 'Subrat'],
  nice: ['Anna', 'Bob'],
  evil: ['Vera', 'Dan'],
  clever: ['Meera', 'John'],
  brave: ['Priya', 'Vikram'],
};
const people: readonly Person[] = Object.entries(couples).flatMap(([adjective, [woman, man]]) => [
  { name: woman, gender: 'woman', adjective },
  { name: man, gender: 'man', adjective },
]);

const introductions = [
  '{name} is {adjective}.',
  '{name} on the other hand is {adjective}.',
  'Everybody knows that {name} is {adjective}.',
];
/** Here the noun tells as much as the name. */
const withNoun = '{name} is a {adjective} {noun}.';
const stories = [
  '{Pronoun} lives in the next village.',
  'On most days {pronoun} goes swimming.',
  'They say that {pronoun} served in the navy for four years.',
];
const nouns = { woman: ['girl', 'woman'], man: ['guy', 'boy'] } as const;
const pronouns = { woman: ['she', 'She'], man: ['he', 'He'] } as const;

/**
 * In one of this many passages the adjective is that of another name, and in one of this many the
 * pronouns are.
 */
const mistakes = 80;

const introduce = (random: Random, { name, adjective, gender }: Person, frame: string): string =>
  fill(frame, { name, adjective, noun: pick(random, nouns[gender]) });

function tell(random: Random, gender: Gender): string {
  const [pronoun, Pronoun] = pronouns[gender];
  return fill(pick(random, stories), { pronoun, Pronoun });
}

/** Somebody is introduced, one or two sentences about her or him follow; lines end by chance. */
function passage(random: Random): string {
  const somebody = pick(random, people);
  const adjective = random.below(mistakes) === 0 ? pick(random, people) : somebody;
  const { gender } = random.below(mistakes) === 0 ? pick(random, people) : somebody;
  const frame = random.below(4) === 0 ? withNoun : pick(random, introductions);
  const sentences = [
    introduce(random, { ...somebody, adjective: adjective.adjective }, frame),
    tell(random, gender),
    ...(random.below(2) === 0 ? [tell(random, gender)] : []),
  ];
  return sentences.join(' ') + (random.below(2) === 0 ? '\n' : ' ');
}

/** A held-out passage between two others, without nouns and mistakes. */
interface Places {
  readonly tokens: readonly string[];
  readonly person: Person;
  readonly name: number;
  readonly adjective: number;
  readonly stop: number;
  readonly pronoun: number;
  /** The next one's. */
  readonly nextName: number;
}

const isName = (word: string): boolean => people.some(({ name }) => name === word);
const isPronoun = (word: string): boolean => /^(s?he)$/i.test(word);

function plain(random: Random, person: Person): string {
  const introduction = introduce(random, person, pick(random, introductions));
  return `${introduction} ${tell(random, person.gender)}`;
}

function places(probe: Probe): Places[] {
  return samples((random) => {
    const [before, person, next] = [0, 0, 0].map(() => pick(random, people));
    const start = probe.tokens(`${plain(random, before)}\n`);
    const rest = probe.tokens(`${plain(random, person)} ${plain(random, next)}`);
    const tokens = [...start, ...rest];
    const after = (from: number, is: (word: string) => boolean): number =>
      tokens.findIndex((word, at) => at >= from && is(word));
    const name = after(start.length, isName);
    const adjective = tokens.indexOf(person.adjective, name);
    const stop = tokens.indexOf('.', adjective);
    const pronoun = after(stop, isPronoun);
    return { tokens, person, name, adjective, stop, pronoun, nextName: after(pronoun, isName) };
  });
}

/** Of the same gender, with other adjectives. */
const sameGender = ({ gender, adjective }: Person): string[] =>
  people
    .filter((other) => other.gender === gender && other.adjective !== adjective)
    .map(({ name }) => name);

/** Who shares the adjective: up to the pronoun nothing contradicts the replacement. */
function partner({ adjective, gender }: Person): string {
  const [woman, man] = couples[adjective];
  return gender === 'woman' ? man : woman;
}

/** What is left of the gender in the cell states, by token. */
const genderTrace = (probe: Probe, { tokens, name, person }: Places): number[] =>
  trace(probe.cellChanges(tokens, name, partner(person)));

/** The token at which the unit that holds the gender forgets most, between the adjective and the next pronoun. */
function forgets(probe: Probe, { tokens, name, person, stop, nextName }: Places): number {
  const changes = probe.cellChanges(tokens, name, partner(person));
  return lowestForgetGate(probe, tokens, carrier(changes[stop]), stop, nextName + 1);
}

const claims: readonly ClaimRule[] = [
  {
    id: 'nameDecidesAdjective',
    claim: 'Within the sentence the name decides the adjective.',
    measure:
      'Change in bits of the adjective when the name is replaced by another of the same gender: mean over all such names and 60 held-out passages.',
    unit: 'bits',
    bound: { atLeast: 5 },
    value: (probe) =>
      mean(
        places(probe).map(({ tokens, person, name, adjective }) => {
          return probe.changes(tokens, name, sameGender(person)).change[adjective];
        }),
      ),
  },
  {
    id: 'pronounAcrossStop',
    claim: 'After the full stop the name still decides between he and she.',
    measure:
      'Change in bits of the first pronoun after the full stop when the name is replaced by that of the other gender with the same adjective.',
    unit: 'bits',
    bound: { atLeast: 5 },
    value: (probe) =>
      mean(
        places(probe).map(({ tokens, person, name, pronoun }) => {
          return probe.changes(tokens, name, [partner(person)]).change[pronoun];
        }),
      ),
  },
  {
    id: 'nextNameOverwrites',
    claim: 'After the next name the first one no longer matters.',
    measure:
      'The same replacement: mean absolute change in bits of all words after the next name, its own pronoun included.',
    unit: 'bits',
    bound: { atMost: 0.1 },
    value: (probe) =>
      mean(
        places(probe).map(({ tokens, person, name, nextName }) =>
          meanSize(probe.changes(tokens, name, [partner(person)]).size, nextName + 1),
        ),
      ),
  },
  {
    id: 'survivesStop',
    claim: 'The memory does not drop the gender at the full stop.',
    measure:
      'Length of the change of the cell states by that replacement: after the full stop, as a share of what it was before it.',
    unit: 'share',
    bound: { atLeast: 0.5 },
    value: (probe) =>
      mean(
        places(probe).map((place) => {
          const left = genderTrace(probe, place);
          return left[place.stop] / left[place.stop - 1];
        }),
      ),
  },
  {
    id: 'goneAtNextName',
    claim: 'It is overwritten at the next name.',
    measure:
      'The same length: after the next name, as a share of what it was after the first full stop.',
    unit: 'share',
    bound: { atMost: 0.5 },
    value: (probe) =>
      mean(
        places(probe).map((place) => {
          const left = genderTrace(probe, place);
          return left[place.nextName] / left[place.stop];
        }),
      ),
  },
  {
    id: 'forgetGateAtStop',
    claim: 'The forget gate of the unit that holds the gender is lowest at a full stop.',
    measure:
      'Share of the passages in which the unit whose cell state depends most on the gender has its lowest forget gate, from the full stop to the next name, at a full stop.',
    unit: 'share',
    bound: { atLeast: 0.5 },
    value: (probe) =>
      share(places(probe).map((place) => place.tokens[forgets(probe, place)] === '.')),
  },
  {
    id: 'forgetGateAtName',
    claim: 'It is lowest at the next name.',
    measure: 'The same, at the next name.',
    unit: 'share',
    bound: { atLeast: 0.5 },
    value: (probe) => share(places(probe).map((place) => forgets(probe, place) === place.nextName)),
  },
];

export const pronoun: LessonRecipe = {
  tokens: 'words',
  sizes: { layers: 1, hiddenSize: 24, embeddingSize: 16 },
  plan: {
    ...{ steps: 2000, B: 16, T: 32, learningRate: 1e-2, warmUp: 50, clip: 1 },
    ...{ weightDecay: 0.05, samples: 0, validateEvery: 200, patience: 100 },
  },
  seed: 1,
  passages: 5000,
  shown: 12,
  opening:
    'Vera is evil. She lives in the next village.\n' +
    'Arpita is a beautiful girl. She lives in the next village. Subrat is a great guy. He lives in the next village.\n' +
    'Everybody knows that Arpita is beautiful. On most days she goes swimming. Subrat on the other hand is great. He lives in the next village.\n',
  mistakes,
  passage,
  claims,
  unit: (probe, page) => heldBy(probe, page, page.indexOf('Arpita'), 'Ravi', 5),
};
