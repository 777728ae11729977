/**
 * A cell ready to be put into layers: read, compiled and described. Made once per text, because a
 * model, its file and each of its layers ask for it again.
 */
import type { CompiledCell } from '../kernels/compiledCell';
import { cellText, isCellId } from './cells';
import { compile } from './compiler/compile';
import type { CellDefinition } from './definition';
import { describe, type CellDescription } from './describe';
import { readCell } from './notation/readCell';
import type { CellProblem } from './notation/problems';

/** As a model stores it: the equations travel with it, so that it opens anywhere. */
export interface CellSource {
  /** A known one's, or what a person's own is called. */
  readonly id: string;
  readonly text: string;
}

export interface Cell extends CellSource {
  readonly definition: CellDefinition;
  readonly compiled: CompiledCell;
  readonly description: CellDescription;
}

export type CellResult =
  | { readonly ok: true; readonly cell: Cell }
  | { readonly ok: false; readonly problems: readonly CellProblem[] };

const made = new Map<string, Cell>();
/** Of texts that a person is writing there may be very many. */
const mostKept = 64;

export function makeCell({ id, text }: CellSource): CellResult {
  const key = `${id}\n${text}`;
  const known = made.get(key);
  if (known) return { ok: true, cell: known };
  const { definition, problems } = readCell(text);
  if (!definition) return { ok: false, problems };
  const cell = cellOfDefinition({ id, text }, definition);
  if (made.size >= mostKept) made.clear();
  made.set(key, cell);
  return { ok: true, cell };
}

export function cellOfDefinition(source: CellSource, definition: CellDefinition): Cell {
  const compilation = compile(definition);
  const description = describe(definition, compilation);
  return { ...source, definition, compiled: compilation.cell, description };
}

/** @throws RangeError where the text is no cell: whoever takes one from outside asks `makeCell` first */
export function needCell(source: CellSource): Cell {
  const result = makeCell(source);
  if (result.ok) return result.cell;
  throw new RangeError(`${source.id} is no cell: ${result.problems[0]?.message ?? ''}`);
}

/** @throws RangeError where there is no known cell with this id */
export function knownCell(id: string): Cell {
  if (!isCellId(id)) throw new RangeError(`There is no cell ${JSON.stringify(id)}.`);
  return needCell({ id, text: cellText(id) });
}
