/** The states of a network as a scatter with its legend, and what two components leave out. */
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { ScatterLegend } from '../../charts/scatter/scatterLegend';
import { ScatterView } from '../../charts/scatter/scatterView';
import type { Theme } from '../../colours/theme';
import { percent } from '../runParts';

export interface StatesPictureProperties {
  readonly title: string;
  readonly points: readonly number[];
  readonly of: readonly number[];
  readonly groups: readonly string[];
  readonly shares: readonly [number, number];
  readonly chosen: number | undefined;
  readonly theme: Theme;
  readonly tell: (point: number) => string;
  readonly onChoose: (group: number | undefined) => void;
}

export function StatesPicture(properties: StatesPictureProperties): JSX.Element {
  const { title, points, of, groups, shares, chosen, theme, tell, onChoose } = properties;
  const content = useMemo(
    () => ({
      ...{ points, of, groups, chosen },
      axes: axesOf(shares),
    }),
    [points, of, groups, chosen, shares],
  );
  return (
    <figure class="chart">
      <figcaption>
        <h3>{title}</h3>
        <span class="quiet">{leftOut(shares)}</span>
      </figcaption>
      <ScatterView
        label={`${title}: ${of.length} points in ${groups.length} groups.`}
        {...{ content, theme }}
        tell={(point, others) => (others === 0 ? tell(point) : `${tell(point)} (+${others} here)`)}
        onPick={(point) => onChoose(of[point] === chosen ? undefined : of[point])}
      />
      <ScatterLegend label="States" {...{ content, theme, onChoose }} />
    </figure>
  );
}

const axesOf = ([first, second]: readonly [number, number]): readonly [string, string] => [
  `first component, ${percent(first)} of the variance`,
  `second, ${percent(second)}`,
];

const leftOut = ([first, second]: readonly [number, number]): string =>
  `These two directions hold ${percent(first + second)} of how the states differ: what lies on one place here may be far apart in the others.`;
