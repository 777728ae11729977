/** How a network stands beside its opponents, in sentences: for notice, tooltip and panel. */
import {
  figureOf,
  judgeNames,
  opponentsIn,
  standingOf,
  type JudgeRow,
  type Metric,
  type TaskResult,
} from './tasks';

export const judgeName = (judge: string): string => judgeNames[judge] ?? judge;

/** @param metric by which it was trained; nothing is said where nothing was tested */
export function resultSentence(
  { rows, examples, ...rest }: TaskResult,
  metric: Metric['id'] = 'accuracy',
): string | undefined {
  const network = rows.find(({ judge }) => judge === 'network');
  if (!network) return undefined;
  const [best] = opponentsIn({ rows, examples, ...rest });
  const count = examples.test.toLocaleString('en');
  const { standardError } = network.figures;
  const tested =
    'mse' in network.figures ? `On the last ${count} rows` : `On ${count} test examples`;
  const reached = `${tested}: ${titleOf(network, metric)} ${inWords(network)}, standard error ${errorText(network, standardError)}`;
  return best ? `${reached}; ${beside(best)}.` : `${reached}.`;
}

function titleOf({ figures }: JudgeRow, metric: Metric['id']): string {
  if ('mse' in figures) return 'squared error';
  if ('exactMatch' in figures) return 'exact match';
  return metric === 'f1' ? 'F1' : 'accuracy';
}

function beside(row: JudgeRow): string {
  const name = `${judgeName(row.judge)} ${inWords(row)}`;
  const standing = standingOf(row);
  if (standing === undefined) return name;
  if (standing === 'tie') {
    return 'mse' in row.figures
      ? `${name}, a tie: the network is not below its best opponent, and no better`
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
