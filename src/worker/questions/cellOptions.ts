/** What a network can be made of: the known cells, a person's own and a window of words, with their weights. */
import { knownCell, makeCell, type Cell } from '../../engine/cells/cell';
import { cellIds, factsOf, type CellId } from '../../engine/cells/cells';
import { weightCount } from '../../engine/cells/describe';
import { displayEquation, textOf } from '../../engine/cells/display/display';
import { feedForward } from '../../engine/cells/feedForward';
import { shapeOfChoice, usualWindow } from '../../engine/network/cellChoice';
import { sentenceOfFlaw } from '../../shared/cellChoice';
import { success } from '../../shared/failures';
import type {
  CellOption,
  CellsContract,
  CellWeightCount,
} from '../../shared/questions/editor/cells';
import type { Handlers } from '../../shared/wire/rpc';

interface Size {
  readonly units: number;
  readonly inputs: number;
}

export const cellOptions: Handlers<CellsContract>['cellOptions'] = ({ files, ...size }) =>
  success([
    ...cellIds.map((id) => known(id, size)),
    windowOption(size),
    ...files.map((file) => own(file, size)),
  ]);

const known = (id: CellId, size: Size): CellOption => optionOf(id, knownCell(id), size);

function optionOf(choice: string, cell: Cell, size: Size): CellOption {
  const { title, year, source, remarks } = factsOf(cell.definition);
  return {
    ...{ choice, title, remark: remarks.at(0) ?? '' },
    ...(year !== undefined && { year }),
    ...(source !== undefined && { source }),
    equations: cell.definition.equations.map((equation) => textOf(displayEquation(equation))),
    weights: weightsOf(cell, size),
  };
}

/** The first file with a mistake does not hide the others. */
function own(file: { readonly path: string; readonly text: string }, size: Size): CellOption {
  const chosen = shapeOfChoice({ cells: [file], layers: 1 });
  const made = makeCell({ id: file.path, text: file.text });
  if (made.ok) return optionOf(file.path, made.cell, size);
  const problem = chosen.ok ? '' : sentenceOfFlaw(chosen.flaw);
  return { choice: file.path, title: file.path, remark: '', equations: [], problem };
}

const windowOption = (size: Size): CellOption => ({
  choice: 'window',
  title: `Window of ${usualWindow} words`,
  year: 2003,
  source: 'Bengio, Ducharme, Vincent & Jauvin, A Neural Probabilistic Language Model, 2003',
  remark: `No cell and no memory: a layer reads the last ${usualWindow} words at once, and knows nothing before them. window:N reads N words.`,
  equations: ['h = tanh(W [x₁ … x₅] + b)'],
  weights: weightsOf(feedForward(), { ...size, inputs: usualWindow * size.inputs }, size.inputs),
});

function weightsOf(
  { compiled, description }: Cell,
  { units, inputs }: Size,
  inputsOfPlain = inputs,
): CellWeightCount {
  const count = (letter: string): number =>
    weightCount(
      compiled.tensors.map((tensor) => ({
        ...tensor,
        blocks: tensor.blocks.filter((block) => block === letter),
      })),
      inputs,
      units,
    );
  const each = description.quantities.map(({ letter, title }) => {
    return { title, weights: count(letter) };
  });
  const all = weightCount(compiled.tensors, inputs, units);
  const plain = weightCount(knownCell('rnn').compiled.tensors, inputsOfPlain, units);
  return { all, each: each.filter(({ weights }) => weights > 0), ofPlain: all / plain };
}
