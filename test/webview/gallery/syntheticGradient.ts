/** Gradients that fade with the distance, as those of trained networks do, and one that explodes. */
import type { PanelHostContract } from '../../../src/shared/pages/panel';
import type { FreshGradient, Gradient } from '../../../src/shared/questions/gradient';
import type { Handlers } from '../../../src/shared/wire/rpc';
import type { SyntheticText } from './syntheticNetwork';

/** What an LSTM carries. */
const carried = [
  { letter: 'h', title: 'Hidden state' },
  { letter: 'c', title: 'Cell state' },
];
const versions = { documentVersion: 3, modelVersion: 12 };
const others = [
  { id: 'race/0a0a0a0a/0', title: 'lstm, seed 1 (race)' },
  { id: 'race/0a0a0a0a/1', title: 'rnn, seed 1 (race)' },
];

type Questions = 'gradient' | 'freshGradient' | 'checkGradient' | 'otherModels';

export function syntheticGradient(
  text: SyntheticText,
  layers: number,
  note: (method: string, request: unknown) => void,
): Pick<Handlers<PanelHostContract>, Questions> {
  return {
    otherModels: () => ({ ok: true, value: others }),
    gradient(asked) {
      note('gradient', asked);
      return { ok: true, value: gradientOf(text, layers, asked) };
    },
    freshGradient(asked) {
      note('freshGradient', asked);
      return { ok: true, value: freshOf(asked) };
    },
    checkGradient(asked) {
      note('checkGradient', asked);
      const { fresh } = asked;
      const entries = [1, 2, 4].flatMap((back) =>
        carried.map(({ letter }) => ({
          ...{ back, layer: 0, letter, unit: 3, gradient: 0.02 / back },
          ...{ difference: 0.02 / back + 1e-11, error: 1e-9 },
        })),
      );
      const rows = carried.map(({ letter }) => ({
        ...{ layer: 0, letter, unit: 0, sum: 0.0123456789, back: 0.0123456789 },
      }));
      return {
        ok: true,
        value: {
          ...{ ...versions, words: 64, entries, leftOut: 2 },
          ...(fresh && fresh.units <= 3 && { paths: { words: 12, paths: 4096, rows } }),
        },
      };
    },
  };
}

const fading = (length: number, half: number): Float64Array<ArrayBuffer> =>
  Float64Array.from({ length }, (_, n) => 2 ** ((n - length) / half) * (1.2 + Math.sin(3 * n)));

const layersOf = (length: number, layers: number, half: number): Gradient['layers'] =>
  Array.from({ length: layers }, (_, layer) =>
    carried.map((of, n) => ({ ...of, lengths: fading(length, half + 6 * n + layer) })),
  );

interface Asked {
  readonly token: number;
  readonly count: number;
  readonly memory?: { readonly layer: number; readonly unit?: number };
  readonly beside?: readonly string[];
}

function gradientOf(
  text: SyntheticText,
  layers: number,
  { token, count, memory, beside = [] }: Asked,
): Gradient {
  const length = Math.min(count, token);
  const from = token - length;
  const word = text.tokens[token];
  return {
    ...versions,
    ...{ token, loss: 3.1, truncation: 32, approximate: false },
    ...(word !== undefined && { word }),
    passage: {
      from,
      tokens: text.tokens.slice(from, token),
      spans: text.spans.slice(from, token),
      known: text.known.slice(from, token),
    },
    layers: layersOf(length, layers, 5),
    ...(memory && {
      carousel: { layer: memory.layer, unit: memory.unit ?? 3, shares: fading(length, 20) },
    }),
    beside: beside.map((id, n) => ({
      ...{ id, loss: 3.3 + n, truncation: 32, layers: layersOf(length, 1, 2 + 3 * n) },
    })),
    cells: [
      { id: 'lstm', title: 'LSTM', keeps: true },
      { id: 'rnn', title: 'Plain RNN', keeps: false },
      { id: 'rnnRelu', title: 'Plain RNN, rectified', keeps: false },
    ],
  };
}

/** Twice the first weights: it explodes, beyond all numbers at last. */
function freshOf({ token, count, fresh }: Parameters<FreshHandler>[0]): FreshGradient {
  const length = Math.min(count, token);
  const grows = 700 * Math.log10(Math.max(1e-9, fresh.scale));
  const lengths = Float64Array.from({ length }, (_, n) => 10 ** ((grows - 8) * (1 - n / length)));
  return {
    ...{ ...versions, loss: 4, count: length },
    layers: [carried.map((of) => ({ ...of, lengths: lengths.slice() }))],
    weights: { count: 6_000, length: 14.2, gradient: fresh.scale > 2 ? null : 0.8 * fresh.scale },
  };
}
type FreshHandler = (asked: {
  readonly token: number;
  readonly count: number;
  readonly fresh: { readonly scale: number };
}) => unknown;
