/** A run of the gap: what was found in sentences, who is who, and the two kinds of curves or their tables. */
import type { ComponentChildren, JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { GapOutcome } from '../../../src/shared/laboratory/gap';
import type { Theme } from '../../colours/theme';
import { Button } from '../../parts/controls';
import type { AccuracyContent } from '../charts/accuracyChart';
import { percentText } from '../charts/accuracyChart';
import { AccuracyChartView } from '../charts/accuracyChartView';
import { MarkSwatch } from '../charts/markSwatch';
import { opponentsIn, seedsOf, testOf } from './gapNews';
import {
  chanceOf,
  gapsContent,
  markOfCell,
  stepsContent,
  titleOfCell,
  type ShownRun,
} from './gapSeries';
import { GapsTable, StepsTable } from './gapTables';

export function GapResults(properties: {
  readonly run: ShownRun;
  readonly outcome: GapOutcome | undefined;
  readonly theme: Theme;
}): JSX.Element {
  const { run, outcome, theme } = properties;
  const tests = opponentsIn(run.news)?.tests;
  return (
    <>
      <div role="status" class="meaning">
        {outcome && <p>{outcome.findings.join(' ')}</p>}
      </div>
      <Key run={run} theme={theme} />
      <Pictures
        title="While training"
        remark="right answers of ten steps, before they are learnt from"
        run={run}
        contentOf={(seed) => stepsContent(run, seed, theme)}
        theme={theme}
        table={<StepsTable run={run} />}
      />
      <Pictures
        title="Across how many words"
        remark={
          tests === undefined
            ? ''
            : `${tests} new sentences per gap; trained ${run.choice.mixed ? 'left of' : 'at'} the dotted line`
        }
        run={run}
        contentOf={(seed) => gapsContent(run, seed, theme)}
        theme={theme}
        table={<GapsTable run={run} outcome={outcome} />}
      />
    </>
  );
}

/** Each cell's mark, and after how many steps nothing was left to learn. */
function Key({ run, theme }: { readonly run: ShownRun; readonly theme: Theme }): JSX.Element {
  const { choice, contestants, news } = run;
  return (
    <ul class="laboratory-key" aria-label="Cells of this run">
      {choice.cells.map((cell) => (
        <li key={cell}>
          <MarkSwatch mark={markOfCell(contestants, cell, theme)} />
          {titleOfCell(contestants, cell)}
          <span class="quiet number">{solvedText(run, cell)}</span>
        </li>
      ))}
      {opponentsIn(news) && (
        <li class="quiet">
          <GuideSwatch dash="6 4" /> guessing, {percentText(chanceOf(run))}
        </li>
      )}
      {opponentsIn(news) && (
        <li class="quiet">
          <GuideSwatch dash="1 3" /> counting
        </li>
      )}
    </ul>
  );
}

const GuideSwatch = ({ dash }: { readonly dash: string }): JSX.Element => (
  <svg class="mark-swatch" width="28" height="12" viewBox="0 0 28 12" aria-hidden="true">
    <path d="M0 6H28" stroke="currentColor" stroke-width="1.5" stroke-dasharray={dash} />
  </svg>
);

function solvedText({ choice, news }: ShownRun, cell: string): string {
  const tests = seedsOf(choice).flatMap((seed) => testOf(news, cell, seed) ?? []);
  if (tests.length === 0) return '';
  const each = tests.map(({ solved, steps }) => (solved ? String(steps) : 'never'));
  return each.every((one) => one === 'never') ? 'not solved' : `solved after ${each.join(', ')}`;
}

/** A picture for each seed beside the others, or one table of all. */
function Pictures(properties: {
  readonly title: string;
  readonly remark: string;
  readonly run: ShownRun;
  readonly contentOf: (seed: number) => AccuracyContent;
  readonly theme: Theme;
  readonly table: ComponentChildren;
}): JSX.Element {
  const { title, remark, run, contentOf, theme, table } = properties;
  const [asTable, setAsTable] = useState(false);
  const seeds = seedsOf(run.choice);
  return (
    <section class="laboratory-pictures">
      <div class="bar">
        <div class="laboratory-heading">
          <h3>{title}</h3>
          <span class="quiet">{remark}</span>
        </div>
        <Button
          label={`${asTable ? 'Show as picture' : 'Show as table'}: ${title}`}
          onClick={() => setAsTable(!asTable)}
        >
          {asTable ? 'Show as picture' : 'Show as table'}
        </Button>
      </div>
      {asTable ? (
        table
      ) : (
        <div class="charts">
          {seeds.map((seed) => (
            <figure key={seed} class="chart">
              {seeds.length > 1 && <figcaption>Seed {seed}</figcaption>}
              <AccuracyChartView
                title={seeds.length > 1 ? `${title}, seed ${seed}` : title}
                content={contentOf(seed)}
                theme={theme}
              />
            </figure>
          ))}
        </div>
      )}
    </section>
  );
}
