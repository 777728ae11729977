/** What a race came to, in sentences made of its numbers. */
import type { RaceRecord } from '../../engine/race/record';

interface Standing {
  readonly name: string;
  /** Of the seeds that did not diverge. */
  readonly mean: number;
  readonly least: number;
  readonly most: number;
}

/** @param titleOf what a person calls a contestant */
export function raceFindings(
  { rows, counted, contestants, seeds }: RaceRecord,
  titleOf: (contestant: string) => string,
): string[] {
  const standings = contestants.flatMap(({ name }): Standing[] => {
    const perplexities = rows
      .filter(({ cell }) => cell === name)
      .flatMap(({ perplexity }) => (perplexity === null ? [] : [perplexity]));
    if (perplexities.length === 0) return [];
    const mean = perplexities.reduce((sum, one) => sum + one, 0) / perplexities.length;
    const [least, most] = [Math.min(...perplexities), Math.max(...perplexities)];
    return [{ name: titleOf(name), mean, least, most }];
  });
  standings.sort((one, other) => one.mean - other.mean);
  const [best, second] = [standings.at(0), standings.at(1)];
  const diverged = rows.filter(({ ended }) => ended === 'diverged').length;
  return [
    ...(best ? [winner(best, second, seeds.length)] : ['No contestant came to a result.']),
    ...(best ? againstCounting(best, counted) : []),
    ...(diverged > 0 ? [`${diverged} of ${rows.length} trainings diverged.`] : []),
  ];
}

function winner(best: Standing, second: Standing | undefined, seeds: number): string {
  const said = `${best.name} predicts the last part of the text best: perplexity ${text(best.mean)}`;
  if (!second) return `${said}.`;
  const next = `${said}, ${second.name} ${text(second.mean)}`;
  if (seeds === 1) return `${next}. With one seed a small difference says nothing: race with more.`;
  const isClear = best.most < second.least;
  return `${next} (means of ${seeds} seeds). ${
    isClear
      ? 'Its worst seed is better than the other’s best.'
      : 'Their seeds overlap, so this may be chance.'
  }`;
}

function againstCounting(best: Standing, counted: RaceRecord['counted']): string[] {
  const first = counted.toSorted((one, other) => one.perplexity - other.perplexity).at(0);
  if (!first) return [];
  return [
    first.perplexity < best.mean
      ? `Counting words does better than all of them: ${text(first.perplexity)}.`
      : `Counting words comes to ${text(first.perplexity)}.`,
  ];
}

const text = (perplexity: number): string => perplexity.toFixed(1);
