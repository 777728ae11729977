/** What each task makes of a text: a line here for each. */
import type { Failure, Result } from '../../../shared/failures';
import type { ExampleRequest } from '../../../shared/tasks';
import { learntClasses, learntLabels } from './learntExamples';
import { learntPairs } from './learntPairs';
import { learntSeries } from './learntSeries';
import type { LearntAsked, LearntTask } from './learntTask';

const learnt: Readonly<
  Record<ExampleRequest['id'], (asked: LearntAsked) => Result<LearntTask, Failure>>
> = {
  classes: learntClasses,
  labels: learntLabels,
  pairs: learntPairs,
  series: learntSeries,
};

export const learntTask = (asked: LearntAsked): Result<LearntTask, Failure> =>
  learnt[asked.task.id](asked);
