/** The cell of each layer in words, for host and pages: what `engine/cells` knows of it, as plain data. */
import type { Cell } from '../../engine/cells/cell';
import {
  displayEquation,
  displayExpression,
  textOf,
  wordsOf,
} from '../../engine/cells/display/display';
import type { Expression } from '../../engine/cells/definition';
import type { Network } from '../../engine/network/network';
import type { CellMemory, CellQuantity, LayerCell } from '../../shared/model/cells';

/** From below; of two directions forwards first. */
export const layerCells = ({ layout }: Network): LayerCell[] =>
  layout.layers.map(({ cell }) => layerCell(cell));

export function layerCell({ id, definition, description }: Cell): LayerCell {
  const nameOf = (letter: string): string =>
    description.quantities.find((quantity) => quantity.letter === letter)?.name ?? letter;
  const { memory, abilities, carried, quantities } = description;
  return {
    ...{ id, title: description.title, abilities },
    quantities: quantities.map(({ letter, name, title, kind, range }): CellQuantity => {
      const equation = definition.equations.find((one) => one.letter === letter);
      const pieces = equation ? displayEquation(equation) : [];
      const said = { equation: textOf(pieces), said: wordsOf(pieces) };
      return { name, letter, title, kind, low: range.low, high: range.high, ...said };
    }),
    carried: carried.map(nameOf),
    ...(memory && { memory: memoryInWords(memory, nameOf) }),
  };
}

function memoryInWords(
  { states, of, keep, write }: NonNullable<Cell['description']['memory']>,
  nameOf: (letter: string) => string,
): CellMemory {
  const print = (value: Expression): string => textOf(displayExpression(value));
  return { states: states.map(nameOf), of: print(of), keep: print(keep), write: print(write) };
}
