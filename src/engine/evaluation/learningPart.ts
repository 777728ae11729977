/** What of a text is learnt from and validated on where its last part is kept for measuring. */
import type { Range } from '../text/corpus';
import type { EvaluationText } from './evaluationText';

/** Blocks side by side are measured faster than one after the other. */
const validationBlocks = 16;

/** @param share of the training part, from its beginning */
export function learningPart({ ids, words, split }: EvaluationText, share = 1) {
  const { from, to } = split.train;
  const train = { from, to: from + Math.floor(share * (to - from)) };
  return {
    ids,
    trainRanges: [train],
    validRanges: blocksOf(split.valid),
    counts: countClasses(ids, train, words.length),
  };
}

function blocksOf({ from, to }: Range): Range[] {
  const length = Math.max(1, Math.floor((to - from) / validationBlocks));
  const blocks = Math.max(1, Math.min(validationBlocks, to - from));
  return Array.from({ length: blocks }, (_, b) => ({
    from: from + b * length,
    to: from + (b + 1) * length,
  }));
}

function countClasses(ids: Int32Array, { from, to }: Range, classes: number): Uint32Array {
  const counts = new Uint32Array(classes);
  for (const id of ids.subarray(from, to)) counts[id] = (counts[id] ?? 0) + 1;
  return counts;
}
