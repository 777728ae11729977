/**
 * What each text is trained for: remembered with the workspace once a person was asked, so that they are
 * asked once. A text that is plainly no table of examples is a text, and nobody is asked.
 */
import * as v from 'valibot';
import type { AnalystContract } from '../../shared/contracts/analyst';
import type { NumericColumn, Recognised } from '../../shared/examples';
import { taskIds, taskWishesSchema, type TaskId, type TaskWishes } from '../../shared/tasks';
import type { DocumentMemories } from '../sessions/documentMemory';
import type { OpenText } from '../texts/openText';
import type { SupervisedThread } from '../threads/supervisor';
import { answerOf, deadlines } from '../threads/threadCalls';

export interface ChosenTasks {
  /** @returns undefined where nobody was asked yet */
  of(documentKey: string): TaskId | undefined;
  choose(documentKey: string, task: TaskId): void;
  /** What a person chose of a series or of pairs; columns by their numbers, which are no words of the text. */
  wishes(documentKey: string): TaskWishes | undefined;
  wish(documentKey: string, wishes: TaskWishes): void;
  /** What the text could be, the likeliest first; where that cannot be told now, a text. */
  recognise(text: Pick<OpenText, 'name' | 'text'>): Promise<readonly Recognised[]>;
  /** Columns of numbers; none where it has none, or where it cannot be read. */
  columns(text: Pick<OpenText, 'name' | 'text'>): Promise<readonly NumericColumn[]>;
}

interface Needs {
  readonly memories: DocumentMemories;
  readonly analyst: Pick<SupervisedThread<AnalystContract>, 'call'>;
}

export function rememberTasks({ memories, analyst }: Needs): ChosenTasks {
  const remembered = memories.of('gatescope.tasks', v.picklist(taskIds));
  const wished = memories.of('gatescope.taskWishes', taskWishesSchema);
  return {
    of: (key) => remembered.of(key),
    choose: (key, task) => remembered.choose(key, task),
    wishes: (key) => wished.of(key),
    wish: (key, wishes) => wished.choose(key, wishes),
    async recognise({ name, text }) {
      const request = { name, text: text() };
      const asked = analyst.call('recogniseTask', request, { deadline: deadlines.panel });
      const answer = await answerOf(asked);
      return answer.ok ? answer.value : [{ task: 'next' }];
    },
    async columns({ name, text }) {
      const request = { name, text: text() };
      const asked = analyst.call('numericColumns', request, { deadline: deadlines.panel });
      const answer = await answerOf(asked);
      return answer.ok ? answer.value : [];
    },
  };
}
