/** How well a model judges, beside the best of its opponents, in a sentence. Pure. */
import { judgeNames, type JudgeRow, type Metric, type TaskResult } from '../../shared/tasks';
import { count } from '../common/formatNumbers';

/** @param metric by which it was trained; nothing is said where nothing was tested */
export function resultSentence(
  { rows, examples }: TaskResult,
  metric: Metric['id'] = 'accuracy',
): string | undefined {
  const network = rows.find(({ judge }) => judge === 'network');
  if (!network) return undefined;
  const figure = metric === 'f1' ? 'F1' : 'accuracy';
  const { standardError } = network.figures;
  const reached = `On ${count(examples.test)} test examples: ${figure} ${percent(figureOf(network))}, standard error ${standardError.toFixed(1)}`;
  const [best] = rows
    .filter((row) => row !== network)
    .sort((one, other) => figureOf(other) - figureOf(one));
  return best ? `${reached}; ${beside(best)}.` : `${reached}.`;
}

function beside(row: JudgeRow): string {
  const { judge, against } = row;
  const name = `${judgeNames[judge] ?? judge} ${percent(figureOf(row))}`;
  if (!against) return name;
  if (against.tie) return `${name}, a tie`;
  return `${name}, ${against.points > 0 ? 'better' : 'worse'} by ${Math.abs(against.points).toFixed(1)} points`;
}

const figureOf = ({ figures }: JudgeRow): number =>
  'f1' in figures ? figures.f1 : figures.accuracy;

const percent = (value: number): string => `${value.toFixed(1)} %`;
