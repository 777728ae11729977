/** What a person begins with, and what is told of a comparison. */
import type { Contestant } from '../../../src/shared/contracts/laboratory';
import type { CompareChoice, CompareNews } from '../../../src/shared/laboratory/compare';
import { usualJudged } from '../../../src/shared/laboratory/compare';

export const firstCompareChoice = (
  _: readonly Contestant[],
  before: CompareChoice | undefined,
): CompareChoice => before ?? { judged: usualJudged };

export const gatherCompareNews = (
  _: readonly CompareNews[],
  more: readonly CompareNews[],
): readonly CompareNews[] => more;

export const marksIn = (news: readonly CompareNews[]): CompareNews['marks'] =>
  news.at(-1)?.marks ?? [[], []];
