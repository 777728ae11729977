/** What the picture of a gradient shows: its lines, their table, and the axes. Pure. */
import type { NetworkGradient } from '../../src/shared/questions/gradient';
import type { XyContent, XySeries } from '../charts/xyChart';
import { markOf } from '../charts/marks';
import type { Theme } from '../colours/theme';
import type { DataTable } from '../figure/dataTable';
import { powerText, tenTo } from '../parts/numbers';
import { visibleWord } from '../parts/words';

/** Of one network, one thing that is carried. */
export interface FlowLine {
  readonly name: string;
  /** Of the word just before last. */
  readonly lengths: Float64Array;
  /** Which network: they share a colour. */
  readonly network: number;
  /** The first, the second of what that network carries: dashes. */
  readonly place: number;
}

/** A layer of a network; `all` that it carries, or one letter where it has it, else what it shows. */
export function linesOf(
  { layers }: Pick<NetworkGradient, 'layers'>,
  asked: { readonly layer: number; readonly letter: string; readonly network: number },
  name: (title: string) => string,
): FlowLine[] {
  const carried = layers[Math.min(asked.layer, layers.length - 1)] ?? [];
  const chosen = carried.filter(({ letter }) => asked.letter === 'all' || letter === asked.letter);
  const shown = chosen.length > 0 ? chosen : carried.slice(0, 1);
  return shown.map(({ title, letter, lengths }) => ({
    ...{ name: name(title), lengths, network: asked.network },
    place: carried.findIndex((one) => one.letter === letter),
  }));
}

/** Where 32 bits have no number any more, as powers of ten. */
const single = { low: -45, high: 38.5 } as const;
const dashes: readonly (readonly number[])[] = [[], [6, 3], [2, 3]];

export interface FlowPicture {
  readonly lines: readonly FlowLine[];
  /** The share of a unit that is left, and whose. */
  readonly kept?: { readonly name: string; readonly shares: Float64Array };
  /** Words that training went back. */
  readonly wall?: number | undefined;
  readonly words: readonly string[];
}

interface Drawn extends XySeries {
  readonly name: string;
  /** Of each point, how many words back. */
  readonly back: readonly number[];
}

const isDrawn = (value: number): boolean => value > 0 && Number.isFinite(value);

function drawn(values: Float64Array, rest: Omit<Drawn, 'points' | 'back' | 'kind'>): Drawn {
  const places = [...values.keys()].filter((n) => isDrawn(values[n] ?? 0));
  const back = places.map((n) => values.length - n);
  const points = places.map((n, at) => ({ x: -(back[at] ?? 0), y: Math.log10(values[n] ?? 1) }));
  return { ...rest, kind: 'line', points, back };
}

export function seriesOf({ lines, kept }: FlowPicture, theme: Theme): Drawn[] {
  const all = lines.map(({ name, lengths, network, place }) =>
    drawn(lengths, {
      ...{ name, colour: markOf(network, theme.kind).colour },
      dash: dashes[place % dashes.length] ?? [],
    }),
  );
  if (!kept) return all;
  const own = drawn(kept.shares, { name: kept.name, colour: theme.quiet, dash: [1, 3] });
  return [...all, own];
}

export function contentOf(picture: FlowPicture, theme: Theme): XyContent {
  const series = seriesOf(picture, theme);
  const heights = series.flatMap(({ points }) => points.map(({ y }) => y));
  const longest = Math.max(1, ...picture.lines.map(({ lengths }) => lengths.length));
  const [low, high] = wholePowers(Math.min(0, ...heights) - 0.2, Math.max(-1, ...heights) + 0.2);
  const guide = (points: XySeries['points']): XySeries => ({
    ...{ points, colour: theme.mark, kind: 'guide' },
  });
  const level = (y: number): XySeries[] =>
    y > low && y < high ? [guide([{ x: -longest, y }, { x: 0, y }])] : []; // prettier-ignore
  const { wall } = picture;
  const [first] = series;
  return {
    series: [
      ...series,
      ...(wall !== undefined && wall < longest
        ? [guide([{ x: -wall, y: low }, { x: -wall, y: high }])] // prettier-ignore
        : []),
      ...level(single.low),
      ...level(single.high),
    ],
    x: { title: 'words back', min: -longest, max: 0, write: (x) => String(Math.abs(x)) },
    y: {
      title: 'length of the gradient, in nats',
      ...{ min: low, max: high },
      write: (y) => (Number.isInteger(y) ? tenTo(y) : ''),
    },
    nearest: 'x',
    tell: (place) => {
      const back = first?.back[place] ?? 0;
      const word = picture.words.at(-back);
      return `${back} back${word === undefined ? '' : `, “${visibleWord(word)}”`}: ${picture.lines
        .map(({ name, lengths }) => `${name} ${powerText(lengths.at(-back) ?? NaN)}`)
        .join(', ')}`;
    },
  };
}

/** Ends of an axis with about six round steps: each label is a power of ten. */
function wholePowers(low: number, high: number): readonly [number, number] {
  const step = steps.find((one) => (high - low) / one <= 6) ?? 100;
  return [step * Math.floor(low / step), step * Math.ceil(high / step)];
}
const steps = [1, 2, 5, 10, 20, 50];

/** The nearest word first. */
export function tableOf({ lines, kept, words }: FlowPicture, title: string): DataTable {
  const columns = [
    ...lines.map(({ name, lengths }) => ({ name, values: lengths })),
    ...(kept ? [{ name: kept.name, values: kept.shares }] : []),
  ];
  const longest = Math.max(0, ...lines.map(({ lengths }) => lengths.length));
  return {
    title,
    columns: ['Word', 'Number of words back', ...columns.map(({ name }) => name)],
    powers: columns.map(({ name }) => name),
    rows: Array.from({ length: longest }, (_, n) => [
      words.at(-(n + 1)) ?? '',
      n + 1,
      ...columns.map(({ values }) => (n < values.length ? (values.at(-(n + 1)) ?? NaN) : NaN)),
    ]),
  };
}
