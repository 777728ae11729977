/** How a network stands beside its opponents, in sentences: for notice, tooltip and panel. */
import {
  figureOf,
  judgeNames,
  metricNames,
  opponentsIn,
  standingOf,
  type JudgeRow,
  type TaskResult,
} from './tasks';

export const judgeName = (judge: string): string => judgeNames[judge] ?? judge;

/** What was tested: “1,066 test examples”, “1,002 words of 66 test sentences”, “the last 100 rows”. */
export function testedOn({ rows, examples, words }: TaskResult): string {
  const { test } = examples;
  const count = test.toLocaleString('en');
  const has = (name: string): boolean => rows.some(({ figures }) => name in figures);
  if (has('mse')) return test === 1 ? 'the last row' : `the last ${count} rows`;
  const areSentences = words !== undefined || has('untyped');
  const one = has('exactMatch') ? 'pair' : areSentences ? 'sentence' : 'example';
  const tested = `${count} test ${one}${test === 1 ? '' : 's'}`;
  return words === undefined
    ? tested
    : `${words.toLocaleString('en')} word${words === 1 ? '' : 's'} of ${tested}`;
}

/** How good a model is, next to the best of its opponents; nothing where nothing was tested. */
export function resultSentence(result: TaskResult): string | undefined {
  const network = result.rows.find(({ judge }) => judge === 'network');
  if (!network) return undefined;
  const { standardError } = network.figures;
  const reached = `On ${testedOn(result)}: ${titleOf(network)} ${inWords(network)}, standard error ${errorText(network, standardError)}`;
  const [best] = opponentsIn(result);
  return best ? `${reached}; ${beside(best)}.` : `${reached}.`;
}

function titleOf({ figures }: JudgeRow): string {
  if ('mse' in figures) return 'squared error';
  if ('exactMatch' in figures) return metricNames.exactMatch;
  return metricNames['f1' in figures ? 'f1' : 'accuracy'];
}

function beside(row: JudgeRow): string {
  const name = `${judgeName(row.judge)} ${inWords(row)}`;
  const standing = standingOf(row);
  if (standing === undefined) return name;
  if (standing === 'tie') {
    return 'mse' in row.figures
      ? `${name}, a tie: the network is no worse than its best opponent and no better`
      : `${name}, a tie`;
  }
  return `${name}, ${standing} by ${distance(row)}`;
}

/** `77.7 %`, or an error with as many digits as say something. */
const inWords = (row: JudgeRow): string =>
  'mse' in row.figures ? errorNumber(row.figures.mse) : `${figureOf(row).toFixed(1)} %`;

const errorText = ({ figures }: JudgeRow, value: number): string =>
  'mse' in figures ? errorNumber(value) : value.toFixed(1);

function distance({ against }: JudgeRow): string {
  if (!against) return '';
  return 'mse' in against
    ? errorNumber(Math.abs(against.mse))
    : `${Math.abs(against.points).toFixed(1)} points`;
}

/** Three digits that say something. */
export const errorNumber = (value: number): string => String(Number(value.toPrecision(3)));

/** Of a row of a table: `a tie`, `27.7 worse`. */
export function againstText(row: JudgeRow): string {
  const standing = row.judge === 'network' ? undefined : standingOf(row);
  if (standing === undefined) return '';
  return standing === 'tie' ? 'a tie' : `${distance(row).replace(' points', '')} ${standing}`;
}
