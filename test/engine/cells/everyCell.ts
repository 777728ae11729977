/** The known cells, and some that only tests have: what the known ones leave out. */
import { cellIds, cellText } from '../../../src/engine/cells/cells';
import { compile, type Compilation } from '../../../src/engine/cells/compiler/compile';
import type { CellDefinition } from '../../../src/engine/cells/definition';
import { readCell } from '../../../src/engine/cells/notation/readCell';

export interface TestedCell {
  readonly id: string;
  readonly text: string;
  readonly definition: CellDefinition;
  readonly compilation: Compilation;
}

/** Three levels, two recurrent matrices, a peephole on h. */
export const threeLevels = `cell a reader's own
vector p
k = sigmoid(W x + U h' + V c' + b)
r = relu(W x + U (k*h') + b)
c = k*c' + (1 - k)*r - p*h'
s = sigmoid(W x + U c + b)
h = s*tanh(c)/(1 + exp(-c))`;

/** Every function, and gradients that are stopped in front of a matrix and elsewhere. */
const everyFunction = `cell of every function
i = sigmoid(W x + U (stop(h')) + b)
g = tanh(W x + U h' + b)
c = stop(0.9*c') + i*stop(g) + g
h = tanh(c)*min(i, g) + log(1 + exp(c)) - sqrt(i) + max(i, c) - (W x - V c')`;

/** A block that two equations share, a matrix with two operands, a product that is subtracted. */
const sharedBlocks = `cell of shared blocks
vector p
i = sigmoid(W x + U h' + b)
f = sigmoid(W_i x - U h' + b_i)
c = f*c' + i*tanh(W x + U c' - p)
h = c - U_f h'`;

/** The truncation of 1997: nothing flows back through the gates. */
const truncated = `cell LSTM of 1997, truncated
i = sigmoid(W x + U (stop(h')) + b)
g = 4*sigmoid(W x + U (stop(h')) + b) - 2
o = sigmoid(W x + U (stop(h')) + b)
c = c' + i*g
h = o*(2*sigmoid(c) - 1)`;

/** Two names of one value, a state that is another's value of before, one that is a sum as it is made. */
const aliases = `cell of aliases
q = h'
k = W x + U q + b
z = k
c = z*0.5 + 0.5*c' + m'
m = c
e = c'
h = tanh(c + q + e)`;

export const known: readonly TestedCell[] = cellIds.map((id) => tested(id, cellText(id)));

export const invented: readonly TestedCell[] = Object.entries({
  ...{ threeLevels, everyFunction, sharedBlocks, truncated, aliases },
}).map(([id, text]) => tested(id, text));

export const everyCell: readonly TestedCell[] = [...known, ...invented];

export function definitionOf(text: string): CellDefinition {
  const { definition, problems } = readCell(text);
  if (!definition) throw new Error(JSON.stringify(problems));
  return definition;
}

function tested(id: string, text: string): TestedCell {
  const definition = definitionOf(text);
  return { id, text, definition, compilation: compile(definition) };
}

export function cellNamed(id: string): TestedCell {
  const found = everyCell.find((cell) => cell.id === id);
  if (!found) throw new Error(`There is no cell ${id}.`);
  return found;
}
