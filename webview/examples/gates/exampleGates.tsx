/** What the cells did while the example was read: of two directions one beside the other. */
import type { JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import type { ExampleGates as Gates } from '../../../src/shared/questions/examples';
import { useAnswer } from '../../answers/useAnswer';
import { scaleOf } from '../../colours/colourScale';
import { createPalette } from '../../colours/palette';
import { ColourLegend } from '../../colours/colourLegend';
import type { DataTable } from '../../figure/dataTable';
import { PictureWithTable } from '../../figure/pictureWithTable';
import { Button, LayerPicker, Select } from '../../parts/controls';
import { paletteOf, quantitiesAt, quantityAt, titleAndLetter } from '../../parts/quantities';
import { SvgView } from '../../vector/svgView';
import { AnswerUnitsView } from './answerUnits';
import { UnitsChoice } from './unitsChoice';
import { gatesPicture, rowsShown, type Way } from './gatesPicture';
import type { ShownExampleProperties } from '../properties';

/** Of each direction. */
const unitsShown = 16;

export function ExampleGates(properties: ShownExampleProperties): JSX.Element | null {
  const { overview, page, choose } = properties;
  const [chosen, setChosen] = useState<readonly number[]>([]);
  if (overview.cells.length === 0) return null;
  const layer = Math.min(page.layer, overview.cells.length - 1);
  const quantity = quantityAt(overview, layer, page.gate);
  return (
    <section class="example-section">
      <h2>Gates while it was read</h2>
      <div class="group">
        <LayerPicker
          layer={layer}
          layers={overview.cells.length}
          onLayer={(chosen) => choose({ layer: chosen })}
        />
        <Select
          label="Gate or state"
          choices={quantitiesAt(overview, layer).map(
            (one) => [one.name, titleAndLetter(one)] as const,
          )}
          chosen={quantity.name}
          onChoose={(gate) => choose({ gate })}
        />
        <UnitsChoice units={overview.units} chosen={chosen} onChoose={setChosen} />
      </div>
      <GatesOf {...properties} layer={layer} chosen={chosen} />
      <AnswerUnitsView {...properties} layer={layer} onUnits={setChosen} />
    </section>
  );
}

interface GateProperties extends ShownExampleProperties {
  readonly layer: number;
  /** Units; none: those that vary most. */
  readonly chosen: readonly number[];
}

function GatesOf(properties: GateProperties): JSX.Element {
  const { overview, shown, page, theme, host, exporting, active, layer, chosen } = properties;
  const quantity = quantityAt(overview, layer, page.gate);
  const [first, setFirst] = useState(0);
  const forwards = useGates(properties, false);
  const backwards = useGates(properties, true);
  const ways: Way[] = [
    ...(forwards ? [{ title: 'forwards', gates: forwards }] : []),
    ...(backwards ? [{ title: 'backwards', gates: backwards }] : []),
  ];
  const scale = useMemo(() => {
    const values = ways.flatMap(({ gates }) => [...gates.values]);
    return scaleOf(quantity, Float32Array.from(values), 0);
  }, [forwards, backwards]);
  const palette = createPalette(paletteOf(quantity), theme.kind, theme.background);
  const count = ways[0]?.gates.tokens.length ?? 0;
  const from = Math.min(first, Math.max(0, count - 1));
  const title = `${quantity.title}, ${ways.map((way) => way.title).join(' and ')}, layer ${layer + 1}`;
  if (ways.length === 0) return <p class="quiet">…</p>;
  const drawing = () => gatesPicture(ways, { from, palette, scale, theme, title });
  return (
    <>
      <PictureWithTable
        {...{ host, exporting, active, title, drawing }}
        view="example-gates"
        table={() => tableOf(ways, title)}
        controls={
          count > rowsShown && (
            <>
              <Button disabled={from === 0} onClick={() => setFirst(Math.max(0, from - rowsShown))}>
                Earlier words
              </Button>
              <Button
                disabled={from + rowsShown >= count}
                onClick={() => setFirst(from + rowsShown)}
              >
                Later words
              </Button>
            </>
          )
        }
      >
        <div class="vector-scroller" tabIndex={0} role="region" aria-label={title}>
          <SvgView drawing={drawing()} />
        </div>
      </PictureWithTable>
      <ColourLegend name={quantity.title} palette={palette} scale={scale} value={undefined} />
      <p class="quiet">
        {overview.directions === 2
          ? 'Forwards has read the words above a row, backwards those below it. The two directions have units of their own.'
          : 'A row has read the words above it.'}{' '}
        {chosen.length === 0 && 'The units that vary most are shown.'}{' '}
        {shown.example.tokens.length > count && `${count} words were read.`}
      </p>
    </>
  );
}

function useGates(properties: GateProperties, backwards: boolean): Gates | undefined {
  const { overview, shown, judging, host, page, active, subject, layer, chosen } = properties;
  const { number } = shown.example;
  const quantity = quantityAt(overview, layer, page.gate).name;
  const isThere = !backwards || overview.directions === 2;
  const some = chosen.length > 0 ? { chosen } : {};
  const question = { number, layer, backwards, quantity, units: unitsShown, ...some };
  const answer = useAnswer(
    (asked: typeof question) => host.call('exampleGates', asked),
    active && isThere ? question : undefined,
    judging,
    `${subject} ${number} ${layer} ${quantity} ${chosen.join(' ')}`,
  );
  return isThere ? answer.held?.answer : undefined;
}

function tableOf(ways: readonly Way[], title: string): DataTable {
  const [first] = ways;
  return {
    title,
    columns: [
      'Word',
      ...ways.flatMap(({ title: way, gates }) => gates.units.map((unit) => `Unit ${unit} ${way}`)),
    ],
    rows: (first?.gates.tokens ?? []).map((word, at) => [
      word,
      ...ways.flatMap(({ gates: { units, values } }) =>
        units.map((_, k) => values[at * units.length + k] ?? 0),
      ),
    ]),
  };
}
