/**
 * How many targets a network would write exactly that had learnt from fewer pairs: one like the model's is
 * trained on the first of the text, for as many steps whatever their number, and tested with the same pairs.
 */
import type { Arithmetic } from '../../engine/kernels/arithmetic';
import type { Kernels } from '../../engine/kernels/kernels';
import { pairModelOf } from '../../engine/tasks/pairs/pairModel';
import { createPairNetwork, type PairNetwork } from '../../engine/tasks/pairs/pairNetwork';
import { pairOpponents } from '../../engine/tasks/pairs/pairOpponents';
import { pairRowsOf, type PairRow } from '../../engine/tasks/pairs/pairReport';
import { splitPairs } from '../../engine/tasks/pairs/pairSplit';
import type { WholePair } from '../../engine/tasks/pairs/textPairs';
import { stepFromStart } from '../../engine/training/trainer';
import { failed, success, type Failure, type Result } from '../../shared/failures';
import { shareSteps, type PairsShare } from '../../shared/questions/attention/pairs';
import type { SeenPairs } from './seenPairs';

export interface ShareNeeds {
  createKernels(options: {
    readonly threads: number;
    readonly budgetBytes: number;
    readonly interrupted: () => boolean;
    readonly arithmetic: Arithmetic;
  }): Kernels;
  /** Steps of each network, where they are not as many as the page says. */
  readonly stepsOfShare?: number;
}

/** The same in every round, so that only the number of pairs differs. */
const seed = 1;
/** Pairs that test each round, at most: twice that would take half a second more. */
const mostTested = 300;
const budgetBytes = 512 << 20;

export const createPairsShare =
  ({ createKernels, stepsOfShare: steps = shareSteps }: ShareNeeds) =>
  async (
    seen: SeenPairs,
    { pairs }: { readonly pairs: number },
  ): Promise<Result<PairsShare, Failure>> => {
    const { text, model, versions, until } = seen;
    const { units } = model.facts.task;
    const split = splitPairs(text.whole);
    const test = split.test.slice(0, mostTested);
    const some = firstOf(split, pairs);
    if (test.length === 0 || some.train.length === 0) return failed({ kind: 'noToken' });
    const kernels = createKernels({
      ...{ threads: 1, budgetBytes, interrupted: () => false, arithmetic: 'separate' },
    });
    try {
      const made = createPairNetwork({
        ...{ kernels, split: some, units, attention: model.model.attention },
        ...{ chosen: chosenOf(model.network.shape), seed, arithmetic: 'separate', steps },
      });
      await until(training(made));
      const network = await writtenBy(made, { units, test, until });
      const nearest = nearestTargets(some.train, test);
      await until(nearest.step);
      const rows = pairRowsOf(test, units, [{ name: 'nearest', targets: nearest.targets }], '');
      return success({
        ...{ ...versions, pairs: some.train.length + some.valid.length, steps },
        ...{ network: figureOf(network), nearest: figureOf(rows.nearest), test: test.length },
        approximate: false,
      });
    } finally {
      kernels.dispose();
    }
  };

/** In the order of the text; those that decide when to stop are among them. */
function firstOf(
  { train, valid }: { readonly train: readonly WholePair[]; readonly valid: readonly WholePair[] },
  count: number,
) {
  const all = [...train, ...valid].sort((one, other) => one.number - other.number);
  const first = new Set(all.slice(0, count));
  return {
    train: train.filter((pair) => first.has(pair)),
    valid: valid.filter((pair) => first.has(pair)),
  };
}

const chosenOf = ({ cell, cells, L, source }: SeenPairs['model']['network']['shape']) => ({
  ...{ cell, L },
  ...(cells && { cells }),
  ...(source?.direction && { direction: source.direction }),
});

/** Leaves the best weights in the network. */
const training =
  ({ network, trainer }: PairNetwork) =>
  (): boolean => {
    if (!trainer.finished) stepFromStart(trainer);
    if (trainer.finished && trainer.best) network.parameters.values.set(trainer.best.values);
    return trainer.finished !== undefined;
  };

const together = 8;

async function writtenBy(
  { network, rows }: PairNetwork,
  {
    units,
    test,
    until,
  }: Pick<SeenPairs, 'until'> & {
    readonly units: SeenPairs['model']['facts']['task']['units'];
    readonly test: readonly WholePair[];
  },
): Promise<PairRow> {
  const model = pairModelOf(network, {
    ...{ task: 'pairs', units },
    ...{ source: [...rows.source.values], target: [...rows.target.values] },
  });
  const targets = new Map<string, string>();
  let next = 0;
  await until(() => {
    const some = test.slice(next, next + together).map(({ source }) => source);
    next += together;
    for (const { source, target } of model.write(some)) targets.set(source, target);
    return next >= test.length;
  });
  const all = [{ name: 'network', targets: test.map(({ source }) => targets.get(source) ?? '') }];
  return pairRowsOf(test, units, all, 'network').network;
}

function nearestTargets(learnt: readonly WholePair[], test: readonly WholePair[]) {
  const nearest = pairOpponents(learnt).find(({ name }) => name === 'nearestSource');
  const targets: string[] = [];
  return {
    targets,
    step(): boolean {
      const pair = test.at(targets.length);
      if (pair) targets.push(nearest?.write(pair.source) ?? '');
      return targets.length >= test.length;
    },
  };
}

const figureOf = ({ exactMatch, standardError }: PairRow) => ({ exactMatch, standardError });
