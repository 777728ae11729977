/**
 * What each text is trained for: remembered with the workspace once a person was asked, so that they are
 * asked once. A text that is plainly no table of examples is a text, and nobody is asked.
 */
import * as v from 'valibot';
import type { AnalystContract } from '../../shared/contracts/analyst';
import type { Recognised } from '../../shared/examples';
import { taskIds, type TaskId } from '../../shared/tasks';
import type { DocumentMemories } from '../sessions/documentMemory';
import type { OpenText } from '../texts/openText';
import type { SupervisedThread } from '../threads/supervisor';
import { answerOf, deadlines } from '../threads/threadCalls';

export interface ChosenTasks {
  /** @returns undefined where nobody was asked yet */
  of(documentKey: string): TaskId | undefined;
  choose(documentKey: string, task: TaskId): void;
  /** What the text could be, the likeliest first; where that cannot be told now, a text. */
  recognise(text: Pick<OpenText, 'name' | 'text'>): Promise<readonly Recognised[]>;
}

interface Needs {
  readonly memories: DocumentMemories;
  readonly analyst: Pick<SupervisedThread<AnalystContract>, 'call'>;
}

export function rememberTasks({ memories, analyst }: Needs): ChosenTasks {
  const remembered = memories.of('gatescope.tasks', v.picklist(taskIds));
  return {
    of: (key) => remembered.of(key),
    choose: (key, task) => remembered.choose(key, task),
    async recognise({ name, text }) {
      const request = { name, text: text() };
      const asked = analyst.call('recogniseTask', request, { deadline: deadlines.panel });
      const answer = await answerOf(asked);
      return answer.ok ? answer.value : [{ task: 'next' }];
    },
  };
}
