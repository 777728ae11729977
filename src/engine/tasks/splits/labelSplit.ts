/**
 * Sentences, divided by distinct text: every tenth of them tests, and wherever it stands again it tests
 * too, so that none is learnt from and tested with. Every twentieth of the others is what training is
 * stopped by.
 */
import { inOneGo, mapped, type Steps } from '../../steps';
import type { LabelExamples, LabelSentence } from '../examples';
import type { Split, SplitWishes } from './classSplit';

type Part = 'train' | 'valid' | 'test';

export const splitLabels = (
  examples: LabelExamples,
  wishes?: SplitWishes<LabelExamples>,
): Split<LabelSentence> => inOneGo(splittingLabels(examples, wishes));

export function* splittingLabels(
  { sentences }: LabelExamples,
  { tenth = 10, test }: SplitWishes<LabelExamples> = {},
): Steps<Split<LabelSentence>> {
  const keys = yield* mapped(sentences, keyOf, unitsOf);
  const distinct = new Set(keys);
  yield;
  const partsByKey = partsOf(distinct, test ? undefined : tenth);
  yield;
  const parts: Record<Part, LabelSentence[]> = { train: [], valid: [], test: [] };
  sentences.forEach((sentence, at) => parts[partsByKey.get(keys[at]) ?? 'train'].push(sentence));
  if (!test) return { ...parts, duplicates: 0 };
  const duplicates = test.sentences.filter((sentence) => partsByKey.has(keyOf(sentence))).length;
  return { ...parts, test: test.sentences, duplicates };
}

const unitsOf = ({ words }: LabelSentence): number => 8 * words.length;

/** Tokens hold no tab. */
const keyOf = ({ words }: LabelSentence): string => words.join('\t');

function partsOf(keys: ReadonlySet<string>, tenth: number | undefined): Map<string, Part> {
  const parts = new Map<string, Part>();
  // Fewer than ten have a last one as well.
  const testing = Math.min(tenth ?? 0, keys.size) - 1;
  const tests = tenth === undefined ? 0 : Math.ceil((keys.size - testing) / 10);
  const every = Math.min(20, Math.max(2, keys.size - tests));
  let distinct = 0;
  let rest = 0;
  for (const key of keys) {
    const isTest = tenth !== undefined && distinct++ % 10 === testing;
    if (isTest) parts.set(key, 'test');
    else parts.set(key, rest++ % every === every - 1 ? 'valid' : 'train');
  }
  return parts;
}
