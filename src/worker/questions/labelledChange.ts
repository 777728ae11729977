/**
 * A change of surprise inside labels and outside of them: what a unit or a gate is worth for what it
 * was found by, beside what it is worth for the rest.
 */
import type { Result } from '../../shared/failures';
import type { Stretch } from '../../shared/model/passage';
import type { Labels } from '../../shared/questions/editor/unitSearch';
import type { LabelledChange } from '../../shared/questions/whatIf';
import type { Look } from '../documents/look';

/** 1 where a token of the stretch is labelled. */
export type LabelTokens = (
  look: Look,
  labels: Labels,
  stretch: Stretch,
) => Promise<Result<{ readonly labels: Uint8Array }>>;

/**
 * Parts changes of a stretch, a number a token.
 * @returns undefined where there are no labels, or none or nothing but them in the stretch
 */
export type PartChange = (change: ArrayLike<number>) => LabelledChange | undefined;

export async function partBy(
  labelTokens: LabelTokens,
  look: Look,
  labels: Labels | undefined,
  stretch: Stretch,
): Promise<PartChange> {
  const found = labels && (await labelTokens(look, labels, stretch));
  const marks = found?.ok ? found.value.labels : undefined;
  return (change) => marks && parted(marks, change);
}

function parted(marks: Uint8Array, change: ArrayLike<number>): LabelledChange | undefined {
  const sums = [0, 0];
  const counts = [0, 0];
  marks.forEach((mark, at) => {
    sums[mark] += change[at];
    counts[mark]++;
  });
  const [outside, inside] = counts.map((count, mark) => ({ count, change: sums[mark] / count }));
  return inside.count > 0 && outside.count > 0 ? { inside, outside } : undefined;
}
