/** What is told of a run of contrasts, gathered, and what a person begins with. */
import type { Contestant } from '../../../src/shared/contracts/laboratory';
import {
  contrastCells,
  type ConflictEntry,
  type ContrastEntry,
  type ContrastsChoice,
  type ContrastsNews,
} from '../../../src/shared/laboratory/contrasts';

export function firstContrastsChoice(
  contestants: readonly Contestant[],
  before: ContrastsChoice | undefined,
): ContrastsChoice {
  const known = (cell: string): boolean => contestants.some(({ id }) => id === cell);
  const cells = (before?.cells ?? []).filter(known);
  const usual = contrastCells.filter(known);
  return {
    ...{ what: 'matrix', trials: 1, ...before },
    cells: cells.length > 0 ? cells : usual,
  };
}

/** Of what goes on the last word counts. */
export function gatherContrastsNews(
  news: readonly ContrastsNews[],
  more: readonly ContrastsNews[],
): readonly ContrastsNews[] {
  const all = [...news, ...more];
  const last = all.findLastIndex(({ kind }) => kind === 'progress');
  return all.filter(({ kind }, n) => kind !== 'progress' || n === last);
}

export const entriesIn = (news: readonly ContrastsNews[]): readonly ContrastEntry[] =>
  news.filter((one) => one.kind === 'entry');

export const conflictsIn = (news: readonly ContrastsNews[]): readonly ConflictEntry[] =>
  news.filter((one) => one.kind === 'conflict');

export const progressOf = (news: readonly ContrastsNews[]) =>
  news.findLast((one) => one.kind === 'progress');
