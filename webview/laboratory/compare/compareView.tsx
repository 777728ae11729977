/** *Compare*: which two models at the side; their bits, where each is better, units and weights beside it. */
import type { JSX } from 'preact';
import type { ComparedModel, CompareChoice } from '../../../src/shared/laboratory/compare';
import { Button, Select } from '../../parts/controls';
import { whole } from '../../parts/numbers';
import type { SectionProperties } from '../sectionProperties';
import { marksIn } from './compareNews';
import { CompareResults } from './compareResults';

export function CompareView(properties: SectionProperties<'compare'>): JSX.Element {
  const { choice, last, onChoose, onStart, onStop, act } = properties;
  const { text, models, judged } = choice;
  const isRunning = last?.state === 'running';
  const marks = marksIn(last?.news ?? []);
  const start = (next: CompareChoice): void => {
    onChoose(next);
    onStart();
  };
  const { judged: _, ...all } = choice;
  const outcome = last?.outcome;
  const shown = last?.choice.models;
  return (
    <div class="laboratory-section">
      <section class="laboratory-controls" aria-label="What is compared">
        <h2>Compare{text ? ` on ${text.name}` : ''}</h2>
        <p class="quiet roomy">
          Two models read the same text: what does each word cost them, where is each better, and
          which of their units do the same?
        </p>
        {models?.map((model, side) => (
          <Model
            key={side}
            {...{ model, side }}
            marks={marks[side] ?? []}
            onMark={(mark) => onChoose({ ...choice, models: withMark(models, side, mark) })}
          />
        ))}
        <div class="group">
          {isRunning ? (
            <Button onClick={onStop}>Stop</Button>
          ) : (
            <button
              type="button"
              class="button primary"
              disabled={!text || !models}
              onClick={() => start(choice)}
            >
              Compare them
            </button>
          )}
          {text && (
            <Button onClick={() => void act({ act: 'chooseModels', text })}>Choose Models…</Button>
          )}
        </div>
        {!models && (
          <p class="notice">
            Run “Gatescope: Compare Two Models…” in the editor of a text that has a model.
          </p>
        )}
      </section>
      <section class="laboratory-results" aria-label="What came of it">
        {isRunning && <p role="status">Both models read the text…</p>}
        {last?.state === 'stopped' && (
          <p class="notice" role="status">
            Stopped.
          </p>
        )}
        {last?.sentence && (
          <p class="notice" role="alert">
            {last.sentence}
          </p>
        )}
        {outcome && shown && <CompareResults {...{ outcome }} models={shown} />}
        {outcome && outcome.judged < outcome.common.words && !isRunning && (
          <div class="group">
            <Button onClick={() => start(all)}>
              Judge all {whole(outcome.common.words)} words
            </Button>
            <span class="quiet">
              {judged !== undefined &&
                `about ${Math.ceil((outcome.seconds * outcome.common.words) / outcome.judged)} s`}
            </span>
          </div>
        )}
      </section>
    </div>
  );
}

type Models = NonNullable<CompareChoice['models']>;

function withMark(models: Models, side: number, mark: number | undefined): Models {
  const changed = ({ mark: _, ...model }: ComparedModel): ComparedModel =>
    mark === undefined ? model : { ...model, mark };
  const [first, second] = models;
  return side === 0 ? [changed(first), second] : [first, changed(second)];
}

function Model(properties: {
  readonly model: ComparedModel;
  readonly side: number;
  readonly marks: readonly { readonly index: number; readonly step: number }[];
  readonly onMark: (mark: number | undefined) => void;
}): JSX.Element {
  const { model, side, marks, onMark } = properties;
  const known = marks.some(({ index }) => index === model.mark);
  const listed = [
    ...marks.map(({ index, step }) => {
      return [String(index), index === 0 ? 'untrained' : `after ${whole(step)} steps`] as const;
    }),
    ...(model.mark !== undefined && !known
      ? [[String(model.mark), model.mark === 0 ? 'untrained' : `mark ${model.mark}`] as const]
      : []),
    ['now', 'as it is'] as const,
  ];
  return (
    <div class="laboratory-choice">
      <b>
        {side === 0 ? 'First' : 'Second'}: {model.title}
      </b>
      <Select
        label={`Time of the ${side === 0 ? 'first' : 'second'} model`}
        bare
        choices={listed}
        chosen={model.mark === undefined ? 'now' : String(model.mark)}
        onChoose={(chosen) => onMark(chosen === 'now' ? undefined : Number(chosen))}
      />
    </div>
  );
}
