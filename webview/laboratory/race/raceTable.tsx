/** The live table of a race: a row for each contestant over its seeds, then what counting says. */
import type { JSX } from 'preact';
import type { RacedRow } from '../../../src/shared/laboratory/race';
import type { Theme } from '../../colours/theme';
import { duration, perplexityText, whole } from '../../parts/numbers';
import { Button } from '../../parts/controls';
import { NumbersTable, type NumbersRow } from '../../parts/numbersTable';
import { markOf } from '../../charts/marks';
import { MarkSwatch } from '../charts/markSwatch';
import { begunIn, namesOf, rowsIn, trainedNow } from './raceNews';
import type { ShownRace } from './raceSeries';
import { titleOfContestant } from './raceSeries';

const none = '–';

export function RaceTable(properties: {
  readonly race: ShownRace;
  readonly theme: Theme;
  readonly canUse: boolean;
  readonly onUse: (row: RacedRow) => void;
}): JSX.Element {
  const { race, theme, canUse, onUse } = properties;
  const { choice, news } = race;
  const begun = begunIn(news);
  const now = trainedNow(news);
  const contestants = namesOf(choice).map((name, place): NumbersRow => {
    const rows = rowsIn(news).filter((row) => row.name === name);
    return {
      key: name,
      head: (
        <span class="laboratory-cell">
          <MarkSwatch mark={markOf(place, theme.kind)} />
          {titleOfContestant(race, name)}
        </span>
      ),
      cells: [...figuresOf(rows), <Use key="use" {...{ rows, canUse, onUse }} />],
      current: now?.name === name && race.isRunning,
    };
  });
  const counted = (begun?.counted ?? []).map(({ name, perplexity }): NumbersRow => ({
    key: name,
    head: <span class="quiet">{countedTitle(name)}</span>,
    cells: [perplexityText(perplexity), none, none, none, none, none, none],
  }));
  const read = begun
    ? `Learnt from ${whole(begun.train)} tokens, measured on the last ${whole(begun.test)}; ${whole(begun.vocabulary)} words are known.`
    : '';
  return (
    <>
      <p class="quiet">
        Perplexity on the last part of the text, lower is better. {read} Counting is Kneser-Ney’s.
      </p>
      <NumbersTable
        label="Table of the race"
        wide
        caption={<span class="unseen">The race</span>}
        heads={[
          'Contestant',
          ...['Perplexity', 'Over seeds', 'Units', 'Weights', 'Time', 'Tokens/s'],
          { unseen: 'Use' },
        ]}
        rows={[...contestants, ...counted]}
      />
    </>
  );
}

const countedTitle = (name: string): string => `Counting ${name.replace('ngram', '')} words`;

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, one) => sum + one, 0) / values.length;

function figuresOf(rows: readonly RacedRow[]): readonly string[] {
  const [first] = rows;
  if (!first) return [none, none, none, none, none, none];
  const seconds = rows.flatMap((row) => row.seconds ?? []);
  const speeds = rows.flatMap((row) => row.tokensPerSecond ?? []);
  return [
    perplexityOf(rows),
    spreadOf(rows),
    whole(first.units),
    whole(first.cellWeights),
    seconds.length > 0 ? duration(meanOf(seconds)) : none,
    speeds.length > 0 ? whole(meanOf(speeds)) : none,
  ];
}

const perplexitiesOf = (rows: readonly RacedRow[]): readonly number[] =>
  rows.flatMap(({ perplexity }) => perplexity ?? []);

function perplexityOf(rows: readonly RacedRow[]): string {
  const values = perplexitiesOf(rows);
  return values.length === 0 ? 'diverged' : perplexityText(meanOf(values));
}

/** From the best to the worst seed, and how many diverged. */
function spreadOf(rows: readonly RacedRow[]): string {
  const values = perplexitiesOf(rows);
  const diverged = rows.length - values.length;
  const said = [
    ...(values.length > 1
      ? [`${perplexityText(Math.min(...values))} to ${perplexityText(Math.max(...values))}`]
      : []),
    ...(diverged > 0 ? [`${diverged} of ${rows.length} diverged`] : []),
  ];
  return said.join(', ') || none;
}

/** The best seed's model becomes one of the text's. */
function Use(properties: {
  readonly rows: readonly RacedRow[];
  readonly canUse: boolean;
  readonly onUse: (row: RacedRow) => void;
}): JSX.Element | null {
  const { rows, canUse, onUse } = properties;
  const usable = rows.filter(({ model, perplexity }) => model !== undefined && perplexity !== null);
  const [best] = usable.toSorted((a, b) => (a.perplexity ?? 0) - (b.perplexity ?? 0));
  if (!best) return null;
  return (
    <Button
      label={`Use on the text: ${best.name}, seed ${best.seed}`}
      disabled={!canUse}
      onClick={() => onUse(best)}
    >
      Use
    </Button>
  );
}
