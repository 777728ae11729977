/** The histogram of a trace, as bars in one SVG; its figures stand in its name and below it. */
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import type { UnitPage } from '../../src/shared/inspection';
import { gateValue, whole } from '../numbers';
import { histogramOf } from './histogram';

const bins = 48;
const height = 48;

export function HistogramView(properties: {
  readonly answer: UnitPage;
  readonly name: string;
}): JSX.Element {
  const { answer, name } = properties;
  const { low, high, counts } = useMemo(() => histogramOf(answer.values, bins), [answer]);
  const most = Math.max(1, ...counts);
  const mode = counts.indexOf(most);
  const at = (bin: number): number => low + ((high - low) * bin) / bins;
  const label = `How often: ${name} from ${gateValue(low)} to ${gateValue(high)}, most often between ${gateValue(at(mode))} and ${gateValue(at(mode + 1))} (${whole(most)} words)`;
  return (
    <figure class="chart">
      <figcaption>
        <b>How often which value</b>
        <span class="quiet">the highest bar: {whole(most)} words</span>
      </figcaption>
      <svg
        class="histogram"
        role="img"
        aria-label={label}
        viewBox={`0 0 ${bins} ${height}`}
        preserveAspectRatio="none"
      >
        {counts.map((count, bin) => (
          <rect
            key={bin}
            x={bin + 0.06}
            width={0.88}
            y={height - barHeight(count, most)}
            height={barHeight(count, most)}
          />
        ))}
      </svg>
      <div class="legend-numbers">
        <span>{gateValue(low)}</span>
        <span>{gateValue((low + high) / 2)}</span>
        <span>{gateValue(high)}</span>
      </div>
    </figure>
  );
}

/** What occurred at all is seen. */
const barHeight = (count: number, most: number): number =>
  count === 0 ? 0 : Math.max(1, (height * count) / most);
