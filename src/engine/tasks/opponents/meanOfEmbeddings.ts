/**
 * The simplest network of classes as an opponent: no layer, the mean of its words' vectors. It learns in
 * steps, as many as its recipe says and as a work that is counted allows: no clock, so that the same examples
 * give the same row.
 */
import type { Steps } from '../../steps';
import type { Arithmetic } from '../../kernels/arithmetic';
import type { Kernels } from '../../kernels/kernels';
import { countParameters, type ModelShape } from '../../network/shape';
import { trainingBytes } from '../../training/plan';
import { answer, createAnswering } from '../../training/sequences/answers';
import { batchCount } from '../../training/sequences/batches';
import { createLanes, tokensHeld } from '../../training/sequences/lanes';
import { longestOf, type Sequences } from '../../training/sequences/sequences';
import type { ClassExample } from '../examples';
import { within } from '../networks/pace';
import { classRecipe } from '../networks/recipes';
import { createTaskNetwork, taskPlan, taskShape, type TaskData } from '../networks/taskNetwork';
import { makingClassTask } from '../networks/tasks';
import type { Split } from '../splits/classSplit';

export interface MeanTraining {
  /** @returns whether it has learnt */
  step(): boolean;
  /** To the test examples; then it is gone. */
  given(): Int32Array;
}

export interface MeanMeans {
  /** On one thread; nothing interrupts them. */
  readonly createKernels: (budgetBytes: number) => Kernels;
  readonly arithmetic: Arithmetic;
  readonly alignment: number;
  readonly numberBytes: 4 | 8;
  /** Bytes that it may take besides the network. */
  readonly room: number;
}

/** Numbers that are changed, in all steps together: some seconds. */
const mostWork = 1.5e9;
const stepsAtOnce = 5;
/** What kernels take for themselves. */
const kernelBytes = 16 << 20;
/** What an opponent may take besides the network at most. */
export const mostOpponentBytes = 512 << 20;

/**
 * What it takes besides the network, known before a training.
 * @param task of the network: the same words and classes, whatever that asks of them
 * @param longest tokens of an example
 * @returns 0 where it would not be trained, for its time or its bytes
 */
export function bytesOfMean(
  { train, ...task }: TaskData,
  longest: number,
  {
    alignment,
    numberBytes,
    arithmetic,
  }: Pick<MeanMeans, 'alignment' | 'numberBytes' | 'arithmetic'>,
): number {
  const read = { ...task, train: { ...train, inputs: 1 } };
  const shape = taskShape({ task: read, chosen: undefined, recipe: classRecipe });
  if (affordable(shape, mostWork) < batchCount(train, classRecipe.B)) return 0;
  const plan = taskPlan({ task: read, recipe: classRecipe, seed: 0, arithmetic });
  const T = tokensHeld(longest);
  const bytes = budgetOf(trainingBytes(shape, { ...plan, T }, alignment, numberBytes));
  return bytes <= mostOpponentBytes ? bytes : 0;
}

const affordable = (shape: ModelShape, work: number): number =>
  Math.floor(work / countParameters(shape));

/** It learns, and then it answers, with memory of its own for each. */
const budgetOf = (bytes: number): number => 2 * bytes + kernelBytes;

/** @returns undefined where there is no room for it, or it would not see every example once: no opponent */
export function* trainMeanOfEmbeddings(
  { train, valid, test }: Pick<Split<ClassExample>, 'train' | 'valid' | 'test'>,
  classes: number,
  { createKernels, arithmetic, alignment, numberBytes, room }: MeanMeans,
  seed: number,
  work = mostWork,
): Steps<MeanTraining | undefined> {
  const learnt = yield* makingClassTask({ train, valid }, { asked: 'mean', classes });
  const { data: task } = learnt;
  const tested = yield* learnt.makingSequences(test);
  const recipe = classRecipe;
  const shape = taskShape({ task, chosen: undefined, recipe });
  const steps = affordable(shape, work);
  if (steps < batchCount(task.train, recipe.B)) return undefined;
  const whole = taskPlan({ task, recipe, seed, arithmetic });
  const longest = tokensHeld(longestIn([task.train, task.valid, tested]));
  const bytes = trainingBytes(shape, { ...whole, T: longest }, alignment, numberBytes);
  const budget = budgetOf(bytes);
  if (budget > room) return undefined;
  const kernels = createKernels(budget);
  const { network, trainer } = createTaskNetwork({
    ...{ kernels, task, chosen: undefined, recipe, seed, arithmetic },
  });
  trainer.restart(within(whole, steps));
  return {
    step() {
      for (let n = 0; n < stepsAtOnce && !trainer.finished; n++) trainer.step();
      return trainer.finished !== undefined;
    },
    given() {
      if (trainer.best) network.parameters.values.set(trainer.best.values);
      const lanes = createLanes(network, recipe.B, longestOf(tested));
      const given = answer(createAnswering(network, lanes, task.asked), tested);
      kernels.dispose();
      return given ?? new Int32Array(test.length);
    },
  };
}

const longestIn = (all: readonly Sequences[]): number => Math.max(...all.map(longestOf));
