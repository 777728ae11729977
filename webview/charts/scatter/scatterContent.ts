/** What a scatter shows: points in groups, each with its mark. */
import type { ThemeKind } from '../../colours/theme';
import { markOf, type Mark } from '../marks';

export interface ScatterContent {
  /** Two numbers each. */
  readonly points: ArrayLike<number>;
  /** Of each point the place of its group. */
  readonly of: ArrayLike<number>;
  /** What the groups are called. */
  readonly groups: readonly string[];
  /** Titles of both axes. */
  readonly axes: readonly [string, string];
  /** All other groups step back. */
  readonly chosen?: number | undefined;
}

/** More groups than colours share them, with other shapes. */
export const markOfGroup = (group: number, theme: ThemeKind): Mark => markOf(group, theme);
