/** The trace of a unit over the text, the cursor's place in it; a click finds a word. */
import type { JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import type { QuantityName } from '../../../src/shared/model/cells';
import type { UnitPage } from '../../../src/shared/questions/units';
import { XyChartView } from '../../charts/xyChartView';
import { xyPicture } from '../../charts/xyPicture';
import { naturalBound, paletteOf, quantityAt } from '../../parts/quantities';
import { gateValue, whole } from '../../parts/numbers';
import type { Drawing } from '../../vector/drawing';
import { outline } from './histogram';
import type { UnitProperties } from './props';

/** Points that a chart of ordinary width can show. */
const mostPoints = 2000;
const near = [200, 2000] as const;

export interface TraceProperties extends UnitProperties {
  readonly answer: UnitPage;
  readonly gate: QuantityName;
  /** What is shown, as a picture for a file. */
  readonly snapshot: { current: (() => Drawing) | undefined };
}

export function TraceView(properties: TraceProperties): JSX.Element {
  const { answer, gate, theme, page, overview, reveal } = properties;
  const { values, from, count } = answer;
  const [width, setWidth] = useState<number>();
  const widths = near.filter((one) => one < count);
  const { first, last } = windowOf(answer, width, page.cursor);
  const quantity = quantityAt(overview, answer.layer, gate);
  const { title } = quantity;
  const isOfUnitSize = paletteOf(quantity) === 'sequential' && naturalBound(quantity) === 1;
  const points = useMemo(() => outline(values, first, last, mostPoints), [values, first, last]);
  const inside = page.cursor >= from + first && page.cursor < from + last;
  const content = useMemo(() => {
    const own = points.map(({ place, value }) => ({ x: from + place + 1, y: value }));
    const [low, high] = [Math.min(...own.map(({ y }) => y)), Math.max(...own.map(({ y }) => y))];
    const x = page.cursor + 1;
    const cursor = {
      points: [
        { x, y: low },
        { x, y: high },
      ],
      colour: theme.mark,
      kind: 'guide' as const,
    };
    return {
      series: [
        { points: own, colour: theme.blue, kind: 'line' as const },
        ...(inside ? [cursor] : []),
      ],
      x: { title: 'word of the text', min: from + first + 1, max: from + last, write: whole },
      y: {
        title: title.toLowerCase(),
        ...(isOfUnitSize && { min: 0, max: 1 }),
        write: (value: number) => String(Number(value.toFixed(2))).replace('-', '−'),
      },
      nearest: 'x' as const,
      tell: (place: number) =>
        `word ${whole(own[place]?.x ?? 0)}: ${gateValue(own[place]?.y ?? 0)}; click to find it`,
    };
  }, [points, theme, quantity, inside ? page.cursor : -1]);
  const label = `${title} of unit ${answer.unit}, word ${whole(from + first + 1)} to ${whole(from + last)}`;
  properties.snapshot.current = () => xyPicture(content, label, [], theme);
  return (
    <figure class="chart look">
      <figcaption>
        <b>{title} over the text</b>
        {inside && <span class="quiet">dashed: the cursor</span>}
        {widths.length > 0 && (
          <label class="labelled chart-figure">
            Show{' '}
            <select
              value={String(width ?? 'all')}
              onChange={({ currentTarget: { value } }) =>
                setWidth(value === 'all' ? undefined : Number(value))
              }
            >
              <option value="all">all {whole(count)} words</option>
              {widths.map((one) => (
                <option key={one} value={String(one)}>
                  {whole(one)} around the cursor
                </option>
              ))}
            </select>
          </label>
        )}
      </figcaption>
      <XyChartView
        label={label}
        content={content}
        theme={theme}
        onPick={(place) => {
          const point = points[place];
          if (point) reveal(from + point.place);
        }}
      />
    </figure>
  );
}

/** Places in the trace, from and to. */
export function windowOf(
  { from, count }: Pick<UnitPage, 'from' | 'count'>,
  width: number | undefined,
  cursor: number,
): { first: number; last: number } {
  if (width === undefined || width >= count) return { first: 0, last: count };
  const middle = Math.max(0, Math.min(cursor - from, count - 1));
  const first = Math.max(0, Math.min(middle - Math.floor(width / 2), count - width));
  return { first, last: first + width };
}
