/** Answers what an editor of a `.cell` file asks, and which cells are known. */
import { cellIds, cellOf, cellText, factsOf } from '../../engine/cells/cells';
import { checkCell } from '../../engine/cells/check/check';
import { compile } from '../../engine/cells/compiler/compile';
import { displayEquation, textOf } from '../../engine/cells/display/display';
import { meaningsOf, namesOf } from '../../engine/cells/display/meanings';
import { readCell } from '../../engine/cells/notation/readCell';
import { success, type Result } from '../../shared/failures';
import type {
  CellCheck,
  CellCheckContract,
  CellReading,
  CellsContract,
  KnownCell,
} from '../../shared/questions/editor/cells';
import type { Handlers } from '../../shared/wire/rpc';
import { cellsMade } from '../cells/chosenShape';
import { cellOptions } from './cellOptions';

export const cellAnswers: Handlers<CellsContract> = {
  readCell: ({ text }) => readingOf(text),
  knownCells: () => success(cellIds.map(known)),
  cellsMade,
  cellOptions,
};

export const cellChecks: Handlers<CellCheckContract> = {
  checkCell: ({ text }) => success(checkOf(text)),
};

/** So many are checked in a second or two; the time grows with their square. */
const mostChecked = 30;

function checkOf(text: string): CellCheck {
  const { definition } = readCell(text);
  if (definition === undefined) return { rows: [], note: 'Mend its problems first' };
  const count = definition.equations.length;
  if (count <= mostChecked) return { rows: checkCell(definition, compile(definition)) };
  const note = `${count} equations take long; run: node dist/cli.js cells FILE.cell --check`;
  return { rows: [], note };
}

function readingOf(text: string): Result<CellReading> {
  const read = readCell(text);
  return success({ problems: read.problems, ...meaningsOf(read), names: namesOf(read) });
}

function known(id: (typeof cellIds)[number]): KnownCell {
  const cell = cellOf(id);
  return {
    ...{ id, ...factsOf(cell), copy: copyOf(cellText(id)) },
    equations: cell.equations.map((equation) => textOf(displayEquation(equation))),
  };
}

const introduction = `# A cell of your own, begun as a copy: change a line; what is wrong is in Problems.
#   W x         a matrix times the input; capital letters are matrices
#   U h'        a matrix times h at the step before; h is what the layer shows
#   f*c'        unit by unit; a paper's σ ⊙ ∘ − ′ and W_i x_t + U_i h_{t-1} may be pasted
#   b           a learned vector; others are declared: vector p
#   with b = 1  what it starts from
#   functions   sigmoid tanh relu exp log sqrt stop (of one value), max min (of two)
#   name i = inputGate "Input gate" gate     how the interface and files call i
`;

/** The same equations under a title of their own. */
export const copyOf = (text: string): string =>
  introduction +
  text.replace(/^cell (.*)$/m, 'cell My own $1').replace(/^# Source: /m, '# Source: changed from ');
