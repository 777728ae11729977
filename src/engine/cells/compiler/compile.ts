/**
 * From a cell's definition to what the kernels run. One pass after the other: the equations as a
 * graph (`equations.ts`), the way back (`gradients.ts`), what is kept (`record.ts`), programs
 * (`programs.ts`), tensors and their names (`tensors.ts`), and whether padding stays 0 by itself
 * (`padding.ts`).
 */
import type { CompiledCell, Place } from '../../kernels/compiledCell';
import type { CellDefinition } from '../definition';
import { levelsOf, readEquations, type Equations } from './equations';
import { differentiate, type Gradients } from './gradients';
import { staysZero } from './padding';
import { backwardPrograms, forwardPrograms } from './programs';
import { layOutRecord, type RecordLayout } from './record';
import { blockFinder, tensorsOf } from './tensors';

/** A compiled cell, and where its record holds each quantity. */
export interface Compilation {
  readonly cell: CompiledCell;
  /** By letter of the equation. */
  readonly places: ReadonlyMap<string, Place>;
}

export function compile(definition: CellDefinition): Compilation {
  const equations = readEquations(definition);
  const levels = levelsOf(equations);
  const gradients = differentiate(equations);
  const record = layOutRecord(equations, gradients);
  const tensors = tensorsOf(definition, equations);
  const find = blockFinder(tensors);
  const parts = {
    tensors,
    operands: operandsOf(equations, gradients, record),
    slots: equations.slots.map(({ terms, biases }, slot) => ({
      level: levels[equations.graph.leaf('slot', slot).id],
      terms: terms.map((term) => ({ ...find(term), operand: term.operand })),
      biases: biases.map(find),
    })),
    states: equations.states.map((letter, state) => ({
      ...{ letter, start: definition.starts[letter] ?? 0 },
      carries: gradients.carries[state],
    })),
    columns: record.columns,
    vectors: equations.vectors.map(find),
    forward: forwardPrograms(record, levels),
    backward: backwardPrograms(equations, gradients, record),
  };
  const cell = { ...parts, masked: !staysZero({ ...parts, key: '', masked: false }) };
  return { cell: { ...cell, key: JSON.stringify(cell) }, places: record.quantities };
}

function operandsOf(
  { operands }: Equations,
  { due }: Gradients,
  { places }: RecordLayout,
): CompiledCell['operands'] {
  return operands.map(({ node, stopped }, index) => {
    if (!node) return { kind: 'input' };
    if (node.is === 'before') return { kind: 'before', state: node.index, stopped };
    const place = places.get(node);
    if (!place) throw new Error('What a matrix multiplies is not kept.');
    return { kind: 'computed', place, due: due[index] };
  });
}
