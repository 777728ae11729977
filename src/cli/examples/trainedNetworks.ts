/**
 * Networks of classes and labels as the terminal trains them: from examples that were divided, within a
 * budget, on this machine's kernels. `evaluate` judges with them, `train` stores them.
 */
import { countParameters } from '../../engine/network/shape';
import type { Network } from '../../engine/network/network';
import { shapeOfChoice, type ChosenShape } from '../../engine/network/cellChoice';
import type { ClassExample, LabelExamples, LabelSentence } from '../../engine/tasks/examples';
import { trainWithin } from '../../engine/tasks/networks/pace';
import {
  classRecipe,
  labelRecipe,
  spanRecipe,
  type Recipe,
} from '../../engine/tasks/networks/recipes';
import {
  classTask,
  labelTask,
  type ClassTask,
  type LabelTask,
} from '../../engine/tasks/networks/tasks';
import { createTaskNetwork, type TaskData } from '../../engine/tasks/networks/taskNetwork';
import type { Split } from '../../engine/tasks/splits/classSplit';
import { answer, createAnswering } from '../../engine/training/sequences/answers';
import { createLanes } from '../../engine/training/sequences/lanes';
import { longestOf, type Sequences } from '../../engine/training/sequences/sequences';
import type { Arithmetic } from '../../engine/kernels/arithmetic';
import type { Kernels } from '../../engine/kernels/kernels';
import type { Plan } from '../../engine/training/plan';
import type { Trainer } from '../../engine/training/trainer';
import { systemClock as clock } from '../../worker/platform/clock';
import { platformEngine } from '../../worker/platform/wasm';
import { createStopwatch } from '../../worker/training/timing/stopwatch';
import { chosenCells, type CellValues } from '../cellOptions';
import { choiceOption, refuse } from '../command';

export interface NetworkOptions {
  readonly seconds: number;
  readonly threads: number;
  readonly seed: number;
  readonly made: CellValues;
  /** Of classes, as it was written. */
  readonly pooling: string | undefined;
}

export interface Trained {
  readonly network: Network;
  readonly plan: Plan;
  readonly facts: {
    readonly seconds: number;
    readonly steps: number;
    readonly epochs: number;
    readonly parameters: number;
  };
  /** The figure that early stopping goes by, in percent; the best one. */
  readonly validation: number;
  answers(sequences: Sequences): Int32Array;
  dispose(): void;
}

export const poolings = ['last', 'mean', 'maximum'] as const;

type Learnt<E> = Pick<Split<E>, 'train' | 'valid'>;

/** @throws UsageError where cell or pooling are none */
export async function trainClasses(
  split: Learnt<ClassExample>,
  classes: number,
  options: NetworkOptions,
): Promise<{ task: ClassTask; trained: Trained }> {
  const chosen = await chosenFor(options, 'forward');
  const asked = choiceOption('pooling', options.pooling, poolings, 'last');
  const task = classTask(split, { asked, classes, window: chosen.shape.window });
  return { task, trained: await trainOn(task.data, chosen, classRecipe, options) };
}

/** The simplest network: no layer, the mean of its words' vectors. */
export async function trainMean(
  split: Learnt<ClassExample>,
  classes: number,
  options: NetworkOptions,
): Promise<{ task: ClassTask; trained: Trained }> {
  const task = classTask(split, { asked: 'mean', classes });
  return { task, trained: await trainOn(task.data, undefined, classRecipe, options) };
}

export async function trainLabels(
  split: Learnt<LabelSentence>,
  examples: Pick<LabelExamples, 'labels' | 'spans'>,
  options: NetworkOptions,
): Promise<{ task: LabelTask; trained: Trained }> {
  const chosen = await chosenFor(options, 'both');
  const task = labelTask(split, examples, chosen.shape.window);
  const recipe = examples.spans ? spanRecipe : labelRecipe;
  return { task, trained: await trainOn(task.data, chosen, recipe, options) };
}

export interface Chosen {
  readonly shape: ChosenShape;
  /** Words that it should remember. */
  readonly memory: number | undefined;
}

/** @param usual direction: for labels what comes after a token tells most */
export async function chosenFor(
  { made }: Pick<NetworkOptions, 'made'>,
  usual: 'forward' | 'both',
): Promise<Chosen> {
  const { direction, ...choice } = await chosenCells(made);
  const isWindow = made.cell?.startsWith('window') === true;
  const read = made.direction === undefined && !isWindow ? usual : direction;
  const shape = shapeOfChoice({ ...choice, direction: read, layers: 1 });
  if (!shape.ok) return refuse({ kind: 'badCell', flaw: shape.flaw });
  return { shape: shape.value, memory: choice.memory };
}

async function trainOn(
  task: TaskData,
  chosen: Chosen | undefined,
  recipe: Recipe,
  { seconds, threads, seed }: NetworkOptions,
): Promise<Trained> {
  const { kernels, arithmetic } = kernelsFor(threads);
  const { network, trainer } = createTaskNetwork({
    ...{ kernels, task, recipe, seed, arithmetic },
    ...{ chosen: chosen?.shape, memory: chosen?.memory },
  });
  const facts = await trainedWithin({ network, trainer }, seconds);
  return {
    ...{ network, facts, plan: trainer.plan },
    validation: 100 * (1 - (trainer.best?.loss ?? 1)),
    answers(sequences) {
      const lanes = createLanes(network, recipe.B, longestOf(sequences));
      const given = answer(createAnswering(network, lanes, task.asked), sequences);
      if (!given) throw new Error('Nothing interrupts these answers');
      return given;
    },
    dispose: () => kernels.dispose(),
  };
}

export function kernelsFor(threads: number): { kernels: Kernels; arithmetic: Arithmetic } {
  const { arithmetic, createKernels } = platformEngine();
  const memory = { budgetBytes: 2 ** 31 - 2 ** 16, interrupted: () => false };
  return { kernels: createKernels({ threads, arithmetic, ...memory }), arithmetic };
}

/** Leaves the best weights in the network. @param fromStart whether its first weights count among them */
export async function trainedWithin(
  { network, trainer }: { readonly network: Network; readonly trainer: Trainer },
  seconds: number,
  fromStart = false,
): Promise<Trained['facts']> {
  const stopwatch = createStopwatch(clock, 0);
  const mayGoOn = async (): Promise<boolean> => {
    await clock.nextTurn();
    return true;
  };
  const spent = (): number => stopwatch.seconds();
  await trainWithin({ trainer, seconds, spent, mayGoOn, fromStart });
  if (trainer.best) network.parameters.values.set(trainer.best.values);
  return {
    ...{ seconds: stopwatch.seconds(), steps: trainer.stepsDone, epochs: trainer.epochs },
    parameters: countParameters(network.shape),
  };
}
