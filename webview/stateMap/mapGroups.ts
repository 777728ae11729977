/** By what the points of a map are coloured: classes, lengths, or their place in the text. */
import { noAnswer } from '../../src/shared/questions/examples';
import type { StateMap } from '../../src/shared/questions/stateMap';

export type ColouredBy = 'wanted' | 'given' | 'length' | 'place';

export interface MapGroups {
  readonly groups: readonly string[];
  /** Of each point. */
  readonly of: Uint16Array;
  readonly ordered: boolean;
}

export function coloursOf({ classes }: StateMap): readonly (readonly [ColouredBy, string])[] {
  const others = [
    ['length', 'length'],
    ['place', 'place in the text'],
  ] as const;
  if (!classes) return others;
  const isKnown = classes.wanted.some((one) => one !== noAnswer);
  return [
    ...(isKnown ? [['wanted', 'class in the text'] as const] : []),
    ['given', 'class of the network'],
    ...others,
  ];
}

export function groupsOf(map: StateMap, by: ColouredBy): MapGroups {
  const { classes, lengths } = map;
  if (by === 'place') return fifths(lengths.length);
  if (by === 'length' || !classes) return byLength(lengths);
  return byClass(classes.names, by === 'wanted' ? classes.wanted : classes.given);
}

/** More kinds than these nobody tells apart. */
const mostClasses = 12;

function byClass(names: readonly string[], of: Uint16Array): MapGroups {
  const counts = new Map<number, number>();
  for (const one of of) counts.set(one, (counts.get(one) ?? 0) + 1);
  const order = [...counts.keys()].sort((one, other) => one - other);
  const frequent = [...order].sort((one, other) => (counts.get(other) ?? 0) - (counts.get(one) ?? 0)); // prettier-ignore
  const shown = new Set(frequent.slice(0, order.length > mostClasses ? mostClasses - 1 : mostClasses)); // prettier-ignore
  const kinds = order.filter((one) => shown.has(one));
  const groups = kinds.map((one) => names[one] ?? 'none');
  const rest = kinds.length;
  return {
    groups: kinds.length < order.length ? [...groups, 'all others'] : groups,
    of: of.map((one) => (shown.has(one) ? kinds.indexOf(one) : rest)),
    ordered: false,
  };
}

const parts = 5;

/** As many in each as can be, equal lengths together. */
function byLength(lengths: Uint32Array): MapGroups {
  const sorted = lengths.slice().sort();
  const bounds = Array.from({ length: parts }, (_, n) => {
    return sorted[Math.max(0, Math.ceil(((n + 1) * sorted.length) / parts) - 1)] ?? 0;
  });
  const uppers = [...new Set(bounds)];
  return {
    groups: uppers.map((upper, n) => {
      const lower = n === 0 ? (sorted[0] ?? 0) : (uppers[n - 1] ?? 0) + 1;
      return lower === upper ? wordsText(upper) : `${lower} to ${wordsText(upper)}`;
    }),
    of: Uint16Array.from(lengths, (length) => uppers.findIndex((upper) => length <= upper)),
    ordered: true,
  };
}

const wordsText = (count: number): string => `${count} ${count === 1 ? 'word' : 'words'}`;

const fifths = (count: number): MapGroups => ({
  groups: ['first fifth', 'second', 'third', 'fourth', 'last fifth'],
  of: Uint16Array.from({ length: count }, (_, n) => Math.floor((parts * n) / count)),
  ordered: true,
});
