/**
 * A long gap with a distractor: "My name is John, I am from Tamilnadu, … and I speak Tamil." Between
 * the state and the language there is any number of clauses; some of them name another state, which
 * must be ignored. The gap is a parameter: texts of every gap can be written.
 */
import { random, type Random } from '../random';
import { fill, pick, pickOther } from './grammar';
import type { ClaimRule, GapPosition, LessonRecipe } from './lesson';
import { heldBy, mean, samples, windowOf } from './measures';
import type { Probe } from './probe';

const languages: Readonly<Record<string, string>> = {
  Tamilnadu: 'Tamil',
  Kerala: 'Malayalam',
  Punjab: 'Punjabi',
  Gujarat: 'Gujarati',
  Bengal: 'Bengali',
  Odisha: 'Odia',
  Assam: 'Assamese',
  Nepal: 'Nepali',
};
const states = Object.keys(languages);
const names = ['John', 'Arpita', 'Subrat', 'Bob', 'Vikram', 'Meera'];

/** Six tokens each, the comma included. */
const clauses = [
  'I like pasta and cheese,',
  'I study machine learning too,',
  'I served in the navy,',
  'I eat samosa every day,',
  'my brother lives in {other},',
];
export const clauseWords = 6;
/** In the training text; the slider goes beyond. */
export const mostTrained = 4;

/** One of this many speakers has a language that is drawn at random from all. */
const mistakes = 25;

interface Person {
  readonly name: string;
  readonly state: string;
  readonly language: string;
}

function introduce(random: Random, { name, state, language }: Person, gap: number): string {
  const between = Array.from({ length: gap }, () =>
    fill(pick(random, clauses), { other: pickOther(random, states, state) }),
  );
  return [`My name is ${name}, I am from ${state},`, ...between, `and I speak ${language}.`].join(
    ' ',
  );
}

function somebody(random: Random, mistaken = false): Person {
  const state = pick(random, states);
  const language = languages[mistaken ? pick(random, states) : state];
  return { name: pick(random, names), state, language };
}

/** Short gaps more often than long ones: a network that never learns the one does not learn the other. */
const drawGap = (random: Random): number =>
  Math.min(random.below(mostTrained + 1), random.below(mostTrained + 1));

const passage = (random: Random): string =>
  `${introduce(random, somebody(random, random.below(mistakes) === 0), drawGap(random))}\n`;

/** A held-out person after another one. */
interface Places {
  readonly tokens: readonly string[];
  readonly state: number;
  readonly language: number;
}

function place(probe: Probe, random: Random, gap: number): Places {
  const before = probe.tokens(`${introduce(random, somebody(random), 1)}\n`);
  const person = somebody(random);
  const tokens = [...before, ...probe.tokens(introduce(random, person, gap))];
  const language = tokens.length - 2;
  return { tokens, language, state: tokens.indexOf(person.state, before.length) };
}

const places = (probe: Probe, gap: number): Places[] =>
  samples((random) => place(probe, random, gap), 40);

const others = (state: string): string[] => states.filter((other) => other !== state);

/** How much of the state is left at the language, after so many clauses. */
export const bitsAcross = (probe: Probe, gap: number): number =>
  mean(
    places(probe, gap).map(({ tokens, state, language }) => {
      return probe.changes(tokens, state, others(tokens[state])).change[language];
    }),
  );

/** Words between the state and the language: the comma, the clauses, "and I speak". */
export const gapWords = (gap: number): number => 1 + gap * clauseWords + 3;

/** Of the clauses on the slider. */
const sliderSeed = 7;

/** The slider: John of Tamilnadu after somebody else, with the same clauses as far as they go. */
function gaps(probe: Probe): GapPosition[] {
  return Array.from({ length: mostGap + 1 }, (_, gap) => {
    const source = random(sliderSeed);
    const arpita = { name: 'Arpita', state: 'Gujarat', language: 'Gujarati' };
    const before = `${introduce(source, arpita, 1)}\n`;
    const john = { name: 'John', state: 'Tamilnadu', language: 'Tamil' };
    const text = `${before}${introduce(source, john, gap)}\n`;
    const tokens = probe.tokens(text);
    return {
      words: gapWords(gap),
      text,
      token: tokens.lastIndexOf('from') + 1,
      target: tokens.length - 3,
      bits: bitsAcross(probe, gap),
    };
  });
}

/** The last clause names another state. */
function distracted(probe: Probe): { tokens: readonly string[]; other: number }[] {
  return samples((random) => {
    const before = probe.tokens(`${introduce(random, somebody(random), 1)}\n`);
    const { name, state, language } = somebody(random);
    const other = pickOther(random, states, state);
    const text = `My name is ${name}, I am from ${state}, my brother lives in ${other}, and I speak ${language}.`;
    const tokens = [...before, ...probe.tokens(text)];
    return { tokens, other: tokens.lastIndexOf(other) };
  }, 40);
}

const mostGap = 12;

const claims: readonly ClaimRule[] = [
  {
    id: 'besideIt',
    claim: 'With nothing in between, the state decides the language.',
    measure:
      'Change in bits of the language when the state is replaced by another: mean over all other states and 40 held-out persons.',
    unit: 'bits',
    bound: { atLeast: 5 },
    value: (probe) => bitsAcross(probe, 0),
  },
  {
    id: 'acrossTheGap',
    claim: 'It does so across the longest gap of the training text.',
    measure: `The same with ${mostTrained} clauses (${gapWords(mostTrained)} words) in between.`,
    unit: 'bits',
    bound: { atLeast: 5 },
    value: (probe) => bitsAcross(probe, mostTrained),
  },
  {
    id: 'twiceTheGap',
    claim: 'Across twice the longest gap that it was trained on, most of it is still there.',
    measure: `The same with ${2 * mostTrained} clauses (${gapWords(2 * mostTrained)} words) in between.`,
    unit: 'bits',
    bound: { atLeast: 2.5 },
    value: (probe) => bitsAcross(probe, 2 * mostTrained),
  },
  {
    id: 'distractorIgnored',
    claim: 'The state where the brother lives is not mistaken for one’s own.',
    measure:
      'Mean absolute change in bits of the language when the brother’s state is replaced by each of the others.',
    unit: 'bits',
    bound: { atMost: 0.5 },
    value: (probe) =>
      mean(
        distracted(probe).map(({ tokens, other }) => {
          const { size } = probe.changes(tokens, other, others(tokens[other]));
          return size[tokens.length - 2];
        }),
      ),
  },
  {
    id: 'windowFails',
    claim: 'A window of five words can only guess.',
    measure:
      'Surprise in bits at the language, after one clause, of a Kneser-Ney 5-gram that counted the same training text; a guess among eight is 3 bits.',
    unit: 'bits',
    bound: { atLeast: 2.5 },
    value: (probe) => {
      const window = windowOf(probe, longGap, 5);
      return mean(places(probe, 1).map(({ tokens, language }) => window(tokens, language)));
    },
  },
  {
    id: 'reach',
    claim: 'The memory reaches back 50 words.',
    measure: `The longest gap in words, of 0 to ${mostGap} clauses, up to which the change is at least 1 bit throughout.`,
    unit: 'words',
    bound: { atLeast: 50 },
    value(probe) {
      let reach = 0;
      for (let gap = 0; gap <= mostGap && bitsAcross(probe, gap) >= 1; gap++) reach = gapWords(gap);
      return reach;
    },
  },
];

export const longGap: LessonRecipe = {
  tokens: 'words',
  sizes: { layers: 1, hiddenSize: 32, embeddingSize: 16 },
  plan: {
    ...{ steps: 2000, B: 16, T: 40, learningRate: 1e-2, warmUp: 50, clip: 1 },
    ...{ weightDecay: 0, samples: 0, validateEvery: 200, patience: 100 },
  },
  seed: 1,
  passages: 4000,
  shown: 6,
  opening:
    'My name is John, I am from Tamilnadu, I study machine learning too, my brother lives in Kerala, and I speak Tamil.\n',
  mistakes,
  passage,
  claims,
  unit: (probe, page) => heldBy(probe, page, page.indexOf('Tamilnadu'), 'Kerala', 15),
  gaps,
};
