/** A gradient that fades with the distance, as that of a trained network does, and explodes nowhere. */
import type { Gradient } from '../../../src/shared/questions/gradient';
import type { SyntheticText } from './syntheticNetwork';

/** What an LSTM carries. */
const carried = [
  { letter: 'h', title: 'Hidden state' },
  { letter: 'c', title: 'Cell state' },
];

interface Asked {
  readonly token: number;
  readonly count: number;
  readonly unit?: unknown;
}

export function syntheticGradient(
  text: SyntheticText,
  layers: number,
  { token, count, unit }: Asked,
): Omit<Gradient, 'documentVersion' | 'modelVersion'> {
  const length = Math.min(count, token);
  const from = token - length;
  const fading = (half: number): Float64Array<ArrayBuffer> =>
    Float64Array.from({ length }, (_, n) => 2 ** ((n - length) / half) * (1.2 + Math.sin(3 * n)));
  return {
    ...{ token, loss: 3.1, truncation: 32, approximate: false },
    passage: {
      from,
      tokens: text.tokens.slice(from, token),
      spans: text.spans.slice(from, token),
      known: text.known.slice(from, token),
    },
    layers: Array.from({ length: layers }, (_, layer) =>
      carried.map(({ letter, title }, n) => ({
        ...{ letter, title, lengths: fading(4 + 6 * n + layer) },
      })),
    ),
    ...(unit !== undefined && { carousel: fading(20) }),
  };
}
