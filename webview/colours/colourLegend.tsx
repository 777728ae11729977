/** What the colours mean, in numbers, with a mark at the value that is read now. */
import type { JSX } from 'preact';
import { cssColour } from './colour';
import { gateValue } from '../parts/numbers';
import type { Palette } from './palette';
import { colourAt, paletteSize } from './palette';
import type { ColourScale } from './colourScale';

export interface LegendProperties {
  readonly name: string;
  readonly palette: Palette;
  readonly scale: ColourScale;
  readonly value: number | undefined;
}

export function ColourLegend({ name, palette, scale, value }: LegendProperties): JSX.Element {
  const { low, high, clipped } = scale;
  const middle = (low + high) / 2;
  const share = value === undefined ? undefined : (value - low) / (high - low);
  return (
    <div
      class="legend"
      role="img"
      aria-label={`Colours of the ${name.toLowerCase()}: from ${bound(low)} to ${bound(high)}`}
    >
      <div class="legend-bar" style={{ backgroundImage: gradient(palette) }}>
        {share !== undefined && !Number.isNaN(share) && (
          <span class="legend-mark" style={{ left: `${100 * Math.min(1, Math.max(0, share))}%` }} />
        )}
      </div>
      <div class="legend-numbers">
        <span>{`${clipped ? '≤ ' : ''}${bound(low)}`}</span>
        <span>{bound(middle)}</span>
        <span>{`${clipped ? '≥ ' : ''}${bound(high)}`}</span>
      </div>
    </div>
  );
}

const bound = (value: number): string =>
  String(Number(gateValue(value).replace('−', '-'))).replace('-', '−');

function gradient(palette: Palette): string {
  const stops = Array.from({ length: 17 }, (_, stop) =>
    cssColour(colourAt(palette, Math.round((stop / 16) * (paletteSize - 1)))),
  );
  return `linear-gradient(to right, ${stops.join(', ')})`;
}
