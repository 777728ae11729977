/** Runs *Experiments*: the trials of one experiment in one way, and what the page says of it before. */
import { knownCell } from '../../engine/cells/cell';
import { isCellId } from '../../engine/cells/cells';
import type { Experiment } from '../../engine/experiments/experiment';
import { experimentOf, experiments } from '../../engine/experiments/experiments';
import { observe } from '../../engine/experiments/observing';
import {
  limitOf,
  noTrial,
  runExperiment,
  type FinishedTrial,
  type Way,
} from '../../engine/experiments/running';
import { sampleOf, sampleSequence } from '../../engine/experiments/sample';
import { median, wilson } from '../../engine/experiments/statistics';
import { failed, success, type Failure, type Result } from '../../shared/failures';
import {
  experimentWays,
  truncatedSteps,
  type ExperimentChoice,
  type ExperimentNews,
  type ExperimentOutcome,
  type ExperimentPage,
  type ExperimentWay,
} from '../../shared/laboratory/experiments';
import type { Order } from '../../shared/laboratory/sections';
import { gatherNews, trialKernels, type Called, type LaboratoryTools } from './running';

export const experimentPages = (): readonly ExperimentPage[] => experiments.map(pageOf);

function pageOf(experiment: Experiment): ExperimentPage {
  const { id, title, says, solvedWhen, paper } = experiment;
  const ways = experimentWays.flatMap((way) => {
    const limit = limitOf(experiment, wayOf(way, 'lstm'));
    return limit === undefined ? [] : [{ way, limit }];
  });
  return {
    ...{ id, title, says, solvedWhen, ways },
    ...(paper && { paper: { row: paper.row, deviations: [...paper.deviations] } }),
    sample: [...sampleOf(experiment)],
  };
}

function wayOf(way: ExperimentWay, cell: string): Way {
  switch (way) {
    case 'modern':
      return { kind: 'modern', cell: knownCell(cell) };
    case 'truncated':
      return { kind: 'modern', cell: knownCell(cell), truncation: truncatedSteps };
    case 'paper':
    case 'rtrl':
    case 'guess':
      return { kind: way };
  }
}

export async function runExperiments(
  { run, choice }: Order<'experiments'>,
  called: Called,
  tools: LaboratoryTools,
): Promise<Result<ExperimentOutcome, Failure>> {
  const { cell } = choice;
  const experiment = experimentOf(choice.experiment);
  if (!experiment || !isCellId(cell)) {
    return failed({ kind: 'badCell', flaw: { kind: 'unknownId', id: cell } });
  }
  const news = gatherNews<ExperimentNews>(tools.clock, (gathered) =>
    tools.tell({ section: 'experiments', run, news: gathered }),
  );
  const trials: FinishedTrial[] = [];
  for (let seed = 1; seed <= choice.trials; seed++) {
    const trial = await runTrial(experiment, choice, seed, called, tools, news.add);
    if (!trial) return failed({ kind: 'stale' });
    trials.push(trial);
  }
  news.flush();
  return success(outcomeOf(trials));
}

/** @returns undefined where it was called off */
async function runTrial(
  experiment: Experiment,
  { way, cell }: ExperimentChoice,
  seed: number,
  called: Called,
  { engine, clock, stepping }: LaboratoryTools,
  add: (news: ExperimentNews) => void,
): Promise<FinishedTrial | undefined> {
  const started = clock.now();
  const asked = { experiment, way: wayOf(way, cell), seed };
  const running = runExperiment(asked, trialKernels(engine), (network) => {
    if (seed > 1) return;
    const { unit, quantities } = observe(network, sampleSequence(experiment));
    add({
      ...{ kind: 'gates', unit },
      quantities: quantities.map(({ title, values }) => ({ title, values: [...values] })),
    });
  });
  for (;;) {
    const next = running.next();
    if (next.done) {
      const seconds = Math.round(clock.now() - started) / 1000;
      add(trialNews(next.value, seconds));
      return next.value;
    }
    const { sequences, error } = next.value;
    add({ kind: 'progress', seed, sequences, error });
    stepping();
    await clock.nextTurn();
    if (called.cancelled) {
      running.return(noTrial);
      return undefined;
    }
  }
}

function trialNews(trial: FinishedTrial, seconds: number): ExperimentNews {
  const { seed, solved, diverged, sequences, weights, test } = trial;
  return {
    ...{ kind: 'trial', seed, solved, diverged, sequences, weights, seconds },
    ...(test && { test: { of: test.of, wrong: test.wrong } }),
  };
}

function outcomeOf(trials: readonly FinishedTrial[]): ExperimentOutcome {
  const taken = trials.filter(({ solved }) => solved).map(({ sequences }) => sequences);
  const middle = median(taken);
  return {
    ...{ solved: taken.length, of: trials.length },
    interval: [...wilson(taken.length, trials.length)],
    ...(middle !== undefined && {
      median: middle,
      range: [Math.min(...taken), Math.max(...taken)],
    }),
  };
}
