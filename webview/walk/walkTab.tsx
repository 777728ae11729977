/**
 * The walk-through: one unit of the network, one word at a time. The diagram of the cell with live
 * numbers in it, what happened in a sentence, and every equation with the numbers put in.
 */
import type { JSX } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { CellStep } from '../../src/shared/questions/cellSteps';
import { findQuantity, type LayerCell } from '../../src/shared/model/cells';
import type { Overview } from '../../src/shared/questions/gates';
import { useAnswer } from '../answers/useAnswer';
import { EmptyState } from '../page/emptyState';
import { corrections, type CorrectionName } from '../help/corrections';
import { CorrectionList, Help } from '../help/help';
import { PictureActions } from '../figure/pictureActions';
import type { Drawing } from '../vector/drawing';
import { SvgView } from '../vector/svgView';
import type { ViewProperties } from '../page/viewProperties';
import { cellPicture, chainPicture } from './pictures/cellPicture';
import { Equations } from './equations';
import { createDiagramColours } from './pictures/diagramColours';
import { UnitPicker } from '../parts/unitPicker';
import { stepsAround, wordsAround } from './sentenceAround';
import { StepTableView } from './stepTableView';
import { stepTable } from './stepTable';
import { toldText } from './stepStory';
import { useWalk } from './useWalk';
import { WordStrip } from './wordStrip';
import './walk.css';

/** Products of a gate's sum that stand alone. */
const termsShown = 4;

export function WalkTab(properties: ViewProperties): JSX.Element {
  const { page, host } = properties;
  const overview = page.panel?.overview;
  if (!overview || overview.tokens === 0) {
    const promise =
      'Here you will walk through a sentence word by word, with the diagram of the cell and every equation in numbers.';
    return page.panel ? <EmptyState page={page} host={host} promise={promise} /> : <p>…</p>;
  }
  return <WalkOf {...properties} overview={overview} />;
}

function WalkOf(properties: ViewProperties & { readonly overview: Overview }): JSX.Element {
  const { page, host, theme, choose, exporting, overview } = properties;
  const { layer } = page;
  const documentKey = page.panel?.documentKey ?? '';
  const active = page.tab === 'walk';
  const [unfolded, setUnfolded] = useState(false);
  const [large, setLarge] = useState(false);
  const [asTable, setAsTable] = useState(false);
  const [chosenUnit, setUnit] = useState<{ readonly of: string; readonly unit: number }>();
  const walk = useWalk(page.cursor, overview.tokens, documentKey, active);

  const around = Math.max(0, walk.token - wordsAround);
  const strip = useAnswer(
    (asked: ReturnType<typeof stripQuestion>) => host.call('gateMap', asked),
    active ? stripQuestion(overview, layer, around) : undefined,
    overview,
    `${documentKey} ${layer}`,
  ).held?.answer;
  const network = `${documentKey} ${layer} ${overview.hiddenSize}`;
  // The unit that moved most in these words is the first one to look at; then the choice stands.
  const first = strip?.units[0];
  useEffect(() => {
    if (first !== undefined && chosenUnit?.of !== network) setUnit({ of: network, unit: first });
  }, [first, network]);
  const wished = page.step?.unit;
  useEffect(() => {
    if (wished !== undefined) setUnit({ of: network, unit: wished });
  }, [page.step]);
  // Whose page was opened, in its list or among the found units, stays the one that is looked at.
  useEffect(() => {
    if (page.unit >= 0) setUnit({ of: network, unit: page.unit });
  }, [page.unit, page.told]);
  const unit = chosenUnit?.of === network ? chosenUnit.unit : undefined;

  const question = active &&
    unit !== undefined && {
      ...{ layer, unit, terms: termsShown },
      ...stepsAround(walk.token, overview.tokens),
    };
  const { held, trouble } = useAnswer(
    (asked: Exclude<typeof question, false>) => host.call('cellSteps', asked),
    question || undefined,
    overview,
    network,
  );
  const answer = held?.answer;
  const at = answer ? walk.token - answer.from : -1;
  const step = answer?.unit === unit ? answer?.steps[at] : undefined;
  const ink = useMemo(() => createDiagramColours(theme), [theme]);
  const drawing = step && answer && drawingOf();
  function drawingOf(): Drawing | undefined {
    if (!answer || !step) return undefined;
    return unfolded ? chainPicture(answer, at, ink) : cellPicture(answer, step, ink);
  }

  return (
    <div class={large ? 'walk large' : 'walk'}>
      <div class="bar">
        <UnitPicker
          unit={unit}
          hiddenSize={overview.hiddenSize}
          suggested={strip?.units ?? []}
          layer={layer}
          layers={overview.layers}
          onUnit={(chosen) => setUnit({ of: network, unit: chosen })}
          onLayer={(chosen) => choose({ layer: chosen })}
        />
        <div class="group">
          <Switch on={unfolded} name="Unfold in time" onSwitch={setUnfolded} />
          <Switch on={large} name="Large type" onSwitch={setLarge} />
        </div>
      </div>
      {strip && <WordStrip strip={strip} walk={walk} host={host} />}
      {step && <Story step={step} />}
      {trouble && (
        <p class="notice" role="status">
          {trouble}
        </p>
      )}
      {step && asTable && <StepTableView step={step} unit={unit ?? 0} />}
      {drawing && !asTable && (
        <div class="vector-scroller" tabIndex={0} role="region" aria-label="Diagram of the cell">
          <SvgView drawing={drawing} />
        </div>
      )}
      <PictureActions
        {...{ host, exporting, active, asTable }}
        view="walk-through"
        onTable={setAsTable}
        picture={() => drawing && { kind: 'vector', drawing }}
        table={() =>
          step &&
          stepTable(step, { token: walk.token, layer, unit: unit ?? 0 }, page.panel?.unitNames)
        }
      />
      {step && <Worked step={step} layer={layer} cell={overview.cells[layer]} />}
      {answer?.approximate && (
        <p class="quiet">Approximate: the network is still reading the text before this place.</p>
      )}
      <Corrections cell={overview.cells[layer]} />
    </div>
  );
}

/** The units whose memory moves most, or where a cell has none what they show, are suggested. */
const stripQuestion = ({ cells }: Overview, layer: number, from: number) => ({
  ...{ layer, from, gate: cells[layer]?.memory?.states[0] ?? cells[layer]?.carried[0] ?? '' },
  ...{ count: 2 * wordsAround + 1, units: 6 },
});

function Story({ step }: { readonly step: CellStep }): JSX.Element {
  const [first, ...notes] = step.story.map(toldText);
  return (
    <>
      <p class="story look" aria-live="polite">
        {first}
      </p>
      {notes.map((note) => (
        <p key={note} class="notice">
          {note}
        </p>
      ))}
    </>
  );
}

function Worked(properties: {
  readonly step: CellStep;
  readonly layer: number;
  readonly cell: LayerCell | undefined;
}): JSX.Element {
  const { step, layer, cell } = properties;
  return (
    <>
      <Equations step={step} />
      <Help about="the equations" names={trueOf(cell, ['softmax', 'inputGate', 'forgetGate'])} />
      <p class="quiet">
        {inputText(step, layer)}
        {otherInputs(step)}. The largest products are shown one by one, the others as a sum. Values
        are rounded only for display.
      </p>
    </>
  );
}

function inputText({ window }: CellStep, layer: number): string {
  if (window)
    return `x is made of the vectors of ${window.length} words, and “x 17 of word −1” is number 17 of the word before this one`;
  return layer === 0
    ? 'x is the vector of the word, and “x 17” its number 17'
    : `x is what layer ${layer} shows at this word, and “x 17” what its unit 17 shows`;
}

/** What else matrices multiply. */
function otherInputs({ equations }: CellStep): string {
  const captions = equations.flatMap(({ sums }) =>
    sums.flatMap(({ terms }) => terms.map(({ caption }) => caption.replace(/ \d+$/, ''))),
  );
  const others = [...new Set(captions)].filter((name) => !/^(h|x.*)$/.test(name));
  const h = captions.includes('h')
    ? '; “h 23” is what unit 23 of this layer showed at the word before'
    : '';
  const rest = others.map((name) => `; “${name} 23” is ${name} of unit 23 of this layer`).join('');
  return h + rest;
}

function Switch(properties: {
  readonly on: boolean;
  readonly name: string;
  readonly onSwitch: (on: boolean) => void;
}): JSX.Element {
  const { on, name, onSwitch } = properties;
  return (
    <button type="button" class="button" aria-pressed={on} onClick={() => onSwitch(!on)}>
      {name}
    </button>
  );
}

const Corrections = ({ cell }: { readonly cell: LayerCell | undefined }): JSX.Element => (
  <details class="corrections">
    <summary>What textbooks say, and what is true</summary>
    <CorrectionList names={trueOf(cell, Object.keys(corrections) as CorrectionName[])} />
  </details>
);

/** Some are about gates that this cell may not have. */
const trueOf = (
  cell: LayerCell | undefined,
  names: readonly CorrectionName[],
): readonly CorrectionName[] =>
  names.filter((name) => {
    const gate = name === 'bias' ? 'forgetGate' : name;
    return !/Gate$/.test(gate) || findQuantity(cell, gate);
  });
