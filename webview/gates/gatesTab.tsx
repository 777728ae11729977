/** The view of the gates: what to show, the map or its table, and what one reads in it. */
import type { JSX } from 'preact';
import type { MutableRef } from 'preact/hooks';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { GateMap, Overview } from '../../src/shared/questions/gates';
import { mostTokens } from '../../src/shared/questions/gates';
import { PictureActions } from '../figure/pictureActions';
import type { DataTable } from '../figure/dataTable';
import { EmptyState } from '../page/emptyState';
import type { PanelHost } from '../page/hostPort';
import { revealToken } from '../page/revealToken';
import type { ViewProperties } from '../page/viewProperties';
import { Button } from '../parts/controls';
import { hasMemoryAt, quantitiesAt, quantityAt, titleAt } from '../parts/quantities';
import { unitLabel } from '../parts/unitLabel';
import { useGateAnswers } from './gateAnswers';
import { GateMeaning } from './gateMeaning';
import { GatePicker } from './gatePicker';
import type { Range } from './map/geometry';
import { firstZoom, zooms } from './map/geometry';
import { tileAt } from './map/tiles/tiles';
import { useChosenUnit } from './mapRows';
import { mapTable, unitTableData } from './table/mapTable';
import type { TakePicture } from './mapView';
import { MapView } from './mapView';
import type { GatesProperties } from './props';
import { orderOf } from './unitOrder';
import { useOrderChoice } from './orderChoice';
import { UnitTableView } from './table/unitTableView';

export function GatesTab(properties: ViewProperties): JSX.Element {
  const { page, host } = properties;
  const overview = page.panel?.overview;
  if (!overview || overview.tokens === 0) {
    const promise =
      'Here you will see every gate of the network at every word of your text, as a map that follows the cursor.';
    return page.panel ? <EmptyState page={page} host={host} promise={promise} /> : <p>…</p>;
  }
  // What was chosen in another model may not be in this one's cell.
  const { name: gate } = quantityAt(overview, page.layer, page.gate);
  return <GatesOf {...properties} page={{ ...page, gate }} overview={overview} />;
}

function GatesOf(properties: ViewProperties & { readonly overview: Overview }): JSX.Element {
  const { page, host, overview } = properties;
  const { gate, layer } = page;
  const snapshot = useRef<TakePicture>();
  const [asTable, setAsTable] = useState(false);
  const [range, setRange] = useState<Range>();
  const [zoom, setZoom] = useState(firstZoom);
  const network = `${page.panel?.documentKey ?? ''} ${layer} ${overview.hiddenSize}`;
  const [choice, setChoice] = useOrderChoice(network, hasMemoryAt(overview, layer));
  const { tokensPerColumn = 1 } = zooms[zoom] ?? {};
  const order = orderOf(choice, page.cursor);
  const answers = useGateAnswers(properties, { asTable, range, tokensPerColumn, order });
  const { rows, shown, coarse } = answers;
  const [unit, chooseUnit] = useChosenUnit(
    network,
    shown?.gate === gate && shown.layer === layer ? shown.units : undefined,
  );
  useEffect(() => {
    if (page.step?.unit !== undefined) chooseUnit(page.step.unit);
  }, [page.step]);
  // The unit whose page was opened stays chosen here; if not all units are rows, it is the first.
  useEffect(() => {
    if (page.unit < 0) return;
    chooseUnit(page.unit);
    if (rows.count < overview.hiddenSize) setChoice({ by: 'similarity', unit: page.unit });
  }, [page.unit, page.told]);
  const reveal = (token: number): void => revealWord(host, shown?.tiles ?? [], token);
  const shared = { ...properties, shown, unit, chooseUnit, reveal, range, setRange };
  return (
    <>
      <GatesBar {...shared} {...{ snapshot, asTable, setAsTable }} />
      <GateMeaning quantity={quantityAt(overview, layer, gate)} class="unfolded" />
      <Notices notice={page.panel?.notice} trouble={answers.trouble} />
      {asTable ? (
        <UnitTableView {...shared} />
      ) : (
        <MapView
          {...shared}
          {...{ rows, snapshot, coarse, zoom, order: choice }}
          onZoom={setZoom}
          onOrder={setChoice}
        />
      )}
      {unit !== undefined && <UnitPageButton {...properties} unit={unit} />}
      {answers.approximate && (
        <p class="quiet">
          Approximate: the network is still reading the text before this place. Exact values follow.
        </p>
      )}
    </>
  );
}

function GatesBar(
  properties: GatesProperties & {
    readonly snapshot: MutableRef<TakePicture | undefined>;
    readonly asTable: boolean;
    readonly setAsTable: (asTable: boolean) => void;
  },
): JSX.Element {
  const { page, host, choose, exporting, overview, asTable } = properties;
  const { gate, layer } = page;
  return (
    <div class="bar">
      <GatePicker
        {...{ gate, layer }}
        cells={overview.cells}
        onGate={(chosen) => choose({ gate: chosen })}
        onLayer={(chosen) => choose({ layer: chosen })}
      />
      <PictureActions
        {...{ host, exporting, asTable }}
        active={page.tab === 'gates'}
        view="gates"
        onTable={properties.setAsTable}
        picture={() => properties.snapshot.current?.()}
        table={() => (asTable ? tableOfUnit(properties) : tableOfMap(properties))}
      >
        <Button onClick={() => host.tell('run', { command: 'exportTrace' })}>
          All gates of the text (NPZ)
        </Button>
      </PictureActions>
    </div>
  );
}

const tableOfMap = ({ page, overview, range, shown }: GatesProperties): DataTable | undefined =>
  range &&
  shown &&
  mapTable(shown, range, titleAt(overview, shown.layer, shown.gate), page.panel?.unitNames);

async function tableOfUnit(properties: GatesProperties): Promise<DataTable | undefined> {
  const { page, host, overview, range, shown, unit } = properties;
  if (!range || !shown || unit === undefined) return undefined;
  const { layer } = page;
  const count = Math.min(range.count, mostTokens);
  const answer = await host.call('unitTable', { layer, unit, from: range.from, count });
  const quantities = quantitiesAt(overview, layer);
  return answer.ok
    ? unitTableData(answer.value, layer, quantities, page.panel?.unitNames)
    : undefined;
}

function UnitPageButton(
  properties: ViewProperties & { readonly overview: Overview; readonly unit: number },
): JSX.Element {
  const { page, choose, overview, unit } = properties;
  return (
    <div class="group">
      <Button onClick={() => choose({ tab: 'units', unit })}>
        Open the page of{' '}
        <bdi>{unitLabel(page.layer, unit, overview.layers, page.panel?.unitNames)}</bdi>
      </Button>
    </div>
  );
}

function revealWord(host: PanelHost, tiles: readonly GateMap[], token: number): void {
  const tile = tileAt(tiles, token);
  const span = tile?.spans[token - tile.from];
  if (tile && span) host.tell('reveal', { ...span, documentVersion: tile.documentVersion });
  else void revealToken(host, token);
}

function Notices(properties: {
  readonly notice: string | undefined;
  readonly trouble: string | undefined;
}): JSX.Element {
  const { notice, trouble } = properties;
  return (
    <>
      {notice && <p class="notice">{notice}</p>}
      {trouble && (
        <p class="notice" role="status">
          {trouble}
        </p>
      )}
    </>
  );
}
