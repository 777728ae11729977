/** What one reads in the map: the value of a cell, or the mean of a column, and when it is said. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { titleAt } from '../parts/quantities';
import { namedUnit } from '../parts/unitLabel';
import { useColumnReading } from './columnReading';
import type { CellReading } from './map/cellReading';
import { readCell } from './map/cellReading';
import type { Cell } from './map/geometry';
import { tileAt } from './map/tiles/tiles';
import type { GatesProperties } from './props';

export function useMapReading(
  properties: GatesProperties,
  cell: Cell | undefined,
  tokensPerColumn: number,
): CellReading | undefined {
  const far = useColumnReading(properties, cell, tokensPerColumn);
  return tokensPerColumn > 1 ? far : nearReading(properties, cell);
}

function nearReading({ page, overview, shown }: GatesProperties, cell: Cell | undefined) {
  const map = cell && shown && tileAt(shown.tiles, cell.token);
  if (!map) return undefined;
  const nameOf = (unit: number): string => namedUnit(shown.layer, unit, page.panel?.unitNames);
  return readCell(map, cell, titleAt(overview, shown.layer, shown.gate), nameOf);
}

/** Milliseconds. */
const rest = 120;

/** Spoken when the walk has stopped; otherwise a screen reader would lag behind. */
export function useSpoken(text: string | undefined, aloud: boolean): string {
  const [spoken, setSpoken] = useState('');
  const timer = useRef<ReturnType<typeof setTimeout>>();
  useEffect(() => () => clearTimeout(timer.current), []);
  useEffect(() => {
    if (!aloud || text === undefined) return;
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setSpoken(text), rest);
  }, [text, aloud]);
  return spoken;
}
