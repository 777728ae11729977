/**
 * The document in coarse columns, in tiles around what is in view: shown where single words have no
 * room, and under the words that are on their way while the map scrolls fast.
 */
import type { GateOverview, Overview } from '../../src/shared/questions/gates';
import { mostTokens, overviewTokens } from '../../src/shared/questions/gates';
import type { ViewProperties } from '../page/viewProperties';
import type { MapRows } from './mapRows';
import type { Range } from './map/geometry';
import { subjectOf, useTilesInView } from './map/tiles/useTilesInView';

/** 32 kB at 512 units. */
const columnsPerTile = 64;

export function useCoarseColumns(
  { page, host }: ViewProperties,
  asked: {
    readonly overview: Overview;
    readonly rows: MapRows;
    readonly range: Range | undefined;
    readonly tokensPerColumn: number;
    readonly active: boolean;
  },
): readonly GateOverview[] {
  const { gate, layer } = page;
  const { rows, range, active, overview } = asked;
  const tokensPerColumn = Math.max(asked.tokensPerColumn, overviewTokens);
  // A short text is there in a few tiles; it needs nothing under them.
  const useful = asked.tokensPerColumn > 1 || overview.tokens > mostTokens;
  const name = `${rows.subject} ${tokensPerColumn}`;
  const wanted = active && rows.units !== undefined && useful;
  const view = useTilesInView<GateOverview>({
    subject: wanted ? subjectOf(name, overview, columnsPerTile * tokensPerColumn) : undefined,
    range,
    always: true,
    ask: ({ from, count }) =>
      host.call('gateOverview', {
        ...{ layer, gate, tokensPerColumn },
        from: from / tokensPerColumn,
        count: Math.ceil(count / tokensPerColumn),
        chosen: [...(rows.units ?? [])],
      }),
  });
  return view.name === name ? view.tiles : none;
}

const none: readonly GateOverview[] = [];
