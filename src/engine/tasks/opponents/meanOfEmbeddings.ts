/**
 * The simplest network of classes as an opponent: no layer, the mean of its words' vectors. It learns in
 * steps, as many as its recipe says and as a work that is counted allows: no clock, so that the same examples
 * give the same row.
 */
import type { Arithmetic } from '../../kernels/arithmetic';
import type { Kernels } from '../../kernels/kernels';
import { countParameters } from '../../network/shape';
import { trainingBytes } from '../../training/plan';
import { answer, createAnswering } from '../../training/sequences/answers';
import { batchCount } from '../../training/sequences/batches';
import { createLanes, tokensHeld } from '../../training/sequences/lanes';
import { longestOf, type Sequences } from '../../training/sequences/sequences';
import type { ClassExample } from '../examples';
import { within } from '../networks/pace';
import { classRecipe } from '../networks/recipes';
import { createTaskNetwork, taskPlan, taskShape } from '../networks/taskNetwork';
import { classTask } from '../networks/tasks';
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
}

/** Numbers that are changed, in all steps together: some seconds. */
const mostWork = 1.5e9;
const stepsAtOnce = 5;
/** What kernels take for themselves, and what an opponent may take besides the network. */
const kernelBytes = 16 << 20;
const mostBytes = 512 << 20;

/** @returns undefined where there is no room for it, or it would not see every example once: no opponent */
export function trainMeanOfEmbeddings(
  { train, valid, test }: Pick<Split<ClassExample>, 'train' | 'valid' | 'test'>,
  classes: number,
  { createKernels, arithmetic, alignment, numberBytes }: MeanMeans,
  seed: number,
  work = mostWork,
): MeanTraining | undefined {
  const learnt = classTask({ train, valid }, { asked: 'mean', classes });
  const { data: task } = learnt;
  const tested = learnt.sequencesOf(test);
  const recipe = classRecipe;
  const shape = taskShape({ task, chosen: undefined, recipe });
  const affordable = Math.floor(work / countParameters(shape));
  if (affordable < batchCount(task.train, recipe.B)) return undefined;
  const whole = taskPlan({ task, recipe, seed, arithmetic });
  const longest = tokensHeld(longestIn([task.train, task.valid, tested]));
  const bytes = trainingBytes(shape, { ...whole, T: longest }, alignment, numberBytes);
  // It learns, and then it answers, with memory of its own for each.
  const budget = 2 * bytes + kernelBytes;
  if (budget > mostBytes) return undefined;
  const kernels = createKernels(budget);
  const { network, trainer } = createTaskNetwork({
    ...{ kernels, task, chosen: undefined, recipe, seed, arithmetic },
  });
  trainer.restart(within(whole, affordable));
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
