/** *Experiments*: which one and in which way at the side; what it is, the paper’s row and ours beside. */
import type { JSX } from 'preact';
import {
  mostTrials,
  type ExperimentChoice,
  type ExperimentPage,
  type ExperimentWay,
} from '../../../src/shared/laboratory/experiments';
import { Chips, Select } from '../../parts/controls';
import { grouped, Labelled, RunButton, RunEnd } from '../runParts';
import type { SectionProperties } from '../sectionProperties';
import { ExperimentResults } from './experimentResults';
import { progressIn, trialsIn, turnToExperiment } from './experimentsNews';
import { Sample } from './sample';

export const wayTitles: Readonly<Record<ExperimentWay, string>> = {
  modern: 'A cell, with Adam',
  truncated: 'The same, gradients of 10 steps',
  paper: 'The cell and the rule of 1997',
  rtrl: 'A plain network, by RTRL',
  guess: 'A plain network, by guessing',
};

export function ExperimentsView(properties: SectionProperties<'experiments'>): JSX.Element | null {
  const { experiments, choice, last, onStart, onStop } = properties;
  const page = experiments.find(({ id }) => id === choice.experiment);
  if (!page) return null;
  const isRunning = last?.state === 'running';
  const isOfThis = last?.choice.experiment === choice.experiment;
  const shown = isOfThis ? last : undefined;
  return (
    <div class="laboratory-section">
      <section class="laboratory-controls" aria-label="What is run">
        <h2>Experiments</h2>
        <Controls {...properties} page={page} />
        <RunButton name="Run" {...{ isRunning, onStart, onStop }} />
      </section>
      <section class="laboratory-results" aria-label="What came of it">
        <h3>{page.title}</h3>
        <p class="meaning">
          {page.says} Solved: {page.solvedWhen}.
        </p>
        {isRunning && <Progress {...properties} />}
        <RunEnd state={shown?.state} sentence={shown?.sentence} />
        <ExperimentResults {...properties} page={page} last={shown} />
        <Sample page={page} news={shown?.news ?? []} />
      </section>
    </div>
  );
}

interface ControlsProperties extends SectionProperties<'experiments'> {
  readonly page: ExperimentPage;
}

function Controls(properties: ControlsProperties): JSX.Element {
  const { contestants, experiments, choice, page, onChoose } = properties;
  const change = (part: Partial<ExperimentChoice>): void => onChoose({ ...choice, ...part });
  const limit = page.ways.find(({ way }) => way === choice.way)?.limit ?? 0;
  return (
    <>
      <Select
        label="Experiment"
        choices={experiments.map(({ id, title }) => [id, title] as const)}
        chosen={choice.experiment}
        onChoose={(id) => onChoose(turnToExperiment(choice, id, experiments))}
      />
      <Labelled name="What learns it">
        <Chips
          legend="What learns it"
          group="experiment-way"
          choices={page.ways.map(({ way }) => [way, wayTitles[way]] as const)}
          chosen={choice.way}
          onChoose={(way) => change({ way })}
        />
      </Labelled>
      {(choice.way === 'modern' || choice.way === 'truncated') && (
        <Select
          label="Cell"
          choices={contestants.map(({ id, title }) => [id, title] as const)}
          chosen={choice.cell}
          onChoose={(cell) => change({ cell })}
        />
      )}
      <Select
        label="Trials"
        choices={[1, 3, 5, 10, mostTrials].map((n) => [String(n), String(n)] as const)}
        chosen={String(choice.trials)}
        onChoose={(trials) => change({ trials: Number(trials) })}
      />
      <p class="quiet">At most {grouped(limit)} training sequences in each trial.</p>
    </>
  );
}

function Progress({ last, experiments }: SectionProperties<'experiments'>): JSX.Element | null {
  if (!last) return null;
  const { choice, news } = last;
  const now = progressIn(news);
  const page = experiments.find(({ id }) => id === choice.experiment);
  const limit = page?.ways.find(({ way }) => way === choice.way)?.limit ?? 1;
  const done = trialsIn(news).length;
  const what = now
    ? `${page?.title ?? ''}, seed ${now.seed}: ${grouped(now.sequences)} sequences, mean error ${now.error.toFixed(3)}`
    : 'Starting…';
  return (
    <div class="progress">
      <progress
        value={done + (now ? now.sequences / limit : 0)}
        max={choice.trials}
        aria-label="Progress of the run"
      />
      <span class="number">{what}</span>
    </div>
  );
}
