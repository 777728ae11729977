/**
 * What was found, in sentences made of the numbers: who answers where it was trained, who still does far
 * beyond, who was quick. How it was trained stands in front, because what is true depends on it.
 */
import type { AskedGap, GapTable } from './comparing';
import type { CellRow, GapRow, GapShare } from './summary';

/** From here on a network is said to answer. */
const answers = 0.9;

/** @param titleOf what a person calls a network, by its name */
export function gapFindings(table: GapTable, titleOf: (name: string) => string): string[] {
  const { asked, cells } = table;
  const { gap } = asked;
  const able = cells.filter((cell) => at(cell, gap).share >= answers);
  const after = `${setUp(asked)}, and asked after ${wordsOf(gap)}`;
  return [
    `${after}: ${outcomes(cells, gap, table, titleOf)}.`,
    ...(able.length > 0 ? [beyond(able, table, titleOf), ...pace(able, titleOf)] : []),
    seedsOf(asked),
  ];
}

const setUp = ({ gap, mixed, bias }: AskedGap): string => {
  const start = bias === 'ln' ? `ln ${gap} = ${Math.log(gap).toFixed(2)}` : bias;
  const gaps = mixed && gap > 1 ? `gaps of 1 to ${gap} words` : `one gap of ${wordsOf(gap)}`;
  return `Trained on ${gaps} with keep bias ${start}`;
};

/** Who answers first, then who answers some, then who guesses; the verb stands once. */
function outcomes(
  cells: readonly CellRow[],
  gap: number,
  { opponents }: Pick<GapTable, 'opponents'>,
  titleOf: (name: string) => string,
): string {
  const guess = at(opponents[0], gap);
  const of = (cell: CellRow): GapShare => at(cell, gap);
  const able = cells.filter((cell) => of(cell).share >= answers);
  const guessing = cells.filter((cell) => !able.includes(cell) && isTie(of(cell), guess));
  const between = cells.filter((cell) => !able.includes(cell) && !guessing.includes(cell));
  const groups = [
    { who: able, what: `at least ${100 * answers} %` },
    ...between.map((cell) => ({ who: [cell], what: percent(of(cell)) })),
    { who: guessing, what: `no better than guessing (${percent(guess)})` },
  ].filter(({ who }) => who.length > 0);
  return groups
    .map(({ who, what }, n) => {
      const verb = n > 0 ? '' : who.length === 1 ? 'answers ' : 'answer ';
      return `${listed(who.map(({ name }) => titleOf(name)))} ${verb}${what}`;
    })
    .join(', ');
}

/** Of the longest gap that is tested. */
function beyond(
  able: readonly CellRow[],
  table: GapTable,
  titleOf: (name: string) => string,
): string {
  const { gap } = table.asked;
  const last = able[0].shares.at(-1)?.gap ?? gap;
  const times = Math.round(last / gap);
  const far = `After ${wordsOf(last)}, ${times === 2 ? 'twice' : `${times} times`} as many as in training`;
  return `${far}: ${outcomes(able, last, table, titleOf)}.`;
}

function pace(able: readonly CellRow[], titleOf: (name: string) => string): string[] {
  const solved = able
    .flatMap(({ name, solvedAfter }) => {
      const steps = solvedAfter.filter((step) => step !== undefined);
      const mean = steps.reduce((sum, step) => sum + step, 0) / steps.length;
      return steps.length === solvedAfter.length ? [{ name, mean }] : [];
    })
    .sort((one, other) => one.mean - other.mean);
  const last = solved.at(-1);
  if (!last) return [];
  const [first] = solved;
  const steps = ({ name, mean }: { name: string; mean: number }): string =>
    `${titleOf(name)} after ${Math.round(mean)} steps`;
  if (first === last) return [`Solved by ${steps(first)}.`];
  return [`Solved first by ${steps(first)}, last by ${steps(last)}.`];
}

const seedsOf = ({ seeds }: AskedGap): string =>
  seeds === 1
    ? 'One seed: another may come out differently.'
    : `Means over ${seeds} seeds, each with sentences and first weights of its own.`;

function at({ shares }: GapRow, gap: number): GapShare {
  const found = shares.find((share) => share.gap === gap);
  if (!found) throw new Error(`Not tested at a gap of ${gap}`);
  return found;
}

const isTie = (one: GapShare, other: GapShare): boolean =>
  Math.abs(one.share - other.share) <=
  2 * Math.sqrt(one.error * one.error + other.error * other.error);

const percent = ({ share }: GapShare): string =>
  `${(100 * share).toFixed(share < 0.995 ? 1 : 0)} %`;
const wordsOf = (count: number): string => (count === 1 ? '1 word' : `${count} words`);

const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
