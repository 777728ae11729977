/** What a scatter shows: points in groups, each with its mark. */
import { mix } from '../../colours/colour';
import type { Theme } from '../../colours/theme';
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
  /** The groups are in an order, from few to much: their colours say so. */
  readonly ordered?: boolean;
  /** All other groups step back. */
  readonly chosen?: number | undefined;
}

/** More groups than colours share them, with other shapes. */
export function markOfGroup(
  group: number,
  theme: Pick<Theme, 'kind' | 'blue' | 'orange'>,
  { ordered, groups }: Partial<Pick<ScatterContent, 'ordered' | 'groups'>> = {},
): Mark {
  const mark = markOf(group, theme.kind);
  if (!ordered || !groups) return mark;
  const share = groups.length > 1 ? group / (groups.length - 1) : 0;
  return { ...mark, colour: mix(theme.blue, theme.orange, share) };
}
