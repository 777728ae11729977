/**
 * What the map shows: the tiles of one gate of one layer with their rows. It stays until there is
 * something of the newest wish, so that the picture does not go blank in between.
 */
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { GateMap, GateName, Overview, UnitOrder } from '../../src/shared/analyst';
import type { PanelHost } from '../wire';
import type { Range } from './geometry';
import type { TileView } from './tiles';
import { createTiles, tokensPerTile } from './tiles';

export interface ShownMap {
  readonly layer: number;
  readonly gate: GateName;
  /** Names document, layer, gate and rows. */
  readonly subject: string;
  readonly units: readonly number[];
  readonly tiles: readonly GateMap[];
}

interface Choice {
  readonly layer: number;
  readonly gate: GateName;
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

const nothing: TileView = { name: undefined, tiles: [], approximate: false };

export function useTiles(
  host: PanelHost,
  asked: {
    readonly layer: number;
    readonly gate: GateName;
    readonly subject: string;
    /** None: nothing is asked. */
    readonly units: readonly number[] | undefined;
    readonly range: Range | undefined;
    readonly overview: Overview;
  },
): TileView {
  const [view, setView] = useState(nothing);
  const now = useRef(asked);
  now.current = asked;
  const tiles = useMemo(() => {
    const created = createTiles({
      ask(range) {
        const { layer, gate, units = [] } = now.current;
        const rows = { units: units.length, chosen: [...units] };
        return host.call('gateMap', { layer, gate, ...range, ...rows });
      },
      changed: () => setView(created.view()),
      after(milliseconds, then) {
        const timer = setTimeout(then, milliseconds);
        return () => clearTimeout(timer);
      },
    });
    return created;
  }, [host]);
  useEffect(() => () => tiles.dispose(), [tiles]);

  const { subject, units, range, overview } = asked;
  const { documentVersion, modelVersion, tokens } = overview;
  useEffect(() => {
    const of = units && {
      name: subject,
      versions: { documentVersion, modelVersion },
      tokens,
      tokensPerTile: tokensPerTile(units.length),
    };
    tiles.want(of, range);
    const next = tiles.view();
    setView((before) => (isSame(before, next) ? before : next));
  }, [subject, units, range?.from, range?.count, documentVersion, modelVersion, tokens]);
  return view;
}

const isSame = (one: TileView, other: TileView): boolean =>
  one.name === other.name &&
  one.approximate === other.approximate &&
  one.trouble === other.trouble &&
  one.tiles.length === other.tiles.length &&
  one.tiles.every((tile, at) => tile === other.tiles[at]);
