/**
 * The tables that are offered to be learnt from, with what each shows, measured (docs/lessons.md). They are written
 * when they are opened, by `engine/lessons/tables.ts`.
 */
import type { TableId } from '../../engine/lessons/tables';

export type { TableId } from '../../engine/lessons/tables';

export interface Table {
  readonly id: TableId;
  readonly title: string;
  readonly task: 'pairs' | 'series';
  /** What to do with it, and what it can show and cannot. */
  readonly says: string;
}

export const tables: readonly Table[] = [
  {
    id: 'turnedWords',
    task: 'pairs',
    title: 'Turn a word round: the bottleneck and attention',
    says: 'Train on it as pairs, then once more with “Train on This File as…” and no attention: short words are turned round by both, and of the long ones only attention loses nothing, because all else must pass through one vector. The tab Attention shows exact match by length.',
  },
  {
    id: 'dates',
    task: 'pairs',
    title: 'Dates: where it looks',
    says: 'Train on it as pairs, then put the cursor on a line: the tab Attention shows where it looks while it writes the year, the month and the day. Weights alone may lie: block a place there and see whether the date changes.',
  },
  {
    id: 'price',
    task: 'series',
    title: 'Tomorrow’s price: a walk, a tide and a mood',
    says: 'Train on it as a series, one column after the other: of the price nothing can be known but the value before, the tide is known to a line as well, and only the mood is better known to a network, because one must remember which of two it is.',
  },
];
