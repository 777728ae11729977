/** All units of a layer: how saturated their gates are, and a list to choose one from. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { OpeningGate } from '../../src/shared/questions/units';
import { openingGates } from '../../src/shared/questions/units';
import { Chips } from '../parts/controls';
import { nameInWords } from '../../src/shared/model/cells';
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
  const [gate, setGate] = useState<OpeningGate>('forgetGate');
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
  return (
    <>
      <div class="bar">
        <div class="picker">
          <Chips
            legend="Saturation of"
            group="saturation"
            choices={openingGates.map((name) => [name, nameInWords(name)])}
            chosen={gate}
            onChoose={setGate}
          />
          <PageLayerPicker {...properties} />
        </div>
        <PictureActions
          {...{ host, asTable }}
          exporting={properties.exporting}
          view="units"
          active={active}
          onTable={setAsTable}
          picture={() =>
            survey && {
              kind: 'vector',
              drawing: scatterPicture({ survey, gate, theme, names }),
            }
          }
          table={() => survey && surveyTable(survey, names)}
        />
      </div>
      <p class="meaning">
        Each point is a unit: how often its gate is nearly shut (below 0.1) and nearly open (above
        0.9). Units near the lower left corner use the gate gradually; at the right end a forget
        gate hardly ever forgets, at the upper end it hardly ever keeps. Choose a unit to see its
        page.
      </p>
      <WaitingNotice
        page={page}
        busy={busy}
        trouble={trouble}
        doing="Reading the text, unit by unit …"
        approximate={survey?.approximate}
      />
      {survey && (
        <>
          {!asTable && (
            <SaturationScatter
              survey={survey}
              gate={gate}
              theme={theme}
              names={names}
              onUnit={(unit) => choose({ unit })}
            />
          )}
          <UnitList {...properties} survey={survey} gate={gate} all={asTable} />
          <p class="quiet">Over {stretchText(survey, overview.tokens)}.</p>
        </>
      )}
    </>
  );
}
