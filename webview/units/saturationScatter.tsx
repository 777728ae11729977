/**
 * Share of the time below 0.1 against share above 0.9, one point per unit (after Karpathy, Johnson &
 * Fei-Fei 2015, figure 3). The table of units has the same numbers.
 */
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { theQuantity } from '../../src/shared/model/cells';
import type { LayerSurvey } from '../../src/shared/questions/units';
import type { UnitNames } from '../../src/shared/model/unitNames';
import type { XyContent } from '../charts/xyChart';
import { XyChartView } from '../charts/xyChartView';
import { xyPicture } from '../charts/xyPicture';
import { percent } from '../parts/numbers';
import type { CellQuantity } from '../parts/quantities';
import type { Theme } from '../colours/theme';
import { unitLabel } from '../parts/unitLabel';
import type { Drawing } from '../vector/drawing';

interface Scattered {
  readonly survey: LayerSurvey;
  readonly gate: CellQuantity;
  readonly theme: Theme;
  readonly names: UnitNames;
}

export const scatterTitle = (gate: CellQuantity): string => `Saturation of ${theQuantity(gate)}`;

export const scatterPicture = (scattered: Scattered): Drawing =>
  xyPicture(
    scatterOf(scattered),
    `${scatterTitle(scattered.gate)}, layer ${scattered.survey.layer + 1}, one point per unit`,
    [],
    scattered.theme,
  );

function scatterOf({ survey, gate, theme, names }: Scattered): XyContent {
  const { low, high } = survey.saturation[gate.name] ?? nothing;
  const share = (value: number): string => `${Math.round(100 * value)} %`;
  const corner = {
    points: [
      { x: 0, y: 1 },
      { x: 1, y: 0 },
    ],
    colour: theme.mark,
    kind: 'guide' as const,
  };
  const points = Array.from(low, (y, unit) => ({ x: high[unit] ?? 0, y }));
  return {
    series: [{ points, colour: theme.blue, kind: 'points' as const }, corner],
    x: { title: 'share of the words above 0.9', min: 0, max: 1, write: share },
    y: { title: 'share below 0.1', min: 0, max: 1, write: share },
    nearest: 'xy' as const,
    tell: (unit: number) =>
      `${unitLabel(survey.layer, unit, 1, names)}: below 0.1 ${percent(low[unit] ?? 0)}, above 0.9 ${percent(high[unit] ?? 0)}`,
  };
}

const nothing = { low: new Float32Array(), high: new Float32Array() };

export function SaturationScatter(
  properties: Scattered & { readonly onUnit: (unit: number) => void },
): JSX.Element {
  const { survey, gate, theme, names, onUnit } = properties;
  const content = useMemo(() => scatterOf(properties), [survey, gate, theme, names]);
  const title = scatterTitle(gate);
  return (
    <figure class="chart">
      <figcaption>
        <b>{title}</b>{' '}
        <span class="quiet">
          layer {survey.layer + 1}; the dashed line is “always one or the other”
        </span>
      </figcaption>
      <XyChartView
        label={`${title} of ${survey.deviation.length} units; the table has their numbers`}
        content={content}
        theme={theme}
        onPick={onUnit}
      />
    </figure>
  );
}
