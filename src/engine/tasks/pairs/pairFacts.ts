/** What a model of pairs says of itself: its tokens by name, and as what each side is read. */
import type { TaskFacts } from '../../files/taskFacts';

export type PairFacts = Extract<TaskFacts, { task: 'pairs' }>;
