/** The units whose memory differs most after a later word, and the course of it since the word. */
import type { JSX } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { CellChanges, Replacement } from '../../../src/shared/questions/memory';
import { mapPixels } from '../../gates/map/mapPixels';
import { boundOf } from '../../colours/colourScale';
import { useLongAnswer } from '../../answers/useLongAnswer';
import { WaitingNotice } from '../../answers/waitingNotice';
import { gateValue, signed, whole } from '../../parts/numbers';
import { NumbersTable, WordButton } from '../../parts/numbersTable';
import type { Palette } from '../../colours/palette';
import { createPalette } from '../../colours/palette';
import { PictureActions } from '../../figure/pictureActions';
import { unitLabel } from '../../parts/unitLabel';
import type { ViewPartProperties } from '../../page/viewProperties';
import { visibleWord } from '../../parts/words';
import { heldTitle, heldTitles } from '../held';
import { unitChangesData } from '../memoryTables';
import { coursesPicture } from '../memoryPictures';

const unitsShown = 12;

export function UnitChanges(
  properties: ViewPartProperties & {
    readonly replacement: Replacement;
    readonly token: number;
    /** The later token into whose prediction one looks: the memory is the one before it is read. */
    readonly predicted: number;
    readonly predictedWord: string;
    /** Several words were put in the word's place. */
    readonly averaged: boolean;
    readonly lookInto: (layer: number, unit: number) => void;
  },
): JSX.Element {
  const { page, host, theme, replacement, token, predicted, active, version, subject } = properties;
  const question = active
    ? { token, replacement, at: predicted - 1, units: unitsShown }
    : undefined;
  const { held, busy, trouble } = useLongAnswer(
    (asked: NonNullable<typeof question>, cancel) => host.call('cellChanges', asked, { cancel }),
    question,
    subject,
    version,
  );
  const palette = useMemo(() => createPalette('diverging', theme.kind, theme.background), [theme]);
  const answer = held?.answer;
  const [asTable, setAsTable] = useState(false);
  const names = page.panel?.unitNames;
  const { cells } = properties.overview;
  const word = answer?.passage.tokens.at(-1);
  return (
    <div class="memory-part">
      <h3>
        Units that carry it to <bdi class="word">“{visibleWord(properties.predictedWord)}”</bdi>{' '}
        <span class="quiet">
          (word {whole(predicted + 1)})
          {word !== undefined && (
            <>
              : the memory after <bdi class="word">“{visibleWord(word)}”</bdi>, from which it is
              predicted
            </>
          )}
        </span>
      </h3>
      <WaitingNotice page={page} busy={busy} trouble={trouble} doing="Comparing the memories …" />
      {answer && (
        <>
          <UnitRows {...properties} {...{ answer, palette, asTable }} />
          <PictureActions
            {...{ host, exporting: properties.exporting, asTable }}
            view="memory-units"
            active={false}
            onTable={setAsTable}
            picture={() => ({
              kind: 'vector',
              drawing: coursesPicture(answer, properties.overview, names, palette, theme),
            })}
            table={() => unitChangesData(answer, cells, names)}
          />
        </>
      )}
    </div>
  );
}

function UnitRows(
  properties: ViewPartProperties & {
    readonly answer: CellChanges;
    readonly palette: Palette;
    readonly asTable: boolean;
    readonly averaged: boolean;
    readonly lookInto: (layer: number, unit: number) => void;
  },
): JSX.Element {
  const { answer, palette, overview, page, choose, asTable, averaged, lookInto } = properties;
  const { units, passage, history } = answer;
  const length = passage.tokens.length;
  const high = useMemo(() => boundOf(history), [history]);
  const hasLedger = overview.cells.some(({ memory }) => memory !== undefined);
  const rows = units.map(({ layer, unit, held, change, size }, n) => {
    const course = history.subarray(n * length, (n + 1) * length);
    return {
      key: `${layer} ${unit}`,
      head: (
        <WordButton onClick={() => choose({ tab: 'units', layer, unit })}>
          {unitLabel(layer, unit, overview.layers, page.panel?.unitNames)}
        </WordButton>
      ),
      cells: [
        gateValue(held),
        signed(change, 3),
        ...(averaged ? [size.toFixed(3)] : []),
        asTable ? (
          signed(course[0] ?? 0, 3)
        ) : (
          <Stripe course={course} high={high} palette={palette} />
        ),
        ...(hasLedger
          ? [
              overview.cells[layer]?.memory && (
                <WordButton
                  label={`Direct writes into unit ${unit}`}
                  onClick={() => lookInto(layer, unit)}
                >
                  direct writes
                </WordButton>
              ),
            ]
          : []),
      ],
    };
  });
  const stripes = ` The stripes run from word ${whole(passage.from + 1)} to word ${whole(passage.from + length)}: orange more, blue less, up to ±${high}.`;
  return (
    <NumbersTable
      label="Units that carry the word"
      caption={`${heldTitles(overview.cells)} with the other word, minus as the text stands.${asTable ? '' : stripes}`}
      heads={[
        'Unit',
        heldTitle(overview.cells),
        ...(averaged ? ['Mean change', 'Mean size'] : ['Change']),
        asTable ? 'Right after the word' : 'Since the word',
        ...(hasLedger ? [{ unseen: 'Ledger' }] : []),
      ]}
      rows={rows}
    />
  );
}

/** One pixel per word, drawn wide by the style sheet. */
function Stripe(properties: {
  readonly course: Float32Array;
  readonly high: number;
  readonly palette: Palette;
}): JSX.Element {
  const { course, high, palette } = properties;
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!canvas.current || !context || course.length === 0) return;
    canvas.current.width = course.length;
    canvas.current.height = 1;
    const pixels = mapPixels(course, course.length, 1, palette, {
      low: -high,
      high,
      clipped: false,
    });
    context.putImageData(new ImageData(pixels, course.length, 1), 0, 0);
  }, [course, high, palette]);
  const last = course.at(-1) ?? 0;
  return (
    <canvas
      ref={canvas}
      class="stripe"
      role="img"
      aria-label={`From ${signed(course[0] ?? 0, 3)} at the word to ${signed(last, 3)}`}
    />
  );
}
