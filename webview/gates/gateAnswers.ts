/**
 * What the view of the gates asks, and what it shows of the answers. The first answer decides which
 * units are rows; from then on the map is asked for in tiles of those units, and from afar in coarse
 * columns.
 */
import { useEffect, useRef } from 'preact/hooks';
import type { GateMap, GateOverview, Overview, UnitOrder } from '../../src/shared/questions/gates';
import { mostTokens } from '../../src/shared/questions/gates';
import { useAnswer } from '../answers/useAnswer';
import type { ViewProperties } from '../page/viewProperties';
import { useCoarseColumns } from './coarseColumns';
import type { Range } from './map/geometry';
import { windowAround } from './map/geometry';
import type { ShownMap } from './map/shownMap';
import { isOf, useShown, useTiles } from './map/shownMap';
import type { MapRows } from './mapRows';
import { useMapRows } from './mapRows';

interface Wish {
  readonly asTable: boolean;
  /** The words in view. */
  readonly range: Range | undefined;
  readonly tokensPerColumn: number;
  readonly order: UnitOrder;
}

export interface GateAnswers {
  readonly rows: MapRows;
  /** Until the first values are there, nothing. */
  readonly shown: ShownMap | undefined;
  readonly coarse: readonly GateOverview[];
  readonly approximate: boolean;
  readonly trouble: string | undefined;
}

type Properties = ViewProperties & { readonly overview: Overview };

export function useGateAnswers(properties: Properties, wish: Wish): GateAnswers {
  const { page, host, overview } = properties;
  const { gate, layer } = page;
  const { asTable, range, tokensPerColumn } = wish;
  const documentKey = page.panel?.documentKey ?? '';
  const active = page.tab === 'gates';
  const picture = `${documentKey} ${layer} ${gate} ${JSON.stringify(wish.order)}`;
  const rows = useMapRows(picture, overview.hiddenSize);
  const { subject } = rows;
  const first = useFirstAnswer(properties, wish, rows);
  const view = useTiles(host, {
    ...{ layer, gate, range, overview, subject },
    units: active && (tokensPerColumn === 1 || asTable) ? rows.units : undefined,
  });
  const hasTiles = view.name === subject && view.tiles.length > 0;
  const shown = useShown(documentKey, {
    ...{ layer, gate, subject },
    units: first.answer?.units ?? rows.units,
    tiles: hasTiles ? view.tiles : first.answer ? [first.answer] : [],
  });
  const coarse = useCoarseColumns(properties, {
    ...{ overview, rows, range, tokensPerColumn },
    active: active && !asTable,
  });
  useWhenTrained(page.status.state, rows.anew);
  const approximate =
    view.approximate || (!rows.units && first.answer !== undefined && first.answer.approximate);
  return { rows, shown, coarse, approximate, trouble: first.trouble ?? view.trouble };
}

/** The answer that chooses the rows; they are kept from then on. */
function useFirstAnswer(
  { page, host, overview }: Properties,
  { range, order }: Wish,
  rows: MapRows,
): { readonly answer: GateMap | undefined; readonly trouble: string | undefined } {
  const { gate, layer } = page;
  const tokens = range && tokensToAsk(range, order, overview.tokens);
  const choice = { layer, gate, units: rows.count, order };
  const isDue = page.tab === 'gates' && !rows.units && tokens && tokens.count > 0;
  const question = isDue ? { ...choice, ...tokens } : undefined;
  const { held, trouble } = useAnswer(
    (asked: NonNullable<typeof question>) => host.call('gateMap', asked),
    question,
    overview,
    page.panel?.documentKey ?? '',
  );
  // A second answer, about words that came into view meanwhile, has its units in another order.
  const isFirst = !rows.units || held?.answer.units === rows.units;
  const answer = isFirst && held && isOf(held.question, choice) ? held.answer : undefined;
  useEffect(() => {
    if (answer && !rows.units) rows.keep(answer.units);
  }, [held, rows.subject]);
  return { answer, trouble };
}

/** The words that decide which units come first: those in view, or as many as are asked for at once. */
export function tokensToAsk(range: Range, order: UnitOrder, tokens: number): Range {
  if (order.by === 'value') return windowAround({ from: order.token, count: 1 }, tokens);
  const few = order.by === 'variance' && range.count <= mostTokens;
  return few ? range : windowAround(range, tokens);
}

/** The units that varied early in the training are seldom those that vary at the end. */
function useWhenTrained(state: string, then: () => void): void {
  const before = useRef(state);
  useEffect(() => {
    const trained = before.current === 'training' && state === 'ready';
    before.current = state;
    if (trained) then();
  }, [state]);
}
