/** Why nothing answers for a text, or not what was asked. Pure. */
import type { Failure } from '../../shared/failures';
import type { Session } from '../sessions/sessionState';

/** @param session whose model completes nothing */
export const noModel = ({ name, task, model }: Session): Failure =>
  task && model ? { kind: 'otherTask', name, task: task.task } : { kind: 'noModel', name };
