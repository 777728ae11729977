/** A race as curves: perplexity on the validation part over steps or seconds. */
import type { Contestant } from '../../../src/shared/contracts/laboratory';
import type { RaceChoice, RaceNews } from '../../../src/shared/laboratory/race';
import type { Theme } from '../../colours/theme';
import { perplexityText } from '../../parts/numbers';
import type { Curve, CurvesContent } from '../charts/curves';
import { markOf } from '../../charts/marks';
import { begunIn, isWindow, namesOf, pointsOf } from './raceNews';

export interface ShownRace {
  readonly choice: RaceChoice;
  readonly news: readonly RaceNews[];
  readonly contestants: readonly Contestant[];
  readonly isRunning: boolean;
}

/** “GRU, 2 layers”: the cell by its title, the rest as it was chosen. */
export function titleOfContestant({ contestants }: Pick<ShownRace, 'contestants'>, name: string) {
  const [cell = '', ...settings] = name.split(' ');
  const title = isWindow(cell)
    ? `Window of ${cell.replace('window:', '')} words`
    : (contestants.find(({ id }) => id === cell)?.title ?? cell);
  return [title, ...settings.map((setting) => setting.replace('=', ' '))].join(', ');
}

export function raceContent(race: ShownRace, theme: Theme): CurvesContent {
  const { choice, news } = race;
  const bySteps = choice.budget.of === 'steps';
  const seeds = Array.from({ length: choice.seeds }, (_, n) => n + 1);
  const curves = namesOf(choice).flatMap((name, place): Curve[] =>
    seeds.map((seed) => ({
      title: `${titleOfContestant(race, name)}${choice.seeds > 1 ? `, seed ${seed}` : ''}`,
      mark: markOf(place, theme.kind),
      points: pointsOf(news, name, seed).map(({ step, seconds, perplexity }) => ({
        x: bySteps ? step : seconds,
        y: perplexity,
      })),
    })),
  );
  const counted = begunIn(news)?.counted ?? [];
  const best = counted.toSorted((one, other) => one.perplexity - other.perplexity).slice(0, 1);
  return {
    curves: curves.filter(({ points }) => points.length > 0),
    guides: best.map(({ perplexity }) => ({ title: 'Counting (last part)', y: perplexity })),
    walls: [],
    x: {
      title: bySteps ? 'Steps of training' : 'Seconds of training',
      max: choice.budget.count,
      write: (value) => value.toLocaleString('en'),
    },
    y: { title: 'Perplexity', write: (value) => perplexityText(value).replace(/\.0$/, '') },
  };
}
