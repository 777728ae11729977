/** Whoever labels tokens without a network. The floors: the label that is most frequent, over all or of a word. */
import type { LabelSentence } from '../examples';
import { shapeOf } from '../inputs/shape';
import { largest } from '../metrics/accuracy';

export interface LabelJudge {
  /** The row's, in a table of results. */
  readonly name: string;
  /** @returns a label for each word */
  judge(words: readonly string[]): ArrayLike<number>;
}

/** The most frequent label of all, whatever is read. */
export function majorityLabel(train: readonly LabelSentence[], labelCount: number): LabelJudge {
  const label = largest(countLabels(train, labelCount));
  return { name: 'majority', judge: (words) => words.map(() => label) };
}

/** The label that a word has most often; of a new word the most frequent of all. */
export function mostFrequentLabel(train: readonly LabelSentence[], labelCount: number): LabelJudge {
  const byWord = countBy(train, labelCount, (word) => word);
  const otherwise = largest(countLabels(train, labelCount));
  return {
    name: 'mostFrequentLabel',
    judge: (words) => words.map((word) => byWord.get(word) ?? otherwise),
  };
}

/** The same; of a new word, what words of its shape with its last letters have most often. */
export function suffixesAndShape(train: readonly LabelSentence[], labelCount: number): LabelJudge {
  const levels: readonly ((word: string) => string)[] = [
    (word) => word,
    (word) => `${shapeOf(word)} ${word.toLowerCase().slice(-3)}`,
    (word) => `${shapeOf(word)} ${word.toLowerCase().slice(-2)}`,
    shapeOf,
  ];
  const tables = levels.map((level) => countBy(train, labelCount, level));
  const otherwise = largest(countLabels(train, labelCount));
  const labelOf = (word: string): number => {
    for (const [n, table] of tables.entries()) {
      const label = table.get(levels[n](word));
      if (label !== undefined) return label;
    }
    return otherwise;
  };
  return { name: 'suffixes', judge: (words) => words.map(labelOf) };
}

function countLabels(train: readonly LabelSentence[], labelCount: number): Float64Array {
  const counts = new Float64Array(labelCount);
  for (const { labels } of train) for (const label of labels) counts[label]++;
  return counts;
}

/** The most frequent label of each value; of equals the one that came first. */
function countBy(
  train: readonly LabelSentence[],
  labelCount: number,
  valueOf: (word: string) => string,
): Map<string, number> {
  const counts = new Map<string, Map<number, number>>();
  for (const { words, labels } of train) {
    words.forEach((word, at) => {
      const value = valueOf(word);
      const labelled = counts.get(value) ?? new Map<number, number>();
      counts.set(value, labelled.set(labels[at], (labelled.get(labels[at]) ?? 0) + 1));
    });
  }
  return new Map([...counts].map(([value, labelled]) => [value, mostOf(labelled, labelCount)]));
}

function mostOf(counts: ReadonlyMap<number, number>, none: number): number {
  let best = none;
  for (const [label, count] of counts) if (count > (counts.get(best) ?? 0)) best = label;
  return best;
}
