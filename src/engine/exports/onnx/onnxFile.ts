/**
 * A model as an ONNX file: tokens [T, B] and what is carried go in, log probabilities [T, B, words] and
 * what is carried on come out. Layers are ONNX's own recurrent operators, so only cells that it has can be
 * written.
 */
import type { StoredModel } from '../../files/modelFile';
import { directionsOf, layOut, type LayerLayout } from '../../network/shape';
import { onnxModel, type OnnxNode, type OnnxTensor, type OnnxValue } from './format';
import { operatorOf, type RecurrentOperator } from './operators';
import { encodeMessage } from './protobuf';

export type OnnxFile =
  | { readonly ok: true; readonly bytes: Uint8Array<ArrayBuffer> }
  /** Sentences for a person. */
  | { readonly ok: false; readonly reason: string };

interface Parts {
  readonly nodes: OnnxNode[];
  readonly initializers: OnnxTensor[];
  readonly inputs: OnnxValue[];
  readonly outputs: OnnxValue[];
}

export function onnxFile(model: StoredModel): OnnxFile {
  const { shape } = model;
  const unlike = whyNot(model);
  if (unlike !== undefined) return { ok: false, reason: `${unlike} ${instead}` };
  const parts: Parts = { nodes: [], initializers: [], inputs: [], outputs: [] };
  const { nodes, initializers } = parts;
  parts.inputs.push({ name: 'tokens', type: 'int64', dims: ['T', 'B'] });
  initializers.push(weightOf(model, 'encoder.weight'), {
    name: 'all_directions',
    dims: [3],
    numbers: BigInt64Array.of(0n, 0n, -1n),
  });
  nodes.push(node('Gather', ['encoder.weight', 'tokens'], 'x'));
  let x = 'x';
  for (let layer = 0; layer < shape.L; layer++) x = addLayer(parts, model, layer, x);
  if (shape.readout) {
    addProjection(parts, model, 'readout', x, 'readout_sums');
    nodes.push(node('Tanh', ['readout_sums'], 'read'));
    x = 'read';
  }
  addProjection(parts, model, 'decoder', x, 'logits');
  nodes.push({ ...node('LogSoftmax', ['logits'], 'log_probabilities'), attributes: { axis: -1 } });
  parts.outputs.unshift({ name: 'log_probabilities', type: 'float', dims: ['T', 'B', shape.V] });
  const { words } = model.vocabulary;
  const metadata = { words: JSON.stringify(words), tokens: shape.tokens, cut: `${shape.cut ?? 1}` };
  return { ok: true, bytes: encodeMessage(onnxModel({ name: 'model', ...parts, metadata })) };
}

const instead = 'Export it as a PyTorch project instead.';

function whyNot({ shape }: StoredModel): string | undefined {
  if (shape.window !== undefined)
    return 'ONNX is written for recurrent networks, and this one reads a window of words.';
  const strange = layOut(shape, 1).layers.find(({ cell }) => operatorOf(cell) === undefined);
  if (!strange) return undefined;
  return `ONNX has operators for LSTM, GRU and RNN, and none for the cell “${strange.cell.definition.title}”.`;
}

const node = (operator: string, inputs: readonly string[], output: string): OnnxNode => ({
  ...{ operator, inputs, outputs: [output] },
});

function tensorOf({ weights }: StoredModel, name: string): Float32Array {
  const found = weights.get(name);
  if (!found) throw new Error(`No tensor ${name}`);
  return found;
}

function weightOf(model: StoredModel, name: string): OnnxTensor {
  const place = layOut(model.shape, 1).places.find((it) => it.name === name);
  return { name, dims: place?.shape ?? [], numbers: tensorOf(model, name) };
}

/** y = W x + b; where the weights are tied W is the embedding's. */
function addProjection(
  { nodes, initializers }: Parts,
  model: StoredModel,
  name: 'readout' | 'decoder',
  x: string,
  y: string,
): void {
  const isTied = name === 'decoder' && model.shape.tied;
  const matrix = isTied ? 'encoder.weight' : `${name}.weight`;
  if (!isTied) initializers.push(weightOf(model, matrix));
  initializers.push(weightOf(model, `${name}.bias`));
  nodes.push(
    { ...node('Transpose', [matrix], `${name}_columns`), attributes: { perm: [1, 0] } },
    node('MatMul', [x, `${name}_columns`], `${name}_products`),
    node('Add', [`${name}_products`, `${name}.bias`], y),
  );
}

/** @returns the name of what it shows, [T, B, directions H] */
function addLayer(parts: Parts, model: StoredModel, layer: number, x: string): string {
  const { shape } = model;
  const runs = layOut(shape, 1).layers.filter((it) => it.layer === layer);
  const operator = operatorOf(runs[0].cell);
  if (!operator) throw new Error('ONNX has no operator for it.');
  const D = directionsOf(shape);
  const own = (name: string): string => `${name}_l${layer}`;
  const joined = (
    name: string,
    dims: readonly number[],
    read: (run: LayerLayout) => Float32Array,
  ) => {
    parts.initializers.push({
      name: own(name),
      dims: [D, ...dims],
      numbers: joinAll(runs.map(read)),
    });
    return own(name);
  };
  const { gates, peepholes, states } = operator;
  const G = gates.length * shape.H;
  const rows = (letter: string, of: readonly string[]) => (run: LayerLayout) =>
    rowsInOrder(model, run, letter, of);
  const { input } = runs[0];
  const W = joined('W', [G, input.pieces * input.each], rows('W', gates));
  const R = joined('R', [G, shape.H], rows('U', gates));
  const hasBias = runs[0].cell.compiled.tensors.some(({ letter }) => letter === 'b');
  const B = hasBias ? joined('B', [2 * G], (run) => biasesOf(model, run, operator)) : '';
  const P = peepholes ? joined('P', [3 * shape.H], rows('p', peepholes)) : '';
  const before = states.map(own);
  const after = states.map((letter) => `${own(letter)}_after`);
  for (const name of before) parts.inputs.push({ name, type: 'float', dims: [D, 'B', shape.H] });
  for (const name of after) parts.outputs.push({ name, type: 'float', dims: [D, 'B', shape.H] });
  parts.nodes.push({
    operator: operator.name,
    inputs: [x, W, R, B, '', ...before, ...(P ? [P] : [])],
    outputs: [own('Y'), ...after],
    attributes: {
      hidden_size: shape.H,
      direction: D === 2 ? 'bidirectional' : 'forward',
      activations: runs.flatMap(() => operator.activations),
      ...operator.attributes,
    },
  });
  // Of [T, directions, B, H], directions side by side.
  parts.nodes.push(
    { ...node('Transpose', [own('Y')], own('by_stream')), attributes: { perm: [0, 2, 1, 3] } },
    node('Reshape', [own('by_stream'), 'all_directions'], own('shown')),
  );
  return own('shown');
}

/** A letter's blocks of rows, those of the equations in their order. */
function rowsInOrder(
  model: StoredModel,
  { cell, tensors }: LayerLayout,
  letter: string,
  equations: readonly string[],
): Float32Array {
  const index = cell.compiled.tensors.findIndex((it) => it.letter === letter);
  const { blocks } = cell.compiled.tensors[index];
  const numbers = tensorOf(model, tensors[index]);
  const size = numbers.length / blocks.length;
  return joinAll(
    equations.map((equation) => {
      const block = blocks.indexOf(equation);
      return numbers.subarray(block * size, (block + 1) * size);
    }),
  );
}

/** Of the input's and of the recurrent products; a cell with one bias has none of the second. */
function biasesOf(
  model: StoredModel,
  run: LayerLayout,
  { gates }: RecurrentOperator,
): Float32Array {
  const first = rowsInOrder(model, run, 'b', gates);
  const hasSecond = run.cell.compiled.tensors.some(({ letter }) => letter === 'd');
  const second = hasSecond ? rowsInOrder(model, run, 'd', gates) : new Float32Array(first.length);
  return joinAll([first, second]);
}

function joinAll(parts: readonly Float32Array[]): Float32Array {
  const joined = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}
