/** The view of the gates: what to show, the map or its table, and what one reads in it. */
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Overview } from '../../src/shared/analyst';
import { useAnswer } from '../answers';
import { EmptyState } from '../emptyState';
import { mostTokens } from '../../src/shared/panel';
import { PictureActions } from '../twin/pictureActions';
import type { DataTable } from '../twin/table';
import type { ViewProperties } from '../view';
import { useChosenUnit, useRows } from './choices';
import { GatePicker } from './gatePicker';
import { gateTexts } from './gateTexts';
import type { Range } from './geometry';
import { windowAround } from './geometry';
import { mapTable, unitTableData } from './mapTable';
import type { Snapshot } from './mapView';
import { MapView } from './mapView';
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
  const snapshot = useRef<Snapshot>();
  const { gate, layer } = page;
  const documentKey = page.panel?.documentKey ?? '';
  const active = page.tab === 'gates';
  const [asTable, setAsTable] = useState(false);
  const [range, setRange] = useState<Range>();
  const rows = useRows(`${documentKey} ${layer} ${gate}`, overview.hiddenSize);

  const tokens = range && (rows.units ? windowAround(range, overview.tokens) : range);
  const question = active &&
    tokens &&
    tokens.count > 0 && {
      layer,
      gate,
      ...tokens,
      units: rows.count,
      ...(rows.units && { chosen: [...rows.units] }),
    };
  const { held, trouble } = useAnswer(
    (asked: Exclude<typeof question, false | undefined>) => host.call('gateMap', asked),
    question || undefined,
    overview,
    documentKey,
  );
  const fresh = held?.question.layer === layer && held.question.gate === gate;
  useEffect(() => {
    const first = held && fresh && !held.question.chosen && !rows.units;
    if (first && held.question.units === rows.count) rows.keep(held.answer.units);
  }, [held, rows.subject]);
  useWhenTrained(page.status.state, rows.anew);
  const [unit, chooseUnit] = useChosenUnit(
    `${documentKey} ${layer} ${overview.hiddenSize}`,
    fresh ? held.answer.units : undefined,
  );

  const text = gateTexts[gate];
  const reveal = (token: number): void => {
    const span = held?.answer.spans[token - held.answer.from];
    if (!held || !span) return;
    const { start, end } = span;
    host.tell('reveal', { start, end, documentVersion: held.answer.documentVersion });
  };
  const table = async (): Promise<DataTable | undefined> => {
    if (!range || !held) return undefined;
    if (!asTable) return mapTable(held.answer, range, text.name, held.question.layer);
    if (unit === undefined) return undefined;
    const count = Math.min(range.count, mostTokens);
    const answer = await host.call('unitTable', { layer, unit, from: range.from, count });
    return answer.ok ? unitTableData(answer.value, layer) : undefined;
  };
  const shared = { ...properties, held, unit, chooseUnit, reveal, range, setRange };
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
        />
      </div>
      <p class="meaning">
        <b>{text.name}</b> <span class="equation">{text.equation}</span> {text.meaning}
      </p>
      <Notices overview={overview} notice={page.panel?.notice} trouble={trouble} />
      {asTable ? (
        <UnitTableView {...shared} />
      ) : (
        <MapView {...shared} rows={rows} snapshot={snapshot} />
      )}
      {held?.answer.approximate && (
        <p class="quiet">
          Approximate: the network has read only the 512 words before this place so far. Exact
          values follow.
        </p>
      )}
    </>
  );
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
  readonly overview: Overview;
  readonly notice: string | undefined;
  readonly trouble: string | undefined;
}): JSX.Element {
  const { overview, notice, trouble } = properties;
  const unknown = Math.round(100 * overview.unknownShare);
  return (
    <>
      {overview.unknownShare > 0.1 && (
        <p class="notice">
          {unknown} % of the words here are unknown to the network: it reads them all as one and the
          same sign, so take what it does there with care.
        </p>
      )}
      {notice && <p class="notice">{notice}</p>}
      {trouble && (
        <p class="notice" role="status">
          {trouble}
        </p>
      )}
    </>
  );
}
