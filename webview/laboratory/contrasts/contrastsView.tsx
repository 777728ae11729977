/** *Contrasts*: cells at the side; beside, how many trainings solved which task, from which biases. */
import type { JSX } from 'preact';
import {
  contrastBounds,
  type ContrastsChoice,
  type ContrastsNews,
} from '../../../src/shared/laboratory/contrasts';
import { Chips, Select } from '../../parts/controls';
import { CellBoxes } from '../cellBoxes';
import { grouped, Labelled, RunButton, RunEnd } from '../runParts';
import type { SectionProperties } from '../sectionProperties';
import { ConflictTable, MatrixTable } from './contrastsTables';
import { progressOf } from './contrastsNews';

export function ContrastsView(properties: SectionProperties<'contrasts'>): JSX.Element {
  const { contestants, choice, last, onChoose, onStart, onStop } = properties;
  const isRunning = last?.state === 'running';
  const missing = choice.cells.length === 0 ? 'Choose a cell.' : undefined;
  const change = (part: Partial<ContrastsChoice>): void => onChoose({ ...choice, ...part });
  return (
    <div class="laboratory-section">
      <section class="laboratory-controls" aria-label="What is compared">
        <h2>Contrasts</h2>
        <Labelled name="What is measured">
          <Chips
            legend="What is measured"
            group="contrast-what"
            choices={[
              ['matrix', 'Tasks'],
              ['conflict', 'One weight, pulled both ways'],
            ]}
            chosen={choice.what}
            onChoose={(what) => change({ what })}
          />
        </Labelled>
        <Select
          label="Trainings of each"
          choices={[1, 3, 5, contrastBounds.trials].map((n) => [String(n), String(n)] as const)}
          chosen={String(choice.trials)}
          onChoose={(trials) => change({ trials: Number(trials) })}
        />
        <CellBoxes
          {...{ contestants, chosen: choice.cells }}
          onChoose={(cells) => change({ cells: [...cells] })}
        />
        <RunButton name="Compare" {...{ isRunning, missing, onStart, onStop }} />
      </section>
      <section class="laboratory-results" aria-label="What came of it">
        <p class="meaning">{meanings[choice.what]}</p>
        {isRunning && <Progress {...properties} />}
        <RunEnd state={last?.state} sentence={last?.sentence} />
        <div role="status">
          {last?.outcome?.findings.map((finding) => (
            <p key={finding}>{finding}</p>
          ))}
        </div>
        {last && <Tables {...properties} choice={last.choice} news={last.news} />}
      </section>
    </div>
  );
}

const meanings: Readonly<Record<ContrastsChoice['what'], string>> = {
  matrix:
    'Five tasks, the same small network of every cell (16 units, Adam, at most 64,000 sequences): parity needs gates that see the state, selective copying gates that see the word, counting a number that grows, agreement the first of several nouns. Each is learnt from the usual biases and, where a cell has one that decides what it keeps, from biases that keep as long as a sequence is.',
  conflict:
    'A network of one unit must let the first number in and keep the next nine out, by the same weight: the reason for gates that the paper of 1997 gives. Counted is how often the first step and the later ones pull a weight in opposite directions.',
};

function Tables(
  properties: Omit<SectionProperties<'contrasts'>, 'last'> & {
    readonly news: readonly ContrastsNews[];
  },
): JSX.Element {
  const { choice, news, contestants, experiments } = properties;
  return choice.what === 'matrix' ? (
    <MatrixTable {...{ news, contestants, experiments }} />
  ) : (
    <ConflictTable {...{ news, contestants }} />
  );
}

function Progress({ last, contestants }: SectionProperties<'contrasts'>): JSX.Element {
  const now = last && progressOf(last.news);
  const title = contestants.find(({ id }) => id === now?.cell)?.title ?? '';
  return (
    <div class="progress">
      <progress aria-label="Progress of the run" />
      <span class="number">
        {now
          ? `${title}, ${now.experiment}, seed ${now.seed}: ${grouped(now.sequences)} sequences`
          : 'Starting…'}
      </span>
    </div>
  );
}
