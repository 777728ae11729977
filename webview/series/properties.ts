/** What the view of a model of a series is given, and its parts. */
import type { SeriesOverview, SeriesPlace } from '../../src/shared/questions/series';
import type { Page } from '../page/page';
import type { TaskProperties } from '../results/taskPlace';

export type SeriesProperties = TaskProperties;

/** Rows [from, to). */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

export interface SeriesPartProperties extends SeriesProperties {
  readonly overview: SeriesOverview;
  /** The view is looked at. */
  readonly active: boolean;
  /** What the answers are about: another one drops those that are held. */
  readonly subject: string;
  /** Of text and model: another one asks what takes long again. */
  readonly version: string;
  /** Of the cursor; none before the first answer. */
  readonly place: SeriesPlace | undefined;
  /** Goes to a row in the editor. */
  readonly goTo: (row: number) => void;
}

/** Whether what takes long may be asked: while it trains, the weights are others every second. */
export const isSettled = ({ status }: Page): boolean => status.state !== 'training';
