/** What is told of the trials of an experiment, gathered, and what a person begins with. */
import type { Contestant } from '../../../src/shared/contracts/laboratory';
import type {
  ExperimentChoice,
  ExperimentGates,
  ExperimentNews,
  ExperimentPage,
  ExperimentTrial,
} from '../../../src/shared/laboratory/experiments';

const usual = { experiment: 'embeddedReber', way: 'modern', cell: 'lstm', trials: 5 } as const;

/** A cell that this version does not know, and a way in which the experiment is not run, are left out. */
export function firstExperimentChoice(
  contestants: readonly Contestant[],
  before: ExperimentChoice | undefined,
  experiments: readonly ExperimentPage[],
): ExperimentChoice {
  const choice = { ...usual, ...before };
  const cell = contestants.some(({ id }) => id === choice.cell) ? choice.cell : usual.cell;
  return turnToExperiment({ ...choice, cell }, choice.experiment, experiments);
}

/** Another experiment, in the same way where it is run so. */
export function turnToExperiment(
  choice: ExperimentChoice,
  experiment: string,
  experiments: readonly ExperimentPage[],
): ExperimentChoice {
  const page = experiments.find(({ id }) => id === experiment);
  if (!page) return choice;
  const isRun = page.ways.some(({ way }) => way === choice.way);
  return { ...choice, experiment, way: isRun ? choice.way : 'modern' };
}

/** Of what goes on the last word counts. */
export function gatherExperimentNews(
  news: readonly ExperimentNews[],
  more: readonly ExperimentNews[],
): readonly ExperimentNews[] {
  const all = [...news, ...more];
  const last = all.findLastIndex(({ kind }) => kind === 'progress');
  return all.filter(({ kind }, n) => kind !== 'progress' || n === last);
}

export const trialsIn = (news: readonly ExperimentNews[]): readonly ExperimentTrial[] =>
  news.filter((one) => one.kind === 'trial');

export const gatesIn = (news: readonly ExperimentNews[]): ExperimentGates | undefined =>
  news.find((one) => one.kind === 'gates');

/** Of the trial at hand: none where the last one told is over. */
export function progressIn(news: readonly ExperimentNews[]) {
  const last = news.findLast((one) => one.kind === 'progress');
  const isOver = trialsIn(news).some(({ seed }) => seed === last?.seed);
  return isOver ? undefined : last;
}
