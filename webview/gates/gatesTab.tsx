/** The view of the gates: what to show, the map or its table, and what one reads in it. */
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Overview, UnitOrder } from '../../src/shared/questions/gates';
import { useAnswer } from '../answers/useAnswer';
import { Button } from '../parts/controls';
import { EmptyState } from '../page/emptyState';
import { mostTokens } from '../../src/shared/questions/gates';
import { PictureActions } from '../figure/pictureActions';
import type { DataTable } from '../figure/dataTable';
import { unitLabel } from '../parts/unitLabel';
import { revealToken } from '../page/revealToken';
import type { ViewProperties } from '../page/viewProperties';
import { useChosenUnit, useMapRows } from './mapRows';
import { useCoarseColumns } from './coarseColumns';
import { GatePicker } from './gatePicker';
import { gateTexts } from '../parts/gateTexts';
import type { Range } from './map/geometry';
import { firstZoom, windowAround, zooms } from './map/geometry';
import { mapTable, unitTableData } from './mapTable';
import type { TakePicture } from './mapView';
import { MapView } from './mapView';
import { isOf, useShown, useTiles } from './map/shownMap';
import { tileAt } from './map/tiles';
import type { OrderChoice } from './unitOrder';
import { orderOf } from './unitOrder';
import { UnitTableView } from './unitTableView';

export function GatesTab(properties: ViewProperties): JSX.Element {
  const { page, host } = properties;
  const overview = page.panel?.overview;
  if (!overview || overview.tokens === 0) {
    const promise =
      'Here you will see every gate of the network at every word of your text, as a map that follows the cursor.';
    return page.panel ? <EmptyState page={page} host={host} promise={promise} /> : <p>…</p>;
  }
  return <GatesOf {...properties} overview={overview} />;
}

function GatesOf(properties: ViewProperties & { readonly overview: Overview }): JSX.Element {
  const { page, host, choose, exporting, overview } = properties;
  const snapshot = useRef<TakePicture>();
  const { gate, layer } = page;
  const documentKey = page.panel?.documentKey ?? '';
  const active = page.tab === 'gates';
  const [asTable, setAsTable] = useState(false);
  const [range, setRange] = useState<Range>();
  const [zoom, setZoom] = useState(firstZoom);
  const [choice, setChoice] = useState<OrderChoice>({ by: 'variance' });
  const order = orderOf(choice, page.cursor);
  const orderName = JSON.stringify(order);
  const rows = useMapRows(`${documentKey} ${layer} ${gate} ${orderName}`, overview.hiddenSize);

  const { tokensPerColumn = 1 } = zooms[zoom] ?? {};
  const tokens = range && tokensToAsk(range, order, overview.tokens);
  const question = active &&
    !rows.units &&
    tokens &&
    tokens.count > 0 && { layer, gate, ...tokens, units: rows.count, order };
  const { held, trouble } = useAnswer(
    (asked: Exclude<typeof question, false | undefined>) => host.call('gateMap', asked),
    question || undefined,
    overview,
    documentKey,
  );
  // A second answer, about words that came into view meanwhile, has its units in another order.
  const isFirst = !rows.units || held?.answer.units === rows.units;
  const first = isFirst && held && isOf(held.question, { layer, gate, units: rows.count, order });
  useEffect(() => {
    if (first && !rows.units) rows.keep(held.answer.units);
  }, [held, rows.subject]);
  const view = useTiles(host, {
    ...{ layer, gate, range, overview },
    subject: rows.subject,
    units: active && (tokensPerColumn === 1 || asTable) ? rows.units : undefined,
  });
  const shown = useShown(documentKey, {
    ...{ layer, gate, subject: rows.subject },
    units: first ? held.answer.units : rows.units,
    tiles:
      view.name === rows.subject && view.tiles.length > 0 ? view.tiles : first ? [held.answer] : [],
  });
  const coarse = useCoarseColumns(properties, {
    overview,
    rows,
    range,
    tokensPerColumn,
    active: active && !asTable,
  });
  useWhenTrained(page.status.state, rows.anew);
  const [unit, chooseUnit] = useChosenUnit(
    `${documentKey} ${layer} ${overview.hiddenSize}`,
    shown?.gate === gate && shown.layer === layer ? shown.units : undefined,
  );

  const wished = page.step?.unit;
  useEffect(() => {
    if (wished !== undefined) chooseUnit(wished);
  }, [page.step]);

  const text = gateTexts[gate];
  const reveal = (token: number): void => {
    const tile = tileAt(shown?.tiles ?? [], token);
    const span = tile?.spans[token - tile.from];
    if (tile && span) host.tell('reveal', { ...span, documentVersion: tile.documentVersion });
    else void revealToken(host, token);
  };
  const table = async (): Promise<DataTable | undefined> => {
    if (!range || !shown) return undefined;
    const names = page.panel?.unitNames;
    if (!asTable) return mapTable(shown, range, names);
    if (unit === undefined) return undefined;
    const count = Math.min(range.count, mostTokens);
    const answer = await host.call('unitTable', { layer, unit, from: range.from, count });
    return answer.ok ? unitTableData(answer.value, layer, names) : undefined;
  };
  const shared = { ...properties, shown, unit, chooseUnit, reveal, range, setRange };
  return (
    <>
      <div class="bar">
        <GatePicker
          gate={gate}
          layer={layer}
          layers={overview.layers}
          onGate={(chosen) => choose({ gate: chosen })}
          onLayer={(chosen) => choose({ layer: chosen })}
        />
        <PictureActions
          {...{ host, exporting, active, asTable }}
          view="gates"
          onTable={setAsTable}
          picture={() => snapshot.current?.()}
          table={table}
        >
          <Button onClick={() => host.tell('run', { command: 'exportTrace' })}>
            All gates of the text (NPZ)
          </Button>
        </PictureActions>
      </div>
      <p class="meaning">
        <b>{text.name}</b> <span class="equation">{text.equation}</span> {text.meaning}
      </p>
      <Notices notice={page.panel?.notice} trouble={trouble ?? view.trouble} />
      {asTable ? (
        <UnitTableView {...shared} />
      ) : (
        <MapView
          {...shared}
          {...{ rows, snapshot, coarse, zoom }}
          onZoom={setZoom}
          order={choice}
          onOrder={setChoice}
        />
      )}
      {unit !== undefined && (
        <div class="group">
          <button type="button" class="button" onClick={() => choose({ tab: 'units', unit })}>
            Open the page of{' '}
            <bdi>{unitLabel(layer, unit, overview.layers, page.panel?.unitNames)}</bdi>
          </button>
        </div>
      )}
      {(view.approximate || (first && !rows.units && held.answer.approximate)) && (
        <p class="quiet">
          Approximate: the network is still reading the text before this place. Exact values follow.
        </p>
      )}
    </>
  );
}

/** The words that decide which units come first: those in view, or as many as are asked for at once. */
function tokensToAsk(range: Range, order: UnitOrder, tokens: number): Range {
  if (order.by === 'value') return windowAround({ from: order.token, count: 1 }, tokens);
  const few = order.by === 'variance' && range.count <= mostTokens;
  return few ? range : windowAround(range, tokens);
}

/** The units that varied while the network was raw are seldom the ones that vary at the end. */
function useWhenTrained(state: string, then: () => void): void {
  const before = useRef(state);
  useEffect(() => {
    const trained = before.current === 'training' && state === 'ready';
    before.current = state;
    if (trained) then();
  }, [state]);
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
