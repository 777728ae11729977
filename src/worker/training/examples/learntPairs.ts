/** A text of pairs as a training learns from it, and the network beside its opponents on unseen sources. */
import { mapped, type Steps } from '../../../engine/steps';
import { outputsOf } from '../../../engine/network/shape';
import { learningPairOpponents } from '../../../engine/tasks/pairs/pairOpponents';
import {
  makingPairTask,
  pairPlan,
  pairSequences,
  pairTraining,
  usualDirection,
} from '../../../engine/tasks/pairs/pairNetwork';
import { pairRowsOf } from '../../../engine/tasks/pairs/pairReport';
import { splittingPairs } from '../../../engine/tasks/pairs/pairSplit';
import { joined } from '../../../engine/tasks/pairs/pairTokens';
import { readingPairs, type Pair, type Pairs } from '../../../engine/tasks/pairs/readPairs';
import type { Split } from '../../../engine/tasks/splits/classSplit';
import { vocabularyOfWords } from '../../../engine/text/words/vocabulary';
import { write } from '../../../engine/training/pairs/writing';
import { batchCount } from '../../../engine/training/sequences/batches';
import { roomFor, tokensHeld } from '../../../engine/training/sequences/lanes';
import { longestOf } from '../../../engine/training/sequences/sequences';
import { failed, success, type Failure, type Result } from '../../../shared/failures';
import type { Judging } from './judging';
import type { LearntAsked, LearntTask } from './learntTask';

export function* learntPairs(asked: LearntAsked): Steps<Result<LearntTask, Failure>> {
  const { task: request, name, text, options, chosen, arithmetic } = asked;
  const read = yield* readingPairs(text);
  if (!read.ok) return failed({ kind: 'badExamples', name, flaw: read.flaw });
  const { pairs, units } = read.value;
  const split = yield* splittingPairs(pairs);
  const { seed, memory, hiddenSize, embeddingSize } = options;
  const sizes = { H: hiddenSize || undefined, E: embeddingSize || undefined };
  const { attention = 'dot' } = request;
  const isBoth = usualDirection(attention) === 'both';
  const task = yield* makingPairTask({
    ...{ split, units, attention, seed, memory, arithmetic, sizes },
    chosen: { ...chosen, ...(isBoth && { direction: 'both' }) },
  });
  const { rows, train, shape } = task;
  const { sources: test } = yield* pairSequences(split.test, rows, units);
  const longest = [train.sources, task.valid.sources, test].map(longestOf);
  return success({
    ...{ kind: 'examples', metric: 'exactMatch', vocabulary: vocabularyOfWords([]), shape },
    facts: {
      ...{ task: 'pairs', units },
      ...{ source: [...rows.source.values], target: [...rows.target.values] },
    },
    trainTokens: train.sources.ids.length + train.targets.ids.length,
    planFor: (steps) => pairPlan({ seed, arithmetic, memory, steps }),
    perRound: batchCount(train.sources, task.plan.B),
    held: heldOf(Math.max(...longest), longestOf(train.targets), outputsOf(shape)),
    open(network) {
      const { translator, objective } = pairTraining(network, task, test);
      return {
        objective,
        judging() {
          const ids = write(translator, test);
          const { values } = rows.target;
          const targets = ids?.map((one) =>
            joined(
              Array.from(one, (id) => values[id]),
              units.target,
            ),
          );
          return targets && judgePairs(split, units, targets);
        },
      };
    },
  });
}

/** Of what is read, in both directions and joined, of what is written, of looks back at the one from the other, and of their layers. */
function heldOf(source: number, target: number, outputs: number): number {
  const written = tokensHeld(target + 1);
  const looks = Math.ceil((written * roomFor(source)) / Math.max(1, outputs));
  return 3 * tokensHeld(source) + 2 * written + looks;
}

/** Looks at a pair that take about a second. */
const mostLooks = 4e6;

export function judgePairs(
  { train, valid, test, duplicates }: Split<Pair>,
  units: Pairs['units'],
  targets: readonly string[],
): Judging {
  const network = { name: 'network', targets };
  const given = [network];
  // The last one looks through all that was learnt for each source.
  const quickOnes = train.length * test.length > mostLooks ? 2 : 3;
  const looksAt = { quick: 0, slow: 8 * train.length };
  function* beside(): Steps<void> {
    for (const { name, write: writeTarget } of yield* learningPairOpponents(train)) {
      const units = given.length > 2 ? looksAt.slow : looksAt.quick;
      const targets = yield* mapped(
        test,
        ({ source }) => writeTarget(source),
        () => units,
      );
      given.push({ name, targets });
      yield;
    }
  }
  const steps = beside();
  return {
    step: () => test.length === 0 || steps.next().done === true,
    get isEnough() {
      return given.length > quickOnes;
    },
    result() {
      const found = test.length === 0 ? {} : pairRowsOf(test, units, given, network.name);
      return {
        rows: Object.entries(found).map(([judge, { against, ...figures }]) => ({
          ...{ judge, figures },
          ...(against && { against: against.network }),
        })),
        examples: { train: train.length, valid: valid.length, test: test.length },
        duplicates,
      };
    },
  };
}
