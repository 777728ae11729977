/** A map of states for tests and the gallery: sentences of the synthetic text in three heaps. */
import { sentencesIn } from '../../../../src/engine/inspection/components/sentences';
import type { StateMap } from '../../../../src/shared/questions/stateMap';
import type { SyntheticText } from '../syntheticNetwork';

type Map = Omit<StateMap, 'documentVersion' | 'modelVersion'>;

export function syntheticStates({ tokens, spans }: SyntheticText): Map {
  const all = sentencesIn((n) => tokens[n] ?? '', { from: 0, to: tokens.length });
  return {
    ...mapOf(all.length),
    ...{ unit: 'sentence', asked: 'last' },
    spans: Uint32Array.from(
      all.flatMap(({ from, to }) => [spans[from]?.start ?? 0, spans[to - 1]?.end ?? 0]),
    ),
    lengths: Uint32Array.from(all, ({ from, to }) => to - from),
    texts: all.map(({ from, to }) => tokens.slice(from, to).join(' ')),
  };
}

export function syntheticExampleStates(texts: readonly string[], names: readonly string[]): Map {
  const starts = texts.map((_, n) => texts.slice(0, n).reduce((sum, { length }) => sum + length + 1, 0)); // prettier-ignore
  const kinds = Uint16Array.from(texts, (_, n) => n % names.length);
  return {
    ...mapOf(texts.length),
    ...{ unit: 'example', asked: 'mean', texts },
    spans: Uint32Array.from(texts.flatMap((text, n) => [starts[n] ?? 0, (starts[n] ?? 0) + text.length])), // prettier-ignore
    lengths: Uint32Array.from(texts, (text) => text.split(' ').length),
    classes: { names, wanted: kinds, given: kinds.map((kind, n) => (n === 0 ? 1 - kind : kind)) },
  };
}

const mapOf = (count: number) => ({
  ...{ count, width: 48, approximate: false },
  shares: [0.31, 0.17] as const,
  points: Float32Array.from({ length: 2 * count }, (_, n) => {
    const heap = (n >> 1) % 3;
    return (n % 2 === 0 ? 2 * heap - 2 : heap === 1 ? 1 : -0.5) + 0.7 * Math.sin(7.1 * n);
  }),
});
