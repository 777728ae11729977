/** What is told of a run of the gap, gathered, and what a person begins with. */
import type { Contestant } from '../../../src/shared/contracts/laboratory';
import type {
  GapChoice,
  GapNews,
  GapOpponents,
  GapStretch,
  GapTest,
} from '../../../src/shared/laboratory/gap';

/** Where the lesson of `docs/lessons.md` begins: the gap that a usual LSTM does not learn. */
const usual = { gap: 20, mixed: false, bias: '1', steps: 400, seeds: 1 } as const;

/** Cells that this version does not know are left out. */
export function firstGapChoice(
  contestants: readonly Contestant[],
  before: GapChoice | undefined,
): GapChoice {
  const known = (before?.cells ?? []).filter((cell) => contestants.some(({ id }) => id === cell));
  const compared = contestants.filter(({ isUsual }) => isUsual).map(({ id }) => id);
  return { ...usual, ...before, cells: known.length > 0 ? known : compared };
}

/** The stretches of a training become one entry, so that a long run has a short list. */
export function gatherGapNews(
  news: readonly GapNews[],
  more: readonly GapNews[],
): readonly GapNews[] {
  const gathered = [...news];
  for (const one of more) {
    const last = gathered.at(-1);
    const goesOn = one.kind === 'steps' && last?.kind === 'steps' && isOfSame(one, last);
    if (goesOn)
      gathered[gathered.length - 1] = { ...last, points: [...last.points, ...one.points] };
    else gathered.push(one);
  }
  return gathered;
}

interface OfNetwork {
  readonly cell: string;
  readonly seed: number;
}

const isOfSame = (one: OfNetwork, other: OfNetwork): boolean =>
  one.cell === other.cell && one.seed === other.seed;

export const opponentsIn = (news: readonly GapNews[]): GapOpponents | undefined =>
  news.find((one) => one.kind === 'opponents');

export const stretchesOf = (
  news: readonly GapNews[],
  cell: string,
  seed: number,
): readonly GapStretch[] =>
  news.flatMap((one) => (one.kind === 'steps' && isOfSame(one, { cell, seed }) ? one.points : []));

export const testOf = (news: readonly GapNews[], cell: string, seed: number): GapTest | undefined =>
  news.find((one) => one.kind === 'tested' && isOfSame(one, { cell, seed })) as GapTest | undefined;

/** The network that is trained now. */
export function trainedNow(
  news: readonly GapNews[],
): (OfNetwork & { readonly step: number }) | undefined {
  const last = news.findLast((one) => one.kind === 'steps');
  return last && { cell: last.cell, seed: last.seed, step: last.points.at(-1)?.step ?? 0 };
}

export const seedsOf = ({ seeds }: Pick<GapChoice, 'seeds'>): readonly number[] =>
  Array.from({ length: seeds }, (_, n) => n + 1);
