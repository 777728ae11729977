/** *Automaton*: of which network at the side; its states, its automaton and the true one beside it. */
import type { JSX } from 'preact';
import {
  automatonBounds,
  automatonLanguages,
  languageIds,
  usualGroups,
  type AutomatonChoice,
} from '../../../src/shared/laboratory/automaton';
import { Select } from '../../parts/controls';
import { NumberField } from '../numberField';
import { grouped, RunButton, RunEnd } from '../runParts';
import type { SectionProperties } from '../sectionProperties';
import { LanguageResults } from './languageResults';
import { TextResults } from './textResults';
import './automaton.css';

export function AutomatonView(properties: SectionProperties<'automaton'>): JSX.Element {
  const { contestants, choice, last, theme, onChoose, onStart, onStop } = properties;
  const isRunning = last?.state === 'running';
  const ofText = choice.of === 'text';
  const missing = ofText && !choice.text ? noText : undefined;
  const outcome = last?.outcome;
  return (
    <div class="laboratory-section">
      <section class="laboratory-controls" aria-label="Of which network">
        <h2>Automaton{ofText && choice.text ? ` of ${choice.text.name}` : ''}</h2>
        <Controls {...{ choice, contestants, onChoose }} />
        <RunButton name="Draw" {...{ isRunning, missing, onStart, onStop }} />
      </section>
      <section class="laboratory-results" aria-label="What came of it">
        {!outcome && <p class="meaning">{ofText ? meanings.text : meanings.language}</p>}
        {isRunning && <Progress {...properties} />}
        <RunEnd state={last?.state} sentence={last?.sentence} />
        {outcome?.kind === 'language' && <LanguageResults {...{ outcome, theme }} />}
        {outcome?.kind === 'text' && <TextResults {...{ outcome, theme }} />}
      </section>
    </div>
  );
}

function Controls({
  choice,
  contestants,
  onChoose,
}: Pick<SectionProperties<'automaton'>, 'choice' | 'contestants' | 'onChoose'>): JSX.Element {
  const ofText = choice.of === 'text';
  const change = (part: Partial<AutomatonChoice>): void => onChoose({ ...choice, ...part });
  const { groups: _, ...automatic } = choice;
  return (
    <>
      <Select
        label="Network of"
        choices={[
          ...languageIds.map((id) => [id, automatonLanguages[id]] as const),
          ['text', choice.text ? `the model of ${choice.text.name}` : 'the model of a text'],
        ]}
        chosen={choice.of}
        onChoose={(of) => onChoose({ ...automatic, of })}
      />
      {!ofText && (
        <>
          <Select
            label="Cell"
            choices={contestants.map(({ id, title }) => [id, title] as const)}
            chosen={choice.cell}
            onChoose={(cell) => change({ cell })}
          />
          <NumberField
            label="Seed"
            value={choice.seed}
            most={automatonBounds.seed}
            onChange={(seed) => change({ seed: seed ?? 1 })}
          />
        </>
      )}
      <NumberField
        label={ofText ? 'Groups' : 'Groups at first'}
        value={choice.groups}
        most={automatonBounds.groups}
        empty={ofText ? String(usualGroups) : 'auto'}
        onChange={(groups) =>
          onChoose(groups === undefined ? automatic : { ...choice, groups: Math.max(2, groups) })
        }
      />
    </>
  );
}

const noText =
  'Run “Gatescope: Draw the Automaton of This Model” in the editor of a text that has a model.';

const meanings = {
  language:
    'A small network learns strings of a language whose automaton is known. What it carries after each symbol of 200 new strings is put into groups; groups that nothing can tell apart become one state. So you see the automaton that the network has become, next to the true one, and on 400 fresh strings how far they agree. It takes some seconds.',
  text: 'The model reads the first words of its text. What its top layer shows after each of them is put into groups; arcs say which words lead from which group to which. Later words tell how much of the network such an automaton holds, next to what the last word alone would say.',
} as const;

function Progress({ last }: SectionProperties<'automaton'>): JSX.Element {
  const now = last?.news.at(-1);
  const said =
    now?.kind === 'progress'
      ? `${grouped(now.sequences)} strings, mean error ${now.error.toFixed(3)}`
      : now
        ? `Its states are put into ${now.groups > 0 ? `${now.groups} ` : ''}groups…`
        : 'Starting…';
  return (
    <div class="progress">
      <progress aria-label="Progress of the run" />
      <span class="number">{said}</span>
    </div>
  );
}
