/** What is told of a model's task: what it answers with, and what tells it from others of the same task. */
import type { ModelFacts } from '../../../engine/files/modelFile';
import { answersOf, type TaskFacts } from '../../../engine/files/taskFacts';
import type { ModelShape } from '../../../engine/network/shape';
import type { ModelListingFacts } from '../../../shared/model/modelFiles';
import type { JudgingTask } from '../../../shared/tasks';

export function toldTask(facts: TaskFacts, shape: Pick<ModelShape, 'source'>): JudgingTask {
  switch (facts.task) {
    case 'classes':
      return { ...judging(facts), asked: facts.asked };
    case 'labels':
      return { ...judging(facts), spans: facts.spans };
    case 'pairs':
      return {
        ...{ task: 'pairs', names: [], units: facts.units },
        attention: shape.source?.attention ?? 'none',
      };
    case 'series':
      return {
        ...{ task: 'series', names: [], columns: facts.columns.map(({ name }) => name) },
        ...(facts.horizon === undefined ? {} : { horizon: facts.horizon }),
      };
    default:
      return facts satisfies never;
  }
}

type JudgingFacts = Extract<TaskFacts, { task: 'classes' | 'labels' }>;

const judging = (facts: JudgingFacts): JudgingTask => ({
  ...{ task: facts.task, names: answersOf(facts) },
  ...(facts.column === undefined ? {} : { column: facts.column }),
});

export function variantOf({
  task,
  shape,
}: Pick<ModelFacts, 'task' | 'shape'>): Pick<ModelListingFacts, 'variant'> {
  if (task?.task === 'pairs') return { variant: shape.source?.attention ?? 'none' };
  return task?.task === 'series' && task.wished ? { variant: task.wished.join(',') } : {};
}
