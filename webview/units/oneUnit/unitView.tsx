/** The page of one unit. */
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { type QuantityName, theQuantity } from '../../../src/shared/model/cells';
import type { Overview } from '../../../src/shared/questions/gates';
import type { UnitPage } from '../../../src/shared/questions/units';
import { Button, Chips } from '../../parts/controls';
import { quantitiesAt, titleAt } from '../../parts/quantities';
import type { CellQuantity } from '../../parts/quantities';
import { useLongAnswer } from '../../answers/useLongAnswer';
import { WaitingNotice } from '../../answers/waitingNotice';
import { percent, signed } from '../../parts/numbers';
import { NumbersTable } from '../../parts/numbersTable';
import { PictureActions } from '../../figure/pictureActions';
import { namedUnit, unitLabel } from '../../parts/unitLabel';
import type { Drawing } from '../../vector/drawing';
import { visibleWord } from '../../parts/words';
import { HistogramView } from './histogramView';
import { NameForm } from './nameForm';
import { Passages } from './passages';
import { halfLifeText, stretchText } from '../../parts/stretchText';
import { SwitchedOff } from './switchedOff';
import { traceData } from './traceData';
import { TraceTable } from './traceTable';
import { TraceView } from './traceView';
import type { UnitProperties } from './props';

/** States first, the memory before all: they are what most people look for. */
function tracedFirst(overview: Overview, layer: number): CellQuantity[] {
  const { memory } = overview.cells[layer] ?? {};
  const place = ({ name, kind }: CellQuantity): number =>
    memory?.states.includes(name) === true ? 0 : kind === 'state' ? 1 : 2;
  return [...quantitiesAt(overview, layer)].sort((one, other) => place(one) - place(other));
}

export function UnitView(properties: UnitProperties & { readonly unit: number }): JSX.Element {
  const { page, host, overview, unit, active, version, subject, choose } = properties;
  const { layer } = page;
  const [wanted, setGate] = useState<QuantityName>();
  const { told } = page;
  useEffect(() => {
    if (told?.unit === unit && told.gate) setGate(told.gate);
  }, [told]);
  const quantities = tracedFirst(overview, layer);
  const gate = (quantities.find(({ name }) => name === wanted) ?? quantities[0])?.name ?? '';
  const [asTable, setAsTable] = useState(false);
  const snapshot = useRef<() => Drawing>();
  const [around] = useState(Math.max(0, page.cursor));
  const question = active ? { layer, unit, gate, token: around } : undefined;
  const { held, busy, trouble } = useLongAnswer(
    (asked: NonNullable<typeof question>, cancel) => host.call('unitPage', asked, { cancel }),
    question,
    `${subject} ${layer} ${unit}`,
    version,
  );
  const answer = held?.answer;
  const shown = held?.question.gate ?? gate;
  const last = overview.hiddenSize - 1;
  return (
    <>
      <div class="bar">
        <div class="group">
          <Button onClick={() => choose({ unit: -1 })}>All units</Button>
          <Button disabled={unit === 0} onClick={() => choose({ unit: unit - 1 })}>
            Previous unit
          </Button>
          <Button disabled={unit >= last} onClick={() => choose({ unit: unit + 1 })}>
            Next unit
          </Button>
        </div>
        <PictureActions
          {...{ host, active, asTable }}
          exporting={properties.exporting}
          view="unit-trace"
          onTable={setAsTable}
          picture={() =>
            answer && snapshot.current && { kind: 'vector', drawing: snapshot.current() }
          }
          table={() =>
            answer &&
            traceData(
              host,
              answer,
              `${titleAt(overview, layer, shown)} of ${namedUnit(layer, unit, page.panel?.unitNames)}`,
            )
          }
        />
      </div>
      <div class="bar">
        <h2>
          <bdi>{unitLabel(layer, unit, overview.layers, page.panel?.unitNames)}</bdi>
        </h2>
        <NameForm {...properties} />
      </div>
      <Chips
        legend="What is traced"
        group="traced"
        choices={quantities.map(({ name, title, letter }) => [
          name,
          <>
            {title} <i aria-hidden="true">{letter}</i>
          </>,
        ])}
        chosen={gate}
        onChoose={setGate}
      />
      <WaitingNotice
        page={page}
        busy={busy}
        trouble={trouble}
        doing="Reading the text …"
        approximate={answer?.approximate}
      />
      {answer && (
        <>
          {asTable ? (
            <TraceTable {...properties} answer={answer} gate={shown} />
          ) : (
            <>
              <TraceView {...properties} answer={answer} gate={shown} snapshot={snapshot} />
              <HistogramView
                {...properties}
                answer={answer}
                name={titleAt(overview, layer, shown)}
              />
            </>
          )}
          <Facts answer={answer} overview={overview} />
          <Passages
            {...properties}
            answer={answer}
            name={titleAt(overview, layer, shown).toLowerCase()}
          />
          <Pushes answer={answer} layers={overview.layers} />
          <SwitchedOff {...properties} answer={answer} />
          <p class="quiet">Over {stretchText(answer, overview.tokens)}.</p>
        </>
      )}
    </>
  );
}

function Facts(properties: {
  readonly answer: UnitPage;
  readonly overview: Overview;
}): JSX.Element {
  const { answer, overview } = properties;
  const { halfLife, saturation } = answer;
  const keep = overview.cells[answer.layer]?.memory?.keep;
  const keeper = quantitiesAt(overview, answer.layer).find(({ letter }) => letter === keep);
  const kept = keeper ? theQuantity(keeper) : 'the share that is kept';
  return (
    <>
      <dl class="facts">
        {halfLife !== undefined && (
          <div>
            <dt>Half-life of a direct write</dt>
            <dd class="number">{halfLifeText(halfLife)}</dd>
          </div>
        )}
        {Object.entries(saturation).map(([gate, { low, high }]) => (
          <div key={gate}>
            <dt>{titleAt(overview, answer.layer, gate)} below 0.1 · above 0.9</dt>
            <dd class="number">
              {percent(low)} · {percent(high)}
            </dd>
          </div>
        ))}
      </dl>
      {halfLife !== undefined && (
        <p class="quiet">
          The half-life is that of a direct write: after this many words {kept}, at its geometric
          mean, has left half of it. What is written again from the hidden state lasts longer.
        </p>
      )}
    </>
  );
}

function Pushes(properties: { readonly answer: UnitPage; readonly layers: number }): JSX.Element {
  const { pushes, layer } = properties.answer;
  if (!pushes) {
    return (
      <p class="quiet">
        {layer + 1 < properties.layers ? (
          <>
            Units of layer {layer + 1} speak to layer {layer + 2}; only those of layer{' '}
            {properties.layers} push words up and down directly.
          </>
        ) : (
          'Between its units and the words lies a hidden layer: they push no word up or down directly.'
        )}
      </p>
    );
  }
  return (
    <section>
      <h3>Words it pushes</h3>
      <p class="quiet">
        What a hidden state of 1 adds to a word’s logit, compared with the average word. Where its
        hidden state is negative, up and down are swapped.
      </p>
      <div class="columns">
        <PushedWords title="Up" words={pushes.up} />
        <PushedWords title="Down" words={pushes.down} />
      </div>
    </section>
  );
}

function PushedWords(properties: {
  readonly title: string;
  readonly words: NonNullable<UnitPage['pushes']>['up'];
}): JSX.Element {
  const { title, words } = properties;
  return (
    <NumbersTable
      label={`Words pushed ${title.toLowerCase()}`}
      caption={title}
      heads={['Word', 'Adds to its logit']}
      rows={words.map(({ word, weight }) => ({
        key: word,
        head: <bdi class="word">{visibleWord(word)}</bdi>,
        cells: [signed(weight)],
      }))}
    />
  );
}
