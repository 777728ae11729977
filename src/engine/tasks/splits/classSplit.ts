/**
 * Classes, divided into what is learnt from, what training is stopped by and what tests it: within each
 * class every tenth example tests, the one before it stops. Texts that are also learnt from do not test,
 * unless the test is a file of its own: then they are counted.
 */
import { inOneGo, pauses, type Steps } from '../../steps';
import type { ClassExample, ClassExamples } from '../examples';

export interface Split<E> {
  readonly train: readonly E[];
  readonly valid: readonly E[];
  readonly test: readonly E[];
  /** Test examples that are also learnt from: left out of the test where it was divided here. */
  readonly duplicates: number;
}

export interface SplitWishes<X> {
  /** Which of each ten tests, 1 to 10. */
  readonly tenth?: number;
  /** Tests instead of a tenth. */
  readonly test?: X;
}

type Part = 'train' | 'valid' | 'test';

export const splitClasses = (
  examples: ClassExamples,
  wishes?: SplitWishes<ClassExamples>,
): Split<ClassExample> => inOneGo(splittingClasses(examples, wishes));

export function* splittingClasses(
  { examples, classes }: ClassExamples,
  { tenth = 10, test }: SplitWishes<ClassExamples> = {},
): Steps<Split<ClassExample>> {
  const isDue = pauses();
  const sizes = new Uint32Array(classes.length);
  for (const { class: judged } of examples) sizes[judged]++;
  const seen = new Uint32Array(classes.length);
  const parts: Record<Part, ClassExample[]> = { train: [], valid: [], test: [] };
  for (const example of examples) {
    const { class: judged } = example;
    parts[partOf(seen[judged]++, sizes[judged], tenth, test !== undefined)].push(example);
    if (isDue()) yield;
  }
  const learnt = new Set<string>();
  for (const { text } of parts.train) {
    learnt.add(text);
    if (isDue(text.length)) yield;
  }
  if (test) {
    const duplicates = test.examples.filter(({ text }) => learnt.has(text)).length;
    return { ...parts, test: test.examples, duplicates };
  }
  const unseen = parts.test.filter(({ text }) => !learnt.has(text));
  // A file of nothing but repetitions is still tested, with what it has.
  const kept = unseen.length > 0 ? unseen : parts.test;
  const duplicates = parts.test.length - unseen.length;
  return { ...parts, test: kept, duplicates };
}

/** @param count examples of the class, of which this is the one at `index` */
function partOf(index: number, count: number, tenth: number, isTested: boolean): Part {
  if (count >= 10) {
    const place = index % 10;
    if (place === tenth - 1) return isTested ? 'train' : 'test';
    return place === (tenth + 8) % 10 ? 'valid' : 'train';
  }
  // Too few for tenths: the last one tests, the one before it stops where two are left to learn from.
  const fromEnd = count - index + (isTested ? 1 : 0);
  if (fromEnd === 1) return 'test';
  return fromEnd === 2 && index >= 2 ? 'valid' : 'train';
}
