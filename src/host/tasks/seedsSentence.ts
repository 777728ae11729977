/** What several seeds reached, alone and together, in a sentence. Pure. */
import { figureOf, type TaskResult } from '../../shared/tasks';
import { resultSentence } from '../../shared/taskResults';

export interface SeedResult {
  readonly seed: number;
  readonly result: TaskResult;
}

export function seedsSentence(
  name: string,
  each: readonly SeedResult[],
  together: TaskResult,
): string {
  const figures = each.map(({ seed, result }) => {
    const figure = networkFigure(result);
    return `seed ${seed} ${figure === undefined ? '–' : `${figure.toFixed(1)} %`}`;
  });
  const known = each.flatMap(({ result }) => networkFigure(result) ?? []);
  const mean = known.reduce((sum, figure) => sum + figure, 0) / Math.max(1, known.length);
  const averaged = resultSentence(together) ?? '';
  return `${name}, each alone: ${figures.join(', ')}; mean ${mean.toFixed(1)} %. Averaged into one judge: ${averaged.charAt(0).toLowerCase()}${averaged.slice(1)}`;
}

function networkFigure({ rows }: TaskResult): number | undefined {
  const network = rows.find(({ judge }) => judge === 'network');
  return network && figureOf(network);
}
