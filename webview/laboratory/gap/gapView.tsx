/** *The gap*: what is chosen at the side, and the run, live, with what came of it. */
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { Button } from '../../parts/controls';
import type { SectionProperties } from '../sectionProperties';
import { GapControls, wordsText } from './gapControls';
import { seedsOf, testOf, trainedNow } from './gapNews';
import { GapResults } from './gapResults';
import { titleOfCell, type ShownRun } from './gapSeries';

export function GapView(properties: SectionProperties<'gap'>): JSX.Element {
  const { contestants, choice, last, theme, onChoose, onStart, onStop } = properties;
  const isRunning = last?.state === 'running';
  const run = useMemo(
    () => last && { choice: last.choice, news: last.news, contestants },
    [last?.choice, last?.news, contestants],
  );
  return (
    <div class="laboratory-section">
      <section class="laboratory-controls" aria-label="How to train">
        <h2>The gap</h2>
        <p class="quiet roomy">
          A colour, some words that say nothing of it, then the question for it:{' '}
          <q>red and then there some over colour? red</q>. Which cells still answer, and after how
          many words?
        </p>
        <GapControls {...{ contestants, choice, theme, onChoose }} />
        <div class="group">
          {isRunning ? (
            <Button onClick={onStop}>Stop</Button>
          ) : (
            <button
              type="button"
              class="button primary"
              disabled={choice.cells.length === 0}
              onClick={onStart}
            >
              Train
            </button>
          )}
          {choice.cells.length === 0 && <span class="quiet">Choose a cell.</span>}
        </div>
      </section>
      <section class="laboratory-results" aria-label="What came of it">
        {run && isRunning && <Progress run={run} />}
        {last?.state === 'stopped' && (
          <p class="notice" role="status">
            Stopped. What was trained until then is shown.
          </p>
        )}
        {last?.sentence && (
          <p class="notice" role="alert">
            {last.sentence}
          </p>
        )}
        {run ? (
          <GapResults {...{ run, theme }} outcome={last?.outcome} />
        ) : (
          <Promise words={choice.gap} />
        )}
      </section>
    </div>
  );
}

/** Before the first run. */
function Promise({ words }: { readonly words: number }): JSX.Element {
  return (
    <p class="meaning">
      <b>Train</b> makes a network of 32 units of each chosen cell, and shows it learning: all read
      the same sentences, with {wordsText(words)} between the colour and the question. Then each is
      asked on new sentences at gaps of 1 to 200 words, far beyond what it was trained on, beside
      guessing among the eight colours. Each network takes about a second.
    </p>
  );
}

function Progress({ run }: { readonly run: ShownRun }): JSX.Element {
  const { choice, news, contestants } = run;
  const seeds = seedsOf(choice);
  const networks = choice.cells.flatMap((cell) => seeds.map((seed) => ({ cell, seed })));
  const done = networks.filter(({ cell, seed }) => testOf(news, cell, seed)).length;
  const now = trainedNow(news);
  const isTested = now && testOf(news, now.cell, now.seed) !== undefined;
  const step = now && !isTested ? now.step : 0;
  const name = now ? titleOfCell(contestants, now.cell) : '';
  const seed = now && seeds.length > 1 ? `, seed ${now.seed}` : '';
  return (
    <div class="progress">
      <progress
        value={done + step / choice.steps}
        max={networks.length}
        aria-label="Progress of the run"
      />
      <span class="number">
        {now ? `${name}${seed}: step ${now.step} of ${choice.steps} at most` : 'Starting…'}
      </span>
    </div>
  );
}
