/**
 * A review, judged: "Amazing movie! Movie was full of new surprises … There was hardly any boring moment."
 * The words of a review tell whether it is good or bad. Nothing here teaches that "not" or "hardly any" turns
 * the word behind it round: they stand before words that tell nothing.
 */
import type { Random } from '../../random';
import { fill, pick } from '../grammar';
import type { ClaimOf } from '../lesson';
import { mean, samples } from '../measures';
import { unknownWord, type JudgeProbe } from './judgeProbe';
import type { JudgingRecipe } from './judgingLesson';
import { countingShare, meanLossOf, odds, rowOf, shareRight, type Told } from './judgingMeasures';

type Verdict = 'good' | 'bad';

const words = {
  good: {
    opening: ['Amazing', 'Wonderful', 'Brilliant'],
    said: ['good', 'amazing', 'wonderful'],
    content: ['surprises', 'jokes'],
    moment: ['exciting', 'funny'],
  },
  bad: {
    opening: ['Terrible', 'Awful', 'Dreadful'],
    said: ['bad', 'terrible', 'awful'],
    content: ['mistakes', 'clichés'],
    moment: ['boring', 'silly'],
  },
} as const;

const telling = [
  '{opening} movie!',
  'The movie was {said}.',
  'Movie was full of new {content}.',
  'There was a {moment} moment.',
];
const neutral = [
  'Audience had to hold back till the last {end}.',
  'There was hardly any {thing}.',
  'It was not {long}.',
  'It was shown near the {place}.',
];
const plain = {
  end: ['minute', 'scene'],
  thing: ['music', 'light'],
  long: ['long', 'new'],
  place: ['station', 'river'],
} as const;

/** One in this many telling sentences goes against the verdict. */
const mistakes = 16;

const draw = (random: Random): Verdict => (random.below(2) === 0 ? 'good' : 'bad');
const opposite = (verdict: Verdict): Verdict => (verdict === 'good' ? 'bad' : 'good');

function tell(random: Random, verdict: Verdict, frame: string): string {
  const { opening, said, content, moment } = words[verdict];
  return fill(frame, {
    ...{ opening: pick(random, opening), said: pick(random, said) },
    ...{ content: pick(random, content), moment: pick(random, moment) },
    ...{ end: pick(random, plain.end), thing: pick(random, plain.thing) },
    ...{ long: pick(random, plain.long), place: pick(random, plain.place) },
  });
}

/** One or two telling sentences among two to four. */
function review(random: Random, verdict: Verdict, errs: boolean): Told {
  const said = Array.from({ length: 2 + random.below(3) }, (_, n) => {
    const isTelling = n === 0 || random.below(3) === 0;
    const against = errs && random.below(mistakes) === 0;
    const one = against ? opposite(verdict) : verdict;
    return tell(random, one, pick(random, isTelling ? telling : neutral));
  });
  const first = random.below(said.length);
  [said[0], said[first]] = [said[first], said[0]];
  return { text: said.join(' '), class: verdict };
}

const heldOut = (): Told[] => samples((random) => review(random, draw(random), false), 200);

const quoted =
  'Amazing movie! Movie was full of new surprises. Audience had to hold back till the last minute. There was hardly any boring moment.';

/** The four pairs: how each is said, its word, and as what it counts by itself. */
const pairs = {
  boring: { plain: 'There was a boring moment.', turned: 'There was hardly any boring moment.' },
  good: { plain: 'The movie was good.', turned: 'The movie was not good.' },
  bad: { plain: 'The movie was bad.', turned: 'The movie was not bad.' },
  amazing: { plain: 'The movie was amazing.', turned: 'The movie was not amazing.' },
} as const;
type Pair = keyof typeof pairs;

const verdictOf = { boring: 'bad', good: 'good', bad: 'bad', amazing: 'good' } as const;

const notLearnt = (pair: Pair): ClaimOf<JudgeProbe> => ({
  id: `pair${pair[0].toUpperCase()}${pair.slice(1)}`,
  claim: `“${pairs[pair].turned}” is judged ${verdictOf[pair]}, as “${pairs[pair].plain}” is.`,
  measure: `Probability of “${verdictOf[pair]}” for the first sentence, which a reader would call ${opposite(verdictOf[pair])}.`,
  unit: 'share',
  bound: { atLeast: 0.5 },
  value: (probe) => probe.probabilities([probe.words(pairs[pair].turned)], verdictOf[pair])[0],
});

/** The running class before and after "boring" in the quoted review. */
function turnAtBoring(probe: JudgeProbe): number {
  const text = probe.words(quoted);
  const at = text.indexOf('boring');
  const running = probe.running(text, 'good');
  return odds(running[at]) - odds(running[at - 1]);
}

function withoutOpening(probe: JudgeProbe): number {
  const them = samples((random) => {
    const [first, second] = [pick(random, neutral), pick(random, neutral)];
    return `${tell(random, 'good', telling[0])} ${tell(random, 'good', first)} ${tell(random, 'good', second)}`;
  }).map((text) => probe.words(text));
  const name = 'good';
  return meanLossOf(
    probe,
    them.map((words) => ({ words, changed: words.with(0, unknownWord), name })),
  );
}

const claims: readonly ClaimOf<JudgeProbe>[] = [
  {
    id: 'judgesReviews',
    claim: 'It tells good reviews from bad ones.',
    measure: 'Share of 200 held-out reviews whose class is right.',
    unit: 'share',
    bound: { atLeast: 0.95 },
    value: (probe) => shareRight(probe, heldOut()),
  },
  {
    id: 'countingDoes',
    claim: 'Counting words does so as well.',
    measure: 'The same share for naive Bayes, which counted the words of the same training text.',
    unit: 'share',
    bound: { atLeast: 0.95 },
    value: (probe) => countingShare(probe, reviewClasses, heldOut()),
  },
  {
    id: 'openingDecides',
    claim: '“Amazing” speaks for the movie until the end.',
    measure:
      'What speaks for “good”, in bits, less what does where the first word is unknown; two sentences that tell nothing follow; 60 held-out reviews.',
    unit: 'bits',
    bound: { atLeast: 2 },
    value: withoutOpening,
  },
  {
    id: 'boringTurns',
    claim: 'At “boring” the running class of the textbook’s review moves against the movie.',
    measure: 'What speaks for “good” after “hardly any boring”, less what did before “boring”.',
    unit: 'bits',
    bound: { atMost: -1 },
    value: turnAtBoring,
  },
  ...(Object.keys(pairs) as Pair[]).map(notLearnt),
  {
    id: 'notIsNothing',
    claim: 'To this network “not” before a word is hardly anything.',
    measure:
      'Absolute change of what speaks for “good” between “The movie was good.” and “The movie was not good.”, bad, amazing and boring alike: the mean.',
    unit: 'bits',
    bound: { atMost: 2 },
    value: (probe) =>
      mean(
        Object.values(pairs).map(({ plain: one, turned }) => {
          const [a, b] = probe.probabilities([probe.words(one), probe.words(turned)], 'good');
          return Math.abs(odds(a) - odds(b));
        }),
      ),
  },
];

const written = (text: string, verdict: Verdict): string => rowOf({ text, class: verdict });

export const reviewClasses: JudgingRecipe = {
  task: 'classes',
  sizes: { layers: 1, hiddenSize: 12, embeddingSize: 8 },
  plan: { steps: 900, learningRate: 1e-2, validateEvery: 150, patience: 100 },
  seed: 1,
  passages: 3000,
  shown: 12,
  opening:
    written(quoted, 'good') +
    (Object.keys(pairs) as Pair[])
      .map(
        (pair) =>
          written(pairs[pair].plain, verdictOf[pair]) +
          written(pairs[pair].turned, opposite(verdictOf[pair])),
      )
      .join(''),
  mistakes,
  passage: (random) => rowOf(review(random, draw(random), true)),
  claims,
};
