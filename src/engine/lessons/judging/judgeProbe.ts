/**
 * How claims are measured in a network that judges: texts as they stand, shuffled, cut or with other words
 * in them, each from its beginning. Texts are small; each question is answered in one go.
 */
import type { JudgingFacts } from '../../files/taskFacts';
import type { Network } from '../../network/network';
import { wordsOf } from '../../tasks/inputs/classWords';
import { openJudge } from '../../tasks/judging/judge';
import { runningClass } from '../../tasks/judging/runningClass';
import { largest } from '../../tasks/metrics/accuracy';
import type { Vocabulary } from '../../text/words/vocabulary';

export interface ProbedJudge {
  readonly network: Network;
  readonly vocabulary: Vocabulary;
  readonly seed: number;
  readonly facts: JudgingFacts;
}

export type Words = readonly string[];

/** No word is called so: it is read as unknown. */
export const unknownWord = '';

export interface JudgeProbe {
  /** That the network was trained with: its training text is `trainingText(recipe, seed)`. */
  readonly seed: number;
  /** Names of the classes or labels. */
  readonly names: readonly string[];
  words(text: string): Words;
  /** The class of each text. */
  judged(texts: readonly Words[]): string[];
  /** How probable a class is for each text, 0 to 1. */
  probabilities(texts: readonly Words[], name: string): number[];
  /** The same after each word of a text. */
  running(text: Words, name: string): number[];
  /** How probable each label is for each word of each sentence: [sentence][word], names in their order. */
  labels(sentences: readonly Words[]): Float64Array[][];
  /** What the projection reads after each word: [word][units], the same array at every call. */
  states(text: Words): Float64Array[];
}

/** Takes memory of the network's kernels: some megabytes a probe. */
export function createJudgeProbe({ network, vocabulary, seed, facts }: ProbedJudge): JudgeProbe {
  const judge = openJudge(network, facts, vocabulary);
  const { names, reader, asked } = judge;
  const all = (texts: readonly Words[]): Float64Array[] => {
    const sequences = judge.sequencesOf(texts);
    const found: Float64Array[] = [];
    for (const batch of reader.batches(sequences)) {
      reader.read(sequences, batch, asked, (at, row) => (found[at] = Float64Array.from(row)));
    }
    return found;
  };
  const numberOf = (name: string): number => {
    const number = names.indexOf(name);
    if (number < 0) throw new RangeError(`It has no class ${name}`);
    return number;
  };
  return {
    ...{ seed, names, words: wordsOf },
    judged: (texts) => all(texts).map((row) => names[largest(row)]),
    probabilities(texts, name) {
      const number = numberOf(name);
      return all(texts).map((row) => row[number]);
    },
    running(text, name) {
      const number = numberOf(name);
      const running = runningClass(judge, text);
      while (!running.advance());
      return text.map((_, at) => running.probabilities[at * names.length + number]);
    },
    labels(sentences) {
      const rows = all(sentences);
      let at = 0;
      return sentences.map((words) => rows.slice(at, (at += words.length)));
    },
    states(text) {
      const { rows, readout } = reader.readAlone(judge.sequencesOf([text]), 0, 'each');
      const { width } = readout;
      return text.map((_, t) => Float64Array.from(rows.subarray(t * width, (t + 1) * width)));
    },
  };
}
