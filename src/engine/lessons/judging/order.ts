/**
 * Order lost: "The food was good, not bad at all." and "The food was bad, not good at all." have the same
 * words. Each sentence here has a good word and a bad one; which of them is denied decides the class. The
 * speaker at the end tells nothing, and fills a window of the last words.
 */
import { random as seeded, type Random } from '../../random';
import { fill, pick } from '../grammar';
import type { ClaimOf } from '../lesson';
import { samples, share } from '../measures';
import type { JudgeProbe } from './judgeProbe';
import type { JudgingRecipe } from './judgingLesson';
import {
  countingShare,
  lastWords,
  rowOf,
  shareRight,
  shuffled,
  type Told,
} from './judgingMeasures';

const things = ['food', 'room', 'film', 'music', 'garden'];
const words = {
  good: ['good', 'lovely', 'fresh'],
  bad: ['bad', 'awful', 'dull'],
} as const;
const speakers = ['Anna', 'Ravi', 'Lata', 'Kenji'];
const frames = [
  'The {thing} was {so}, not {other} at all, says {speaker}.',
  'The {thing} was not {other} at all but {so}, says {speaker}.',
  'Not {other} but {so} was the {thing}, says {speaker}.',
  '{speaker} says: the {thing} was {so} and not {other}, that is all.',
];

type Side = keyof typeof words;
const other = (side: Side): Side => (side === 'good' ? 'bad' : 'good');

interface Said {
  readonly frame: string;
  readonly thing: string;
  readonly speaker: string;
  readonly good: string;
  readonly bad: string;
}

const draw = (random: Random): Said => ({
  frame: pick(random, frames),
  thing: pick(random, things),
  speaker: pick(random, speakers),
  good: pick(random, words.good),
  bad: pick(random, words.bad),
});

function say(said: Said, side: Side): Told {
  const { frame, thing, speaker } = said;
  const blanks = { thing, speaker, so: said[side], other: said[other(side)] };
  return { text: fill(frame, blanks), class: side };
}

/** Each with its mirror image: the same words, the other class. */
const heldOut = (): Told[] =>
  samples((random) => draw(random), 100).flatMap((said) => [say(said, 'good'), say(said, 'bad')]);

const windowed = 4;

const claims: readonly ClaimOf<JudgeProbe>[] = [
  {
    id: 'ordersKept',
    claim: 'A network that reads one word after the other tells them apart.',
    measure: 'Share of 200 held-out sentences, 100 and their mirror images, whose class is right.',
    unit: 'share',
    bound: { atLeast: 0.95 },
    value: (probe) => shareRight(probe, heldOut()),
  },
  {
    id: 'bagIsBlind',
    claim: 'A bag of words cannot: a sentence and its mirror image are one bag.',
    measure: 'The same share for naive Bayes, which counted the words of the same training text.',
    unit: 'share',
    bound: { atMost: 0.55 },
    value: (probe) => countingShare(probe, order, heldOut()),
  },
  {
    id: 'shuffledIsLost',
    claim: 'With its words shuffled the network knows no more than the bag.',
    measure: 'The network’s share on the same sentences, the words of each in a random order.',
    unit: 'share',
    bound: { atMost: 0.65 },
    value(probe) {
      const random = seeded(0x0de7);
      const them = heldOut();
      const texts = them.map(({ text }) => shuffled(probe.words(text), random));
      return share(probe.judged(texts).map((given, n) => given === them[n].class));
    },
  },
  {
    id: 'windowIsShort',
    claim: 'A window of the last four words does not reach back far enough.',
    measure:
      'The same share for a table of which class followed each four last words of the training text most often.',
    unit: 'share',
    bound: { atMost: 0.6 },
    value(probe) {
      const window = lastWords(probe, order, windowed);
      return share(heldOut().map((told) => window(probe.words(told.text)) === told.class));
    },
  },
  {
    id: 'firstChangesNothing',
    claim: 'What stands before the window changes nothing in it.',
    measure:
      'Share of the same sentences whose class by that table changes when all words before the last four are those of the mirror image.',
    unit: 'share',
    bound: { atMost: 0 },
    value(probe) {
      const window = lastWords(probe, order, windowed);
      return share(mirrored(probe).map(({ text, mixed }) => window(text) !== window(mixed)));
    },
  },
  {
    id: 'firstTurns',
    claim: 'In the network it turns the class.',
    measure: 'Share of the same sentences whose class by the network changes then.',
    unit: 'share',
    bound: { atLeast: 0.9 },
    value(probe) {
      const them = mirrored(probe);
      const [one, two] = [
        probe.judged(them.map(({ text }) => text)),
        probe.judged(them.map(({ mixed }) => mixed)),
      ];
      return share(one.map((given, n) => given !== two[n]));
    },
  },
];

/** Sentences, and with everything before the window as their mirror images have it. */
function mirrored(probe: JudgeProbe) {
  return samples((random) => draw(random), 100).map((said) => {
    const [text, mirror] = [say(said, 'good'), say(said, 'bad')].map((told) =>
      probe.words(told.text),
    );
    return { text, mixed: [...mirror.slice(0, -windowed), ...text.slice(-windowed)] };
  });
}

export const order: JudgingRecipe = {
  task: 'classes',
  sizes: { layers: 1, hiddenSize: 12, embeddingSize: 8 },
  plan: { steps: 1500, learningRate: 1e-2, validateEvery: 150, patience: 100 },
  seed: 1,
  passages: 3000,
  shown: 14,
  opening:
    rowOf({ text: 'The food was good, not bad at all, says Anna.', class: 'good' }) +
    rowOf({ text: 'The food was bad, not good at all, says Anna.', class: 'bad' }),
  passage: (random) => rowOf(say(draw(random), random.below(2) === 0 ? 'good' : 'bad')),
  claims,
};
