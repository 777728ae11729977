/** A small histogram: bars between the tensor's lowest and highest number, and a line at zero. */
import type { JSX } from 'preact';
import type { TensorFigures } from '../../src/shared/model/tensors';
import { binsText, none } from './tensorTexts';

const height = 12;

/** @param of the range that the bins cut up: the whole tensor's */
export function ValueHistogram(properties: {
  readonly figures: TensorFigures;
  readonly of: TensorFigures;
}): JSX.Element {
  const { figures, of } = properties;
  const { bins, finite } = figures;
  if (!finite || !of.finite) return <>{none}</>;
  const { low, high } = of.finite;
  const most = Math.max(1, ...bins);
  const zero = low < 0 && high > 0 ? (bins.length * -low) / (high - low) : undefined;
  return (
    <svg
      class="bins"
      role="img"
      aria-label={binsText(figures, low, high)}
      viewBox={`0 0 ${bins.length} ${height}`}
      preserveAspectRatio="none"
    >
      <title>{binsText(figures, low, high)}</title>
      {bins.map((count, bin) => (
        <rect
          key={bin}
          x={bin}
          width={1}
          y={height - barHeight(count, most)}
          height={barHeight(count, most)}
        />
      ))}
      {zero !== undefined && <line class="zero" x1={zero} x2={zero} y1={0} y2={height} />}
    </svg>
  );
}

/** What occurred at all is seen. */
const barHeight = (count: number, most: number): number =>
  count === 0 ? 0 : Math.max(0.6, (height * count) / most);
