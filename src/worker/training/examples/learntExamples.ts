/**
 * A text of examples as a training learns from it: divided into what is learnt from, what it is stopped by
 * and what it is judged by, as sequences for the network, with what its model will know of words and answers.
 */
import type { JudgingFacts } from '../../../engine/files/taskFacts';
import type { Steps } from '../../../engine/steps';
import type { ClassExamples, LabelExamples } from '../../../engine/tasks/examples';
import { readingClassTable } from '../../../engine/tasks/formats/classTable';
import { readingClassFiles } from '../../../engine/tasks/formats/classFiles';
import { readingLabelTable } from '../../../engine/tasks/formats/labelTable';
import type { Read } from '../../../engine/tasks/formats/flaws';
import type { Rows } from '../../../engine/tasks/inputs/rows';
import { classFacts, labelFacts } from '../../../engine/tasks/networks/taskModel';
import { bySentence, makingClassTask, makingLabelTask } from '../../../engine/tasks/networks/tasks';
import {
  taskObjective,
  taskPlan,
  taskShape,
  type TaskData,
} from '../../../engine/tasks/networks/taskNetwork';
import {
  classRecipe,
  labelRecipe,
  spanRecipe,
  type Recipe,
} from '../../../engine/tasks/networks/recipes';
import {
  bytesOfMean,
  trainMeanOfEmbeddings,
  type MeanMeans,
} from '../../../engine/tasks/opponents/meanOfEmbeddings';
import { splittingClasses } from '../../../engine/tasks/splits/classSplit';
import { splittingLabels } from '../../../engine/tasks/splits/labelSplit';
import { vocabularyOfWords } from '../../../engine/text/words/vocabulary';
import type { Plan } from '../../../engine/training/plan';
import { batchCount } from '../../../engine/training/sequences/batches';
import { tokensHeld } from '../../../engine/training/sequences/lanes';
import { longestOf, type Sequences } from '../../../engine/training/sequences/sequences';
import type { ExampleRequest } from '../../../shared/tasks';
import { failed, success, type Failure, type Result } from '../../../shared/failures';
import { judgeClasses, judgeLabels, type Judging } from './judging';
import type { LearntAsked, LearntTask } from './learntTask';

export interface LearntExamples {
  readonly facts: JudgingFacts;
  /** What is known of words, the unknown one first. */
  readonly words: Rows;
  readonly data: TaskData & { readonly longest: number };
  readonly recipe: Recipe;
  readonly metric: 'accuracy' | 'f1';
  readonly opponentBytes?: LearntTask['opponentBytes'];
  readonly test: Sequences;
  /** The network beside its opponents, on the test. @param given the network's answers to `test` */
  judging(given: Int32Array, seed: number, engine: MeanMeans): Judging;
}

interface Asked {
  readonly task: ExampleRequest;
  readonly name: string;
  readonly text: string;
  /** Words that a feed-forward network reads at a time. */
  readonly window: number | undefined;
}

/** As a training of classes or labels starts. */
const trained = (read: (asked: Asked) => Steps<Result<LearntExamples, Failure>>) =>
  function* (asked: LearntAsked): Steps<Result<LearntTask, Failure>> {
    const found = yield* read({ ...asked, window: asked.chosen.window });
    return found.ok ? success(taskOf(found.value, asked)) : found;
  };

function taskOf(examples: LearntExamples, asked: LearntAsked): LearntTask {
  const { facts, metric, words, data, test, opponentBytes } = examples;
  const { options, chosen, arithmetic } = asked;
  const recipe = sized(examples.recipe, options);
  const { seed, memory } = options;
  const whole = taskPlan({ task: data, recipe, seed, arithmetic, memory });
  return {
    ...{ kind: 'examples', facts, metric },
    ...(opponentBytes && { opponentBytes }),
    vocabulary: vocabularyOfWords(words.values.slice(1)),
    trainTokens: countWords(data.train),
    shape: taskShape({ task: data, chosen, recipe }),
    planFor: (steps) => (steps === undefined ? whole : withSteps(whole, steps)),
    perRound: batchCount(data.train, recipe.B),
    held: tokensHeld(longestIn(data)),
    open(network, seedOfPlan) {
      const objective = taskObjective(network, { task: data, recipe, seed: seedOfPlan });
      return {
        objective,
        judging(engine) {
          const given = objective.answers(test);
          return given && examples.judging(given, seedOfPlan, engine);
        },
      };
    },
  };
}

const longestIn = ({ train, valid, longest }: LearntExamples['data']): number =>
  Math.max(longestOf(train), longestOf(valid), longest);

const withSteps = (plan: Plan, steps: number): Plan => ({
  ...plan,
  ...{ steps, warmUp: Math.min(plan.warmUp, Math.ceil(steps / 20)) },
});

const sized = (recipe: Recipe, { hiddenSize, embeddingSize }: LearntAsked['options']): Recipe => ({
  ...recipe,
  ...(hiddenSize > 0 ? { H: hiddenSize } : {}),
  ...(embeddingSize > 0 ? { E: embeddingSize } : {}),
});

export function learntExamples(asked: Asked): Steps<Result<LearntExamples, Failure>> {
  return asked.task.id === 'classes' ? classesOf(asked) : labelsOf(asked);
}

export const learntClasses = trained(classesOf);
export const learntLabels = trained(labelsOf);

function* classesOf({ task, name, text, window }: Asked): Steps<Result<LearntExamples, Failure>> {
  const { column, pooling = 'last', parts } = task;
  const examples = valueOf<ClassExamples>(
    yield* parts
      ? readingClassFiles(parts)
      : readingClassTable(text, name, column === undefined ? {} : { column }),
    name,
    parts,
  );
  if (!examples.ok) return examples;
  const { classes } = examples.value;
  const split = yield* splittingClasses(examples.value);
  const learnt = yield* makingClassTask(split, { asked: pooling, classes: classes.length, window });
  const test = yield* learnt.makingSequences(split.test);
  const data = { ...learnt.data, longest: longestOf(test) };
  return success({
    facts: { ...classFacts(classes, pooling), ...columnOf(task) },
    words: learnt.rows,
    data,
    recipe: classRecipe,
    metric: 'accuracy',
    opponentBytes: (engine) => bytesOfMean(data, longestIn(data), engine),
    test,
    judging: (given, seed, engine) =>
      judgeClasses(split, classes.length, given, () =>
        trainMeanOfEmbeddings(split, classes.length, engine, seed),
      ),
  });
}

function* labelsOf({ task, name, text, window }: Asked): Steps<Result<LearntExamples, Failure>> {
  const { column } = task;
  const read = yield* readingLabelTable(text, column === undefined ? {} : { column });
  const examples = valueOf<LabelExamples>(read, name);
  if (!examples.ok) return examples;
  const { spans } = examples.value;
  const split = yield* splittingLabels(examples.value);
  const learnt = yield* makingLabelTask(split, examples.value, window);
  const test = yield* learnt.makingSequences(split.test);
  return success({
    facts: { ...labelFacts(examples.value, learnt.affixes), ...columnOf(task) },
    words: learnt.affixes.word,
    data: { ...learnt.data, longest: longestOf(test) },
    recipe: spans ? spanRecipe : labelRecipe,
    metric: spans ? 'f1' : 'accuracy',
    test,
    judging: (given, seed) =>
      judgeLabels(split, examples.value, bySentence(split.test, given), seed),
  });
}

const columnOf = ({ column }: ExampleRequest): { readonly column?: string } =>
  column === undefined ? {} : { column };

function valueOf<T>(
  read: Read<T>,
  name: string,
  parts?: ExampleRequest['parts'],
): Result<T, Failure> {
  if (read.ok) return success(read.value);
  const file = parts?.[read.file ?? 0]?.path.split('/').at(-1) ?? name;
  return failed({ kind: 'badExamples', name: file, flaw: read.flaw });
}

/** Words of the sequences, as a text's are counted. */
export const countWords = ({ ids, inputs }: Sequences): number => ids.length / inputs;
