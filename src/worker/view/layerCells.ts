/** The cell of each layer in words, for host and pages: what `engine/cells` knows of it, as plain data. */
import type { Cell } from '../../engine/cells/cell';
import { opens } from '../../engine/cells/describe';
import {
  displayEquation,
  displayExpression,
  textOf,
  wordsOf,
} from '../../engine/cells/display/display';
import { quantitySentence } from '../../engine/cells/display/quantitySentences';
import { roleOf } from '../../engine/cells/display/roles';
import type { Equation, Expression } from '../../engine/cells/definition';
import type { Network } from '../../engine/network/network';
import type { CellMemory, CellQuantity, LayerCell } from '../../shared/model/cells';

/** From below; of two directions forwards first. */
export const layerCells = ({ layout }: Network): LayerCell[] =>
  layout.layers.map(({ cell }) => layerCell(cell));

export function layerCell({ id, definition, description }: Cell): LayerCell {
  const nameOf = (letter: string): string =>
    description.quantities.find((quantity) => quantity.letter === letter)?.name ?? letter;
  const { memory, abilities, carried } = description;
  return {
    ...{ id, title: description.title, abilities },
    quantities: definition.equations.map((equation) =>
      quantityOf(equation, definition, description),
    ),
    first: nameOf(firstOf(definition, description)),
    carried: carried.map(nameOf),
    ...(memory && { memory: memoryInWords(memory, nameOf) }),
  };
}

function quantityOf(
  equation: Equation,
  definition: Cell['definition'],
  { memory, quantities }: Cell['description'],
): CellQuantity {
  const { letter, name, title, kind } = equation;
  const range = quantities.find((one) => one.letter === letter)?.range ?? unbounded;
  const pieces = displayEquation(equation);
  return {
    ...{ name, letter, title, kind, low: range.low, high: range.high },
    opens: opens({ kind, range }),
    ...{ equation: textOf(pieces), said: wordsOf(pieces) },
    meaning: quantitySentence(equation, { definition, memory, range }),
  };
}

const unbounded = { low: -Infinity, high: Infinity };

/** The gate that keeps the memory, else any gate or what opens like one, else what the layer shows. */
function firstOf(
  definition: Cell['definition'],
  { memory, carried, quantities }: Cell['description'],
): string {
  const gates = definition.equations.filter(({ kind }) => kind === 'gate');
  const keeper = gates.find((gate) => roleOf(definition, memory, gate).keeps);
  const first = keeper ?? gates.at(0) ?? quantities.find(opens);
  return first?.letter ?? carried[0];
}

function memoryInWords(
  { states, of, keep, write }: NonNullable<Cell['description']['memory']>,
  nameOf: (letter: string) => string,
): CellMemory {
  const print = (value: Expression): string => textOf(displayExpression(value));
  return { states: states.map(nameOf), of: print(of), keep: print(keep), write: print(write) };
}
