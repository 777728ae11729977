/** What a model of a series knows of each column that it reads: its scale, and the line that it corrects. */
import type { TaskFacts } from '../../files/taskFacts';

export type SeriesFacts = Extract<TaskFacts, { task: 'series' }>;
export type ColumnFacts = SeriesFacts['columns'][number];
