/**
 * A trained network of a task and its file: what is stored, and how it answers to new texts. A model knows
 * its words, its endings and its answers by name; the file that it learnt from is not needed.
 */
import type { ModelFacts, NamedTensors, StoredModel } from '../../files/modelFile';
import { answersOf, isJudging, type JudgingFacts, type TaskFacts } from '../../files/taskFacts';
import type { Kernels } from '../../kernels/kernels';
import { createNetwork, loadTensors, saveTensors, type Network } from '../../network/network';
import { vocabularyOfWords } from '../../text/words/vocabulary';
import { answer, createAnswering } from '../../training/sequences/answers';
import { createLanes } from '../../training/sequences/lanes';
import { longestOf, type Asked, type Sequences } from '../../training/sequences/sequences';
import type { LabelExamples } from '../examples';
import type { Affixes } from '../inputs/affixes';
import { readAs, wordsOf } from '../inputs/classWords';
import { rowsFrom, type Rows } from '../inputs/rows';
import {
  aroundToken,
  classSequences,
  labelSequences,
  stackedRows,
  upToToken,
  wordSequences,
} from './inputs';

export const classFacts = (
  classes: readonly string[],
  asked: Exclude<Asked, 'each'>,
): JudgingFacts => ({ task: 'classes', classes: [...classes], asked });

export function labelFacts(
  { labels, spans }: Pick<LabelExamples, 'labels' | 'spans'>,
  { suffix3, suffix2, prefix2, shape }: Affixes,
): JudgingFacts {
  const values = (rows: Rows): string[] => [...rows.values];
  return {
    ...{ task: 'labels', labels: [...labels], spans },
    affixes: {
      ...{ suffix3: values(suffix3), suffix2: values(suffix2) },
      ...{ prefix2: values(prefix2), shape: values(shape) },
    },
  };
}

/** The best weights as they are in the network. @param words known, the unknown one first */
export function storedTaskModel(
  network: Network,
  words: Rows,
  facts: Omit<ModelFacts, 'shape' | 'vocabulary' | 'fingerprint' | 'unitNames'>,
): StoredModel {
  const weights: NamedTensors = saveTensors(network);
  return {
    ...facts,
    ...{ shape: network.shape, vocabulary: vocabularyOfWords(words.values.slice(1)) },
    ...{ fingerprint: [], unitNames: {}, weights },
  };
}

/** What a model says of a text. */
export interface JudgedText {
  readonly class: string;
  /** Of every class, 0 to 1. */
  readonly probabilities: Readonly<Record<string, number>>;
}

/** What a model says of a sentence, token by token. */
export interface LabelledTokens {
  readonly words: readonly string[];
  readonly labels: readonly string[];
  /** How probable each of these labels is, 0 to 1. */
  readonly probabilities: readonly number[];
}

export interface TaskJudge {
  readonly facts: TaskFacts;
  /** Names of the answers. */
  readonly names: readonly string[];
  /** @param texts of classes; a text of no word is read as an unknown one */
  judgeTexts(texts: readonly string[]): JudgedText[];
  /** @param sentences words of each */
  labelSentences(sentences: readonly (readonly string[])[]): LabelledTokens[];
}

/** Sequences that are read side by side. */
const lanesRead = 32;

/** @throws ShapeError where its tensors are not the network's, Error where it is of no task */
export function openTaskModel(kernels: Kernels, model: StoredModel): TaskJudge {
  const { shape, vocabulary, weights, task: facts } = model;
  if (!facts) throw new Error('A model of the next word judges nothing');
  if (!isJudging(facts)) throw new Error('A model of series or pairs judges nothing');
  const network = createNetwork(kernels, shape);
  loadTensors(network, weights);
  const words = rowsFrom(vocabulary.words);
  const { window = 1 } = shape;
  const as = readAs(shape, facts);
  const names = answersOf(facts);
  const judge = (sequences: Sequences, asked: Asked) => {
    const lanes = createLanes(network, lanesRead, longestOf(sequences));
    const probabilities: Float64Array[] = [];
    const answers = answer(createAnswering(network, lanes, asked), sequences, (at, all) => {
      probabilities[at] = Float64Array.from(all);
    });
    if (!answers) throw new Error('It was interrupted');
    return { answers, probabilities };
  };
  return {
    ...{ facts, names },
    judgeTexts(texts) {
      if (facts.task !== 'classes') throw new Error('It labels tokens');
      const read = texts.map((text) => ({ words: wordsOf(text, as), class: 0 }));
      const found = judge(upToToken(classSequences(read, words), window), facts.asked);
      return texts.map((_, n) => ({
        class: names[found.answers[n]],
        probabilities: Object.fromEntries(
          names.map((name, c) => [name, found.probabilities[n][c]]),
        ),
      }));
    },
    labelSentences(sentences) {
      if (facts.task !== 'labels') throw new Error('It judges whole texts');
      const found = judge(tokenReading(words, facts, window)(sentences), 'each');
      let token = 0;
      return sentences.map((sentence) => {
        const tokens = sentence.map(() => token++);
        return {
          words: sentence,
          labels: tokens.map((at) => names[found.answers[at]]),
          probabilities: tokens.map((at) => found.probabilities[at][found.answers[at]]),
        };
      });
    },
  };
}

/** How sentences become the sequences of such a network: with affixes, or of words alone. */
export function tokenReading(
  words: Rows,
  { affixes, cased }: Extract<TaskFacts, { task: 'labels' }>,
  window = 1,
): (sentences: readonly (readonly string[])[]) => Sequences {
  if (!affixes)
    return (sentences) => wordSequences(cased ? sentences : sentences.map(inLowerCase), words);
  const rows = affixesFrom(words, affixes);
  return (sentences) => withAffixes(sentences, rows, window);
}

const inLowerCase = (sentence: readonly string[]): string[] =>
  sentence.map((word) => word.toLowerCase());

function withAffixes(
  sentences: readonly (readonly string[])[],
  affixes: Affixes,
  window: number,
): Sequences {
  const read = sentences.map((sentence) => ({
    ...{ words: sentence, starts: [], labels: new Uint16Array(sentence.length) },
  }));
  return aroundToken(labelSequences(read, affixes), window, stackedRows(affixes).at);
}

type KeptAffixes = NonNullable<Extract<TaskFacts, { task: 'labels' }>['affixes']>;

const affixesFrom = (word: Rows, affixes: KeptAffixes): Affixes => ({
  word,
  suffix3: rowsFrom(affixes.suffix3),
  suffix2: rowsFrom(affixes.suffix2),
  prefix2: rowsFrom(affixes.prefix2),
  shape: rowsFrom(affixes.shape),
});
