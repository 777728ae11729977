/**
 * The king's story: "A king named Vikram lived in Pratapgadh. Kattapa attacked Pratapgadh. Vikram was killed.
 * Vikram Jr became king …". The class of a story is who is king at its end. A name goes in when its bearer
 * becomes king, other names that are only mentioned must not, and the old one may go out.
 */
import type { Random } from '../../random';
import { fill, pick, pickOther } from '../grammar';
import type { ClaimOf } from '../lesson';
import { mean, samples, share } from '../measures';
import { unknownWord, type JudgeProbe, type Words } from './judgeProbe';
import type { JudgingRecipe } from './judgingLesson';
import { countingShare, meanLossOf, odds, rowOf, shareRight, type Told } from './judgingMeasures';

const names = ['Vikram', 'Vikram Jr', 'Vikram Super Jr', 'Kattapa'] as const;
const places = ['Pratapgadh', 'Jaipur', 'Mysore'] as const;

const beginnings = ['A king named {king} lived in {place}.', 'In {place} lived a king, {king}.'];
const successions = [
  '{king} was killed. {next} became king.',
  '{king} fell in the battle. {next} became king.',
  '{next} took the throne.',
];
/** Tell of somebody who does not become king by it. */
const mentions = [
  '{other} wanted the throne.',
  '{other} attacked {place}.',
  '{other} waited far away.',
];

interface Story extends Told {
  readonly kings: readonly string[];
}

/** @param successions so many kings follow the first one */
function tell(random: Random, count = random.below(3)): Story {
  const place = pick(random, places);
  const first = pick(random, names);
  const kings: string[] = [first];
  const mention = (): string[] => {
    const other = pickOther(random, names, kings[kings.length - 1]);
    return random.below(2) === 0 ? [fill(pick(random, mentions), { other, place })] : [];
  };
  const said = [fill(pick(random, beginnings), { king: first, place }), ...mention()];
  for (let n = 0; n < count; n++) {
    const king = kings[kings.length - 1];
    const next = pickOther(random, names, king);
    kings.push(next);
    said.push(fill(pick(random, successions), { king, next }), ...mention());
  }
  said.push(...mention());
  return { text: said.join(' '), class: kings[kings.length - 1], kings };
}

const heldOut = (): Told[] => samples((random) => tell(random), 200);

const quoted =
  'A king named Vikram lived in Pratapgadh. Kattapa attacked Pratapgadh. Vikram was killed. Vikram Jr became king. Kattapa wanted the throne. Vikram Jr was killed. Vikram Super Jr became king. Kattapa waited far away.';

/** What speaks for a class in the quoted story after the nth word of that name, counted from 1. */
function runningAfter(probe: JudgeProbe, name: string, word: string, nth: number): number {
  const text = probe.words(quoted);
  const places = text.flatMap((one, at) => (one === word ? [at] : []));
  return odds(probe.running(text, name)[places[nth - 1]]);
}

/** Stories with the first king's name, and with another in its place at the beginning only. */
function firstReplaced(probe: JudgeProbe, count: number) {
  return samples((random) => {
    const story = tell(random, count);
    const [first] = story.kings;
    const other = pickOther(random, names, first);
    // His name stands first; where he is told of later it stays.
    const changed = story.text.replace(first, other);
    return { ...story, words: probe.words(story.text), changed: probe.words(changed) };
  });
}

const lossByFirst = (probe: JudgeProbe, count: number): number =>
  meanLossOf(
    probe,
    firstReplaced(probe, count).map(({ words, changed, class: name }) => ({
      words,
      changed,
      name,
    })),
  );

/** Of the change of the state that the first name makes, at the end: the share of the unit that changes most. */
function largestShare(probe: JudgeProbe): number {
  return mean(
    firstReplaced(probe, 0).map(({ words, changed }) => {
      const [one, two] = [words, changed].map((text) => probe.states(text)[text.length - 1]);
      const change = one.map((value, unit) => Math.abs(value - two[unit]));
      return Math.max(...change) / change.reduce((sum, value) => sum + value, 0);
    }),
  );
}

const deaths = ['killed', 'fell', 'battle'];

const claims: readonly ClaimOf<JudgeProbe>[] = [
  {
    id: 'kingIsKnown',
    claim: 'It knows who is king at the end.',
    measure: 'Share of 200 held-out stories whose class is right, of four names.',
    unit: 'share',
    bound: { atLeast: 0.9 },
    value: (probe) => shareRight(probe, heldOut()),
  },
  {
    id: 'countingFails',
    claim: 'Which names a story has does not tell.',
    measure: 'The same share for naive Bayes, which counted the words of the same training text.',
    unit: 'share',
    bound: { atMost: 0.75 },
    value: (probe) => countingShare(probe, story, heldOut()),
  },
  {
    id: 'nameGoesIn',
    claim: 'Vikram Jr goes in when he becomes king.',
    measure:
      'What speaks for him, in bits, after “Vikram Jr became king” of the textbook’s story, less what did after “Vikram was killed”.',
    unit: 'bits',
    bound: { atLeast: 2 },
    value: (probe) =>
      runningAfter(probe, 'Vikram Jr', 'king', 2) - runningAfter(probe, 'Vikram Jr', 'killed', 1),
  },
  {
    id: 'nameGoesOut',
    claim: 'Vikram goes out with it.',
    measure:
      'What speaks for “Vikram” after “Vikram Jr became king”, less what did after “Kattapa attacked Pratapgadh”.',
    unit: 'bits',
    bound: { atMost: -2 },
    value: (probe) =>
      runningAfter(probe, 'Vikram', 'king', 2) - runningAfter(probe, 'Vikram', 'attacked', 1),
  },
  {
    id: 'mentionIsNothing',
    claim: 'Who is only mentioned does not become king.',
    measure:
      'Share of 60 held-out stories without a second king, with somebody else mentioned in most, whose class is right.',
    unit: 'share',
    bound: { atLeast: 0.9 },
    value: (probe) =>
      shareRight(
        probe,
        samples((random) => tell(random, 0)),
      ),
  },
  {
    id: 'firstIsKept',
    claim: 'Until then the first name is kept.',
    measure:
      'What speaks for the class, in bits, less what does with another name in place of the first one; 60 stories of one king.',
    unit: 'bits',
    bound: { atLeast: 3 },
    value: (probe) => lossByFirst(probe, 0),
  },
  {
    id: 'firstIsOut',
    claim: 'After two others it no longer matters.',
    measure: 'The same in stories of three kings: only what was said first is another name.',
    unit: 'bits',
    bound: { atMost: 0.5 },
    value: (probe) => lossByFirst(probe, 2),
  },
  {
    id: 'oneUnit',
    claim: 'One unit holds who is king.',
    measure:
      'Of the change of all states when the first name is another one, at the end of stories of one king: the share of the unit that changes most.',
    unit: 'share',
    bound: { atLeast: 0.5 },
    value: largestShare,
  },
  {
    id: 'deathIsNothing',
    claim: 'That somebody was killed is nothing to it: it cannot tell whether a story is sad.',
    measure:
      'Share of the 200 held-out stories whose class changes when “killed”, “fell” and “battle” are made unknown.',
    unit: 'share',
    bound: { atMost: 0.1 },
    value(probe) {
      const texts = heldOut().map(({ text }) => probe.words(text));
      const without = texts.map((text): Words => text.map(lifelike));
      const [one, two] = [probe.judged(texts), probe.judged(without)];
      return share(one.map((given, n) => given !== two[n]));
    },
  },
];

const lifelike = (word: string): string => (deaths.includes(word) ? unknownWord : word);

export const story: JudgingRecipe = {
  task: 'classes',
  sizes: { layers: 1, hiddenSize: 24, embeddingSize: 12 },
  plan: { steps: 2000, learningRate: 1e-2, validateEvery: 200, patience: 100 },
  seed: 1,
  passages: 4000,
  shown: 12,
  opening: rowOf({ text: quoted, class: 'Vikram Super Jr' }),
  passage: (random) => rowOf(tell(random)),
  claims,
};
