/**
 * What a person chose a network to be made of, checked: known cells, texts of her own, or a window of
 * words. Everything that can be wrong with it is a value.
 */
import { isCellId, cellIds, cellText } from '../cells/cells';
import { makeCell, type Cell, type CellSource } from '../cells/cell';
import { hasKeepBias } from '../cells/keepBias';
import { placeIn } from '../cells/notation/problems';
import { nearest } from '../cells/notation/words';
import type { ModelShape } from './shape';

/** A known cell's id, `window`, `window:7`; or a file of a person's own with its text. */
export type ChosenCell = string | { readonly path: string; readonly text: string };

export interface Choice {
  /** Of each layer from below, or one for all; none: LSTMs. */
  readonly cells?: readonly ChosenCell[] | undefined;
  readonly direction?: 'forward' | 'both' | undefined;
  readonly readout?: 'linear' | 'deep' | undefined;
  /** Words that it should remember; 0: the usual bias. */
  readonly memory?: number | undefined;
  /** 1 may become as many as there are cells. */
  readonly layers: number;
}

export type ChosenShape = Pick<
  ModelShape,
  'cell' | 'cells' | 'window' | 'direction' | 'readout' | 'L'
>;

export type CellFlaw =
  | { readonly kind: 'noCell' }
  | { readonly kind: 'unknownId'; readonly id: string; readonly meant?: string }
  | {
      readonly kind: 'badText';
      readonly path: string;
      readonly line: number;
      readonly column: number;
      /** What is wrong; then, after a semicolon, what to write. */
      readonly problem: string;
      /** Further errors. */
      readonly others: number;
    }
  | { readonly kind: 'cellCount'; readonly cells: number; readonly layers: number }
  | { readonly kind: 'windowAmongCells' }
  | { readonly kind: 'windowSize'; readonly given: string; readonly most: number }
  | { readonly kind: 'windowBothWays' }
  | { readonly kind: 'noKeepBias'; readonly cell: string };

type Checked<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly flaw: CellFlaw };

/** Words that a network on a window reads, unless told. */
export const usualWindow = 5;
export const mostWindow = 64;

const fine = <T>(value: T): Checked<T> => ({ ok: true, value });
const flawed = (flaw: CellFlaw): Checked<never> => ({ ok: false, flaw });

export function shapeOfChoice(choice: Choice): Checked<ChosenShape> {
  const { cells = ['lstm'], direction, readout } = choice;
  const windows = cells.filter(isWindow);
  const made = windows.length === 0 ? ofCells(cells, choice) : ofWindow(cells, windows, choice);
  if (!made.ok) return made;
  return fine({
    ...made.value,
    ...(direction === 'both' && { direction }),
    ...(readout === 'deep' && { readout }),
  });
}

const isWindow = (cell: ChosenCell): cell is string =>
  typeof cell === 'string' && /^window(:.*)?$/.test(cell);

function ofWindow(
  cells: readonly ChosenCell[],
  [first]: readonly string[],
  { direction, layers, memory = 0 }: Choice,
): Checked<ChosenShape> {
  if (cells.length > 1) return flawed({ kind: 'windowAmongCells' });
  if (direction === 'both') return flawed({ kind: 'windowBothWays' });
  const given = /^window:(.*)$/.exec(first)?.[1]?.trim();
  const window = given === undefined ? usualWindow : /^\d+$/.test(given) ? Number(given) : 0;
  if (window < 1 || window > mostWindow) {
    return flawed({ kind: 'windowSize', given: given ?? '', most: mostWindow });
  }
  const cell = `window:${window}`;
  return memory > 0 ? flawed({ kind: 'noKeepBias', cell }) : fine({ cell, window, L: layers });
}

function ofCells(
  chosen: readonly ChosenCell[],
  { layers, memory = 0 }: Choice,
): Checked<ChosenShape> {
  const cells: Cell[] = [];
  for (const one of chosen) {
    const made = typeof one === 'string' ? known(one) : own(one);
    if (!made.ok) return made;
    cells.push(made.value);
  }
  if (cells.length === 0) return flawed({ kind: 'noCell' });
  const L = layers === 1 ? cells.length : layers;
  if (cells.length > 1 && cells.length !== L) {
    return flawed({ kind: 'cellCount', cells: cells.length, layers });
  }
  const cell = nameOf(cells);
  if (memory > 0 && !cells.some(hasKeepBias)) return flawed({ kind: 'noKeepBias', cell });
  if (cells.every(({ id }) => id === 'lstm')) return fine({ cell: 'lstm', L });
  const sources = cells.map(({ id, text }): CellSource => ({ id, text }));
  return fine({ cell, cells: areAlike(cells) ? sources.slice(0, 1) : sources, L });
}

const areAlike = (cells: readonly Cell[]): boolean =>
  cells.every(({ id, text }) => id === cells[0].id && text === cells[0].text);

const nameOf = (cells: readonly Cell[]): string =>
  areAlike(cells) ? cells[0].id : cells.map(({ id }) => id).join(',');

function known(id: string): Checked<Cell> {
  if (id.trim() === '') return flawed({ kind: 'noCell' });
  if (!isCellId(id)) {
    const meant = nearest(id, [...cellIds, 'window']);
    return flawed({ kind: 'unknownId', id, ...(meant !== undefined && { meant }) });
  }
  const made = makeCell({ id, text: cellText(id) });
  if (!made.ok) throw new Error(`${id}.cell cannot be read.`);
  return fine(made.cell);
}

function own({ path, text: raw }: Exclude<ChosenCell, string>): Checked<Cell> {
  const text = raw.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');
  const made = makeCell({ id: idOf(path), text });
  if (!made.ok) return flawed(badText(path, text, made.problems));
  return fine(made.cell);
}

function badText(
  path: string,
  text: string,
  problems: Extract<ReturnType<typeof makeCell>, { ok: false }>['problems'],
): CellFlaw {
  const errors = problems.filter(({ severity }) => severity === 'error');
  const { at, message } = errors[0];
  const others = errors.length - 1;
  return { kind: 'badText', path, ...placeIn(text, at.start), problem: message, others };
}

/** What an own cell is called: its file, without the ending unless that were a known cell's name. */
export function idOf(path: string): string {
  const file = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  const name = file.replace(/\.cell$/i, '');
  return isTaken(name) ? file : name.slice(0, longestId);
}

const isTaken = (name: string): boolean => name === '' || isCellId(name) || isWindow(name);

const longestId = 200;
