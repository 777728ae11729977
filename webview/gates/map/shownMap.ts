/**
 * What the map shows: the tiles of one gate of one layer with their rows. It stays until there is
 * something of the newest wish, so that the picture does not go blank in between.
 */
import { useMemo, useRef } from 'preact/hooks';
import type { GateMap, Overview, UnitOrder } from '../../../src/shared/questions/gates';
import type { QuantityName } from '../../../src/shared/model/cells';
import type { PanelHost } from '../../page/hostPort';
import type { Range } from './geometry';
import type { TilesInView } from './tiles/tiles';
import { subjectOf, useTilesInView } from './tiles/useTilesInView';
import { tokensPerTile } from './tiles/wantedTiles';

export interface ShownMap {
  readonly layer: number;
  readonly gate: QuantityName;
  /** Names document, layer, gate and rows. */
  readonly subject: string;
  readonly units: readonly number[];
  readonly tiles: readonly GateMap[];
}

interface Choice {
  readonly layer: number;
  readonly gate: QuantityName;
  readonly units: number;
  readonly order: UnitOrder;
}

/** Whether an answer is to this choice. */
export function isOf(question: Choice, { layer, gate, units, order }: Choice): boolean {
  const same = question.layer === layer && question.gate === gate && question.units === units;
  return same && JSON.stringify(question.order) === JSON.stringify(order);
}

export function useShown(
  documentKey: string,
  newest: Omit<ShownMap, 'units'> & { readonly units: readonly number[] | undefined },
): ShownMap | undefined {
  const kept = useRef<{ readonly documentKey: string; readonly shown: ShownMap }>();
  const { layer, gate, subject, units, tiles } = newest;
  return useMemo(() => {
    if (units && tiles.length > 0) {
      kept.current = { documentKey, shown: { layer, gate, subject, units, tiles } };
    }
    return kept.current?.documentKey === documentKey ? kept.current.shown : undefined;
  }, [documentKey, subject, units, tiles]);
}

export function useTiles(
  host: PanelHost,
  asked: {
    readonly layer: number;
    readonly gate: QuantityName;
    readonly subject: string;
    /** None: nothing is asked for. */
    readonly units: readonly number[] | undefined;
    readonly range: Range | undefined;
    readonly overview: Overview;
  },
): TilesInView<GateMap> {
  const { subject, units, range, overview } = asked;
  return useTilesInView<GateMap>({
    subject: units && subjectOf(subject, overview, tokensPerTile(units.length)),
    range,
    ask(tokens) {
      const { layer, gate } = asked;
      const rows = { units: units?.length ?? 0, chosen: [...(units ?? [])] };
      return host.call('gateMap', { layer, gate, ...tokens, ...rows });
    },
  });
}
