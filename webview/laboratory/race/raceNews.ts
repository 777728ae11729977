/** What is told of a race, gathered, what is kept of it over a reload, and what a person begins with. */
import type { Contestant } from '../../../src/shared/contracts/laboratory';
import type {
  RaceBegun,
  RaceChoice,
  RaceContestant,
  RacedRow,
  RaceNews,
  RacePoint,
} from '../../../src/shared/laboratory/race';
import { raceName } from '../../../src/shared/laboratory/race';

/** Four cells and what they have to beat, a minute each. */
const usual: RaceChoice = {
  contestants: ['lstm', 'gru', 'minGru', 'rnn', 'window:5'].map((cell) => ({ cell, layers: 1 })),
  equal: 'weights',
  budget: { of: 'seconds', count: 60 },
  seeds: 1,
};

export const isWindow = (cell: string): boolean => cell.startsWith('window');

/** Cells that this version does not know are left out. */
export function firstRaceChoice(
  contestants: readonly Contestant[],
  before: RaceChoice | undefined,
): RaceChoice {
  if (!before) return usual;
  const isKnown = ({ cell }: RaceContestant): boolean =>
    isWindow(cell) || contestants.some(({ id }) => id === cell);
  const known = before.contestants.filter(isKnown);
  return { ...before, contestants: known.length > 0 ? known : usual.contestants };
}

/** Of a race that goes on: what was drawn and timed stays. */
export const carriedRaceNews = (
  choice: RaceChoice,
  news: readonly RaceNews[],
): readonly RaceNews[] =>
  choice.begun ? news.filter(({ kind }) => kind === 'point' || kind === 'row') : [];

/** Of what is trained now, and of the record, the last word counts; of a row the first, which has its time. */
export function gatherRaceNews(
  news: readonly RaceNews[],
  more: readonly RaceNews[],
): readonly RaceNews[] {
  const last = (kind: RaceNews['kind']): RaceNews | undefined =>
    more.findLast((one) => one.kind === kind);
  const newest = [last('step'), last('record')].filter((one) => one !== undefined);
  const replaced = newest.map(({ kind }) => kind);
  return [
    ...news.filter(({ kind }) => !replaced.includes(kind)),
    ...more.filter((one) =>
      one.kind === 'row' ? !isKnown(news, one) : one.kind !== 'step' && one.kind !== 'record',
    ),
    ...newest,
  ];
}

const isKnown = (news: readonly RaceNews[], { name, seed }: RacedRow): boolean =>
  news.some((one) => one.kind === 'row' && one.name === name && one.seed === seed);

/** Rows and the record, with which the race can go on. */
export const keptRaceNews = (news: readonly RaceNews[]): readonly RaceNews[] =>
  news.filter(({ kind }) => kind !== 'step');

export const begunIn = (news: readonly RaceNews[]): RaceBegun | undefined =>
  news.find((one) => one.kind === 'begun');

export const recordIn = (news: readonly RaceNews[]): string | undefined =>
  news.find((one) => one.kind === 'record')?.record;

export const rowsIn = (news: readonly RaceNews[]): readonly RacedRow[] =>
  news.filter((one) => one.kind === 'row');

export const pointsOf = (
  news: readonly RaceNews[],
  name: string,
  seed: number,
): readonly RacePoint[] =>
  news.filter(
    (one) => one.kind === 'point' && one.name === name && one.seed === seed,
  ) as RacePoint[];

export const trainedNow = (news: readonly RaceNews[]) => news.find((one) => one.kind === 'step');

/** In their order; of two that are the same, one races. */
export const namesOf = ({ contestants }: Pick<RaceChoice, 'contestants'>): readonly string[] => [
  ...new Set(contestants.map(raceName)),
];

/** So many trainings a whole race has. */
export const trainingsOf = (choice: RaceChoice): number => namesOf(choice).length * choice.seeds;
