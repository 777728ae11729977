/** Whoever judges classes without a network: counts only. */
import { largest } from '../metrics/accuracy';

export interface WordsOfClass {
  readonly words: readonly string[];
  readonly class: number;
}

export interface ClassJudge {
  /** The row's, in a table of results. */
  readonly name: string;
  /** @returns how much speaks for each class, in natural logarithms */
  judge(words: readonly string[]): Float64Array;
}

/** The most frequent class, whatever is read. */
export function majority(train: readonly WordsOfClass[], classCount: number): ClassJudge {
  const counts = new Float64Array(classCount);
  for (const { class: judged } of train) counts[judged]++;
  const scores = counts.map((count) => Math.log(count / Math.max(1, train.length)));
  return { name: 'majority', judge: () => scores };
}

export const judged = (judge: ClassJudge, words: readonly string[]): number =>
  largest(judge.judge(words));
