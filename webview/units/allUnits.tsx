/** All units of a layer: how saturated their gates are, and a list to choose one from. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { LayerCell, QuantityName } from '../../src/shared/model/cells';
import { Chips } from '../parts/controls';
import { gatesAt, titleAt, type CellQuantity } from '../parts/quantities';
import { useLongAnswer } from '../answers/useLongAnswer';
import { WaitingNotice } from '../answers/waitingNotice';
import { PageLayerPicker } from '../page/pageLayerPicker';
import { PictureActions } from '../figure/pictureActions';
import type { ViewPartProperties } from '../page/viewProperties';
import { SaturationScatter, scatterPicture } from './saturationScatter';
import { stretchText } from '../parts/stretchText';
import { surveyTable } from './surveyTable';
import { UnitList } from './unitList';

export function AllUnits(properties: ViewPartProperties): JSX.Element {
  const { page, host, overview, active, version, subject, theme, choose } = properties;
  const { layer } = page;
  const [wanted, setGate] = useState<QuantityName>();
  const [asTable, setAsTable] = useState(false);
  // Where a text is too long to be read as a whole, the stretch stays where the view was opened.
  const [around] = useState(Math.max(0, page.cursor));
  const question = active ? { layer, token: around } : undefined;
  const { held, busy, trouble } = useLongAnswer(
    (asked: NonNullable<typeof question>, cancel) => host.call('layerSurvey', asked, { cancel }),
    question,
    `${subject} ${layer}`,
    version,
  );
  const survey = held?.answer;
  const names = page.panel?.unitNames ?? {};
  const gates = gatesAt(overview, layer);
  const gate = chosenGate(gates, wanted, overview.cells[layer]);
  /** What is shown may still be another layer. */
  const shown = survey?.layer ?? layer;
  const shownGate = chosenGate(gatesAt(overview, shown), wanted, overview.cells[shown]);
  return (
    <>
      <div class="bar">
        <div class="picker">
          {gate && (
            <Chips
              legend="Saturation of"
              group="saturation"
              choices={gates.map(({ name, title }) => [name, title])}
              chosen={gate.name}
              onChoose={setGate}
            />
          )}
          <PageLayerPicker {...properties} />
        </div>
        <PictureActions
          {...{ host, asTable }}
          exporting={properties.exporting}
          view="units"
          active={active}
          onTable={setAsTable}
          picture={() =>
            survey &&
            shownGate && {
              kind: 'vector',
              drawing: scatterPicture({ survey, gate: shownGate, theme, names }),
            }
          }
          table={() =>
            survey && surveyTable(survey, names, (name) => titleAt(overview, survey.layer, name))
          }
        />
      </div>
      <p class="meaning">{meaningOf(overview.cells[layer], gates)}</p>
      <WaitingNotice
        page={page}
        busy={busy}
        trouble={trouble}
        doing="Reading the text, unit by unit …"
        approximate={survey?.approximate}
      />
      {survey && (
        <>
          {!asTable && shownGate && (
            <SaturationScatter
              survey={survey}
              gate={shownGate}
              theme={theme}
              names={names}
              onUnit={(unit) => choose({ unit })}
            />
          )}
          <UnitList {...properties} survey={survey} gate={shownGate} all={asTable} />
          <p class="quiet">Over {stretchText(survey, overview.tokens)}.</p>
        </>
      )}
    </>
  );
}

/** The one that was asked for, else what the cell is looked at by first, else any. */
const chosenGate = (
  gates: readonly CellQuantity[],
  wanted: QuantityName | undefined,
  cell: LayerCell | undefined,
): CellQuantity | undefined =>
  gates.find(({ name }) => name === wanted) ??
  gates.find(({ name }) => name === cell?.first) ??
  gates[0];

function meaningOf(cell: LayerCell | undefined, gates: readonly CellQuantity[]): string {
  const choose = 'Choose a unit to see its page.';
  if (gates.length === 0) {
    return `The cell of this layer (${cell?.title ?? ''}) has no gates: of each unit is listed how much what it shows varies. ${choose}`;
  }
  // The gate that is, by itself, the share of the memory that is kept.
  const keeper = gates.find(({ letter }) => letter === cell?.memory?.keep)?.title.toLowerCase();
  const ends =
    keeper &&
    `; at the right end ${/^[aeiou]/.test(keeper) ? 'an' : 'a'} ${keeper} hardly ever forgets, at the upper end it hardly ever keeps`;
  return `Each point is a unit: how often its gate is nearly shut (below 0.1) and nearly open (above 0.9). Units near the lower left corner use the gate gradually${ends ?? ''}. ${choose}`;
}
