/** *Race*: who takes part at the side, and the race, live: curves in one picture, the table below. */
import type { JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import type { RaceChoice, RacedRow } from '../../../src/shared/laboratory/race';
import { Button } from '../../parts/controls';
import { Curves } from '../charts/curves';
import type { SectionProperties } from '../sectionProperties';
import { RaceControls } from './raceControls';
import { begunIn, namesOf, recordIn, rowsIn, trainedNow, trainingsOf } from './raceNews';
import { raceContent, titleOfContestant, type ShownRace } from './raceSeries';
import { RaceTable } from './raceTable';

export function RaceView(properties: SectionProperties<'race'>): JSX.Element {
  const { contestants, choice, last, theme, onChoose, onStart, onStop, act } = properties;
  const [said, setSaid] = useState<string>();
  const isRunning = last?.state === 'running';
  const race = useMemo(
    (): ShownRace | undefined =>
      last && { choice: last.choice, news: last.news, contestants, isRunning },
    [last?.choice, last?.news, contestants, isRunning],
  );
  const record = last && recordIn(last.news);
  const text = last?.choice.text;
  const tell = (saying: Promise<string | undefined>): void => void saying.then(setSaid);
  const use = ({ model }: RacedRow): void => {
    if (text && model !== undefined) tell(act({ act: 'useRaced', text, model }));
  };
  const start = (begun?: RaceChoice['begun']): void => {
    setSaid(undefined);
    const { begun: _, ...afresh } = begun && last ? last.choice : choice;
    onChoose(begun ? { ...afresh, begun } : afresh);
    onStart();
  };
  return (
    <div class="laboratory-section">
      <section class="laboratory-controls" aria-label="Who races">
        <h2>Race{choice.text ? ` on ${choice.text.name}` : ''}</h2>
        <p class="quiet roomy">
          The same text in the same order, one contestant after the other, from the same seeds:
          which cell predicts the last part of it best?
        </p>
        <RaceControls {...{ contestants, choice, theme, onChoose }} />
        <div class="group">
          {isRunning ? (
            <Button onClick={onStop}>Stop</Button>
          ) : (
            <button
              type="button"
              class="button primary"
              disabled={!choice.text}
              onClick={() => start()}
            >
              Start the race
            </button>
          )}
          {!isRunning && choice.text && <span class="quiet number">{lengthOf(choice)}</span>}
        </div>
        {!choice.text && (
          <p class="notice">
            Run “Gatescope: Race Cells on This File…” in the editor of a text to choose what is
            learnt.
          </p>
        )}
      </section>
      <section class="laboratory-results" aria-label="The race">
        {race && isRunning && <Progress race={race} />}
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
        {race ? (
          <>
            <div role="status" class="meaning">
              {last?.outcome && <p>{last.outcome.findings.join(' ')}</p>}
              {said !== undefined && <p>{said}</p>}
            </div>
            <Curves
              label="Perplexity on held-out text while training"
              content={raceContent(race, theme)}
            />
            <RaceTable {...{ race, theme }} canUse={!isRunning} onUse={use} />
            <AfterRace
              {...{ race, record }}
              onSave={() => {
                if (text && record !== undefined) tell(act({ act: 'saveRecord', text, record }));
              }}
              onGoOn={start}
            />
          </>
        ) : (
          <Promise choice={choice} />
        )}
      </section>
    </div>
  );
}

/** What can be done with a race that stands still. */
function AfterRace(properties: {
  readonly race: ShownRace;
  readonly record: string | undefined;
  readonly onSave: () => void;
  readonly onGoOn: (begun: NonNullable<RaceChoice['begun']>) => void;
}): JSX.Element | null {
  const { race, record, onSave, onGoOn } = properties;
  const { choice, news, isRunning } = race;
  const name = begunIn(news)?.race;
  const left = trainingsOf(choice) - rowsIn(news).length;
  if (isRunning || record === undefined || name === undefined) return null;
  return (
    <div class="group">
      <Button onClick={onSave}>Save Record…</Button>
      {left > 0 && (
        <Button onClick={() => onGoOn({ race: name, record })}>
          Go on: {left} {left === 1 ? 'training is' : 'trainings are'} left
        </Button>
      )}
      <span class="quiet">
        <code>race FILE --again RECORD</code> runs it again in a terminal and compares.
      </span>
    </div>
  );
}

function Progress({ race }: { readonly race: ShownRace }): JSX.Element {
  const { choice, news } = race;
  const now = trainedNow(news);
  const done = rowsIn(news).length;
  const isDone = rowsIn(news).some(({ name, seed }) => name === now?.name && seed === now.seed);
  const part = now && !isDone ? now.step / Math.max(1, now.steps) : 0;
  const all = trainingsOf(choice);
  const said = !now
    ? begunIn(news)
      ? 'Timing the contestants in turns…'
      : 'Reading the text…'
    : `${titleOfContestant(race, now.name)}, seed ${now.seed}: step ${now.step} of ${now.steps}; training ${Math.min(all, done + (isDone ? 0 : 1))} of ${all}`;
  return (
    <div class="progress">
      <progress value={done + part} max={all} aria-label="Progress of the race" />
      <span class="number">{said}</span>
    </div>
  );
}

function lengthOf(choice: RaceChoice): string {
  const { budget } = choice;
  const trainings = trainingsOf(choice);
  const said = `${trainings} ${trainings === 1 ? 'training' : 'trainings'}`;
  if (budget.of === 'steps') return said;
  const minutes = (trainings * budget.count) / 60;
  return `${said}, about ${minutes < 1.5 ? `${Math.round(60 * minutes)} s` : `${Math.round(minutes)} min`}`;
}

/** Before the first race. */
function Promise({ choice }: { readonly choice: RaceChoice }): JSX.Element {
  return (
    <p class="meaning">
      <b>Start the race</b> trains {namesOf(choice).length} networks on the first 90 % of the text
      and measures each on the last 5 %, which none has seen, beside what counting words says.
      Windows of words are networks without memory: cells, which have memory, should beat them.
      Seconds are turned into steps before the race begins, so that a race gives the same numbers
      whenever it is run again.
    </p>
  );
}
