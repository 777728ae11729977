/**
 * Parts of speech: in "She saw her dog" the word "her" belongs to the dog, in "She saw her yesterday" it
 * stands for a person. "Light" and "that" are such words, too: what comes right after them decides. What
 * stands far before them tells nothing.
 */
import type { Random } from '../../random';
import { largest } from '../../tasks/metrics/accuracy';
import { pick } from '../grammar';
import type { ClaimOf } from '../lesson';
import { mean, samples, share } from '../measures';
import { trainingText } from '../texts';
import { unknownWord, type JudgeProbe, type Words } from './judgeProbe';
import type { JudgingRecipe } from './judgingLesson';

/** Words by what they are. */
const nouns = ['dog', 'box', 'house', 'song', 'boat'];
const choices: Readonly<Record<string, readonly string[]>> = {
  NOUN: nouns,
  PROPN: ['Anna', 'Ravi', 'Lata', 'Kenji'],
  VERB: ['saw', 'found', 'heard', 'painted'],
  FELL: ['fell', 'vanished', 'moved'],
  ADV: ['yesterday', 'today', 'again'],
  TIME: ['morning', 'evening', 'summer'],
  ADJ: ['red', 'old', 'small'],
};
/** Drawn from a list, and labelled otherwise. */
const labelOf: Readonly<Record<string, string>> = { FELL: 'VERB', TIME: 'NOUN' };

/** `word/LABEL`, or a list to draw from. */
const beginnings = ['', 'in/ADP the/DET TIME ,/PUNCT', 'one/DET ADJ TIME ,/PUNCT', 'ADV ,/PUNCT'];
const sentences = [
  'PROPN VERB her/DET NOUN ./PUNCT',
  'PROPN VERB her/PRON ADV ./PUNCT',
  'PROPN VERB her/PRON ./PUNCT',
  'the/DET light/ADJ NOUN FELL ./PUNCT',
  'the/DET light/NOUN FELL ./PUNCT',
  'PROPN VERB the/DET light/NOUN ./PUNCT',
  'PROPN VERB the/DET light/ADJ NOUN ./PUNCT',
  'PROPN said/VERB that/SCONJ PROPN FELL ./PUNCT',
  'PROPN said/VERB that/PRON ADV ./PUNCT',
  'PROPN said/VERB that/DET NOUN FELL ./PUNCT',
  'PROPN VERB the/DET ADJ NOUN ADV ./PUNCT',
];

interface Sentence {
  readonly words: Words;
  readonly labels: readonly string[];
  /** The word that its right neighbour decides; -1 without one. */
  readonly asked: number;
}

const ambiguous = ['her', 'light', 'that'];

function write(random: Random, frames: readonly string[] = sentences): Sentence {
  const frame = `${pick(random, beginnings)} ${pick(random, frames)}`.trim();
  const tokens = frame.split(' ').map((part) => {
    if (part in choices) {
      return { word: pick(random, choices[part]), label: labelOf[part] ?? part };
    }
    const [word, label] = part.split('/');
    return { word, label };
  });
  const words = tokens.map(({ word }) => word);
  return {
    words,
    labels: tokens.map(({ label }) => label),
    asked: words.findIndex((word) => ambiguous.includes(word)),
  };
}

const rowsOf = ({ words, labels }: Sentence): string =>
  `${words.map((word, n) => `${word}\t${labels[n]}`).join('\n')}\n\n`;

const doubtful = sentences.filter((frame) => ambiguous.some((word) => frame.includes(`${word}/`)));
const heldOut = (): Sentence[] => samples((random) => write(random, doubtful), 200);

/** The words, and where in them the one stands that is asked about. */
interface Cut {
  readonly words: Words;
  readonly at: number;
}

/** Share of the words that are asked about whose label is right, with less of the sentence to read. */
function rightWith(probe: JudgeProbe, cut: (sentence: Sentence) => Cut): number {
  const them = heldOut();
  const cuts = them.map(cut);
  const found = probe.labels(cuts.map(({ words }) => words));
  return share(
    them.map(({ labels, asked }, n) => {
      return probe.names[largest(found[n][cuts[n].at])] === labels[asked];
    }),
  );
}

/** By how many bits the right label loses when some words are unknown. */
function loss(probe: JudgeProbe, isHidden: (at: number, asked: number) => boolean): number {
  const them = heldOut();
  const hidden = them.map(({ words, asked }) =>
    words.map((word, at) => (isHidden(at, asked) ? unknownWord : word)),
  );
  const [before, after] = [them.map(({ words }) => words), hidden].map((all) => {
    return probe.labels(all).map((rows, n) => {
      const { asked, labels } = them[n];
      return Math.log2(rows[asked][probe.names.indexOf(labels[asked])]);
    });
  });
  return mean(before.map((one, n) => one - after[n]));
}

/** How often each key had each label in the training text: the most frequent one. */
function counted(probe: JudgeProbe, key: (words: Words, at: number) => string) {
  const counts = new Map<string, Map<string, number>>();
  for (const block of trainingText(partsOfSpeech, probe.seed).trimEnd().split('\n\n')) {
    const rows = block.split('\n').map((line) => line.split('\t'));
    const words = rows.map(([word]) => word);
    rows.forEach(([, label], at) => {
      const own = counts.get(key(words, at)) ?? new Map<string, number>();
      own.set(label, (own.get(label) ?? 0) + 1);
      counts.set(key(words, at), own);
    });
  }
  return share(
    heldOut().map(({ words, labels, asked }) => {
      const own = [...(counts.get(key(words, asked)) ?? [])];
      const most = Math.max(...own.map(([, count]) => count));
      return own.find(([, count]) => count === most)?.[0] === labels[asked];
    }),
  );
}

const claims: readonly ClaimOf<JudgeProbe>[] = [
  {
    id: 'labelsRight',
    claim: 'The network labels words that can be two things.',
    measure: 'Share of “her”, “light” and “that” in 200 held-out sentences whose label is right.',
    unit: 'share',
    bound: { atLeast: 0.95 },
    value: (probe) => rightWith(probe, ({ words, asked }) => ({ words, at: asked })),
  },
  {
    id: 'wordAlone',
    claim: 'The word alone does not tell.',
    measure: 'The same share where each gets its most frequent label of the training text.',
    unit: 'share',
    bound: { atMost: 0.7 },
    value: (probe) => counted(probe, (words, at) => words[at]),
  },
  {
    id: 'rightDecides',
    claim: 'Its right neighbour decides.',
    measure:
      'By how many bits the right label becomes less probable when the next word is made unknown.',
    unit: 'bits',
    bound: { atLeast: 1 },
    value: (probe) => loss(probe, (at, asked) => at === asked + 1),
  },
  {
    id: 'farLeftIsNothing',
    claim: 'What stands more than two words before it is nothing to it.',
    measure: 'The same where all words more than two places to its left are made unknown.',
    unit: 'bits',
    bound: { atMost: 0.1 },
    value: (probe) => loss(probe, (at, asked) => at < asked - 2),
  },
  {
    id: 'memoryAlone',
    claim: 'All that was read before it does not help without what comes after it.',
    measure: 'Share of right labels where the sentence ends with the word that is asked about.',
    unit: 'share',
    bound: { atMost: 0.7 },
    value: (probe) =>
      rightWith(probe, ({ words, asked }) => ({ words: words.slice(0, asked + 1), at: asked })),
  },
  {
    id: 'neighboursAlone',
    claim: 'A word, the one before it and the one after it are nearly enough.',
    measure: 'Share of right labels where nothing else of the sentence is read.',
    unit: 'share',
    bound: { atLeast: 0.8 },
    value: (probe) =>
      rightWith(probe, ({ words, asked }) => {
        const from = Math.max(0, asked - 1);
        return { words: words.slice(from, asked + 2), at: asked - from };
      }),
  },
  {
    id: 'tableSuffices',
    claim: 'Here even a table of a word and the next one does.',
    measure:
      'The same share where each gets the most frequent label that it had before that next word in the training text.',
    unit: 'share',
    bound: { atLeast: 0.95 },
    value: (probe) => counted(probe, (words, at) => `${words[at]} ${words[at + 1]}`),
  },
];

const row = (text: string): string => `${text.replaceAll(' ', '\n').replaceAll('/', '\t')}\n\n`;

export const partsOfSpeech: JudgingRecipe = {
  task: 'labels',
  sizes: { layers: 1, hiddenSize: 6, embeddingSize: 4 },
  plan: { steps: 600, learningRate: 1e-2, validateEvery: 100, patience: 100 },
  seed: 1,
  passages: 2000,
  shown: 8,
  opening:
    row('Anna/PROPN saw/VERB her/DET dog/NOUN ./PUNCT') +
    row('Anna/PROPN saw/VERB her/PRON yesterday/ADV ./PUNCT'),
  passage: (random) => rowsOf(write(random)),
  claims,
};
