/** What each task makes of a text: a line here for each. */
import type { Steps } from '../../../engine/steps';
import type { Failure, Result } from '../../../shared/failures';
import type { ExampleRequest } from '../../../shared/tasks';
import { learntClasses, learntLabels } from './learntExamples';
import { learntPairs } from './learntPairs';
import { learntSeries } from './learntSeries';
import type { LearntAsked, LearntTask } from './learntTask';

const learnt: Readonly<
  Record<ExampleRequest['id'], (asked: LearntAsked) => Steps<Result<LearntTask, Failure>>>
> = {
  classes: learntClasses,
  labels: learntLabels,
  pairs: learntPairs,
  series: learntSeries,
};

/** In steps: a large text takes seconds. */
export const learntTask = (asked: LearntAsked): Steps<Result<LearntTask, Failure>> =>
  learnt[asked.task.id](asked);
