/** Why nothing answers for a text, or not what was asked. Pure. */
import { failed, success, type Failure, type Result } from '../../shared/failures';
import { isJudged, type JudgedTask } from '../../shared/tasks';
import type { Session } from '../sessions/sessionState';

/** @param session whose model completes nothing */
export const noModel = ({ name, task, model }: Session): Failure =>
  task && model ? { kind: 'otherTask', name, task: task.task } : { kind: 'noModel', name };

/** What its model judges, classes or labels; or why it does not. */
export function judgedBy(session: Session): Result<JudgedTask> {
  const { name, model, task } = session;
  if (!model || !task) return failed({ kind: model ? 'notJudging' : 'noModel', name });
  return isJudged(task.task) ? success(task.task) : failed(noModel(session));
}
