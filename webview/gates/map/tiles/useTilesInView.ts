/** Tiles as a hook: what they are of changes with the view that uses them. */
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Overview } from '../../../../src/shared/questions/gates';
import type { Range } from '../geometry';
import type { Tile, TileNeeds, TileSubject, TilesInView } from './tiles';
import { createTiles } from './tiles';

interface Asked<T> extends Pick<TileNeeds<T>, 'ask' | 'always'> {
  readonly subject: TileSubject | undefined;
  readonly range: Range | undefined;
}

export function subjectOf(name: string, overview: Overview, tokensPerTile: number): TileSubject {
  const { documentVersion, modelVersion, tokens } = overview;
  return { name, versions: { documentVersion, modelVersion }, tokens, tokensPerTile };
}

export function useTilesInView<T extends Tile>(asked: Asked<T>): TilesInView<T> {
  const [view, setView] = useState<TilesInView<T>>({
    name: undefined,
    tiles: [],
    approximate: false,
  });
  const now = useRef(asked);
  now.current = asked;
  const tiles = useMemo(() => {
    const created = createTiles<T>({
      ask: (range) => now.current.ask(range),
      always: asked.always ?? false,
      changed: () => setView(created.view()),
      after(milliseconds, then) {
        const timer = setTimeout(then, milliseconds);
        return () => clearTimeout(timer);
      },
    });
    return created;
  }, []);
  useEffect(() => () => tiles.dispose(), [tiles]);

  const { subject, range } = asked;
  const { name, tokens, tokensPerTile, versions } = subject ?? {};
  useEffect(() => {
    tiles.want(subject, range);
    const next = tiles.view();
    setView((before) => (isSame(before, next) ? before : next));
  }, [
    ...[name, tokens, tokensPerTile, versions?.documentVersion, versions?.modelVersion],
    ...[range?.from, range?.count],
  ]);
  return view;
}

const isSame = (one: TilesInView<Tile>, other: TilesInView<Tile>): boolean =>
  one.name === other.name &&
  one.approximate === other.approximate &&
  one.trouble === other.trouble &&
  one.tiles.length === other.tiles.length &&
  one.tiles.every((tile, at) => tile === other.tiles[at]);
