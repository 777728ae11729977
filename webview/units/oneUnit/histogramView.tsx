/** The histogram of a trace as one drawing, with its table and both to take away. */
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import type { UnitPage } from '../../../src/shared/questions/units';
import { mix } from '../../colours/colour';
import { gateValue, whole } from '../../parts/numbers';
import type { Theme } from '../../colours/theme';
import type { DataTable } from '../../figure/dataTable';
import { PictureWithTable } from '../../figure/pictureWithTable';
import type { Drawing, Label } from '../../vector/drawing';
import { SvgView } from '../../vector/svgView';
import type { Histogram } from './histogram';
import { histogramOf } from './histogram';
import type { UnitProperties } from './props';

const bins = 48;
const size = { width: 760, bars: 110, foot: 24 };

export function HistogramView(
  properties: UnitProperties & { readonly answer: UnitPage; readonly name: string },
): JSX.Element {
  const { answer, name, theme } = properties;
  const histogram = useMemo(() => histogramOf(answer.values, bins), [answer]);
  const drawing = useMemo(() => histogramPicture(histogram, name, theme), [histogram, theme]);
  return (
    <PictureWithTable
      {...properties}
      view="unit-values"
      active={false}
      title="How often each value occurs"
      controls={<span class="quiet">the highest bar: {whole(mostOf(histogram))} words</span>}
      drawing={() => drawing}
      table={() => histogramTable(histogram, name)}
    >
      <div class="vector-scroller" tabIndex={0} role="region" aria-label="Histogram">
        <SvgView drawing={drawing} />
      </div>
    </PictureWithTable>
  );
}

const mostOf = ({ counts }: Histogram): number => Math.max(1, ...counts);

const edge = ({ low, high }: Histogram, bin: number): number => low + ((high - low) * bin) / bins;

function histogramPicture(histogram: Histogram, name: string, theme: Theme): Drawing {
  const { low, high, counts } = histogram;
  const most = mostOf(histogram);
  const mode = counts.indexOf(most);
  const [from, to] = [mode, mode + 1].map((bin) => gateValue(edge(histogram, bin)));
  const label = (x: number, value: number, anchor: Label['anchor']): Label => ({
    ...{ kind: 'label', x, y: size.bars + 14, anchor, text: gateValue(value), size: 12 },
    fill: theme.foreground,
  });
  return {
    ...{ width: size.width, height: size.bars + size.foot },
    title: `How often: ${name} from ${gateValue(low)} to ${gateValue(high)}, most often between ${from} and ${to} (${whole(most)} words)`,
    ...{ background: theme.background, fontFamily: theme.fontFamily },
    shapes: [
      ...counts.map((count, bin) => {
        const height = barHeight(count, most);
        return {
          ...{ kind: 'box' as const, x: (bin * size.width) / bins + 0.6, y: size.bars - height },
          ...{ width: size.width / bins - 1.2, height, round: 0, fill: theme.blue },
        };
      }),
      {
        kind: 'path',
        d: `M0 ${size.bars}H${size.width}`,
        stroke: mix(theme.background, theme.foreground, 0.4),
        lineWidth: 1,
      },
      label(0, low, 'start'),
      label(size.width / 2, (low + high) / 2, 'middle'),
      label(size.width, high, 'end'),
    ],
  };
}

/** What occurred at all is seen. */
const barHeight = (count: number, most: number): number =>
  count === 0 ? 0 : Math.max(1, (size.bars * count) / most);

const histogramTable = (histogram: Histogram, name: string): DataTable => ({
  title: `How often each value occurs: ${name}`,
  columns: ['From', 'To', 'Number of words'],
  rows: histogram.counts.map((count, bin) => [
    edge(histogram, bin),
    edge(histogram, bin + 1),
    count,
  ]),
});
