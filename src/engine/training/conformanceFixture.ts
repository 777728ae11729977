/**
 * A recorded run of PyTorch: sizes in the metadata, and tensors of what went in and came out. Files
 * come from anywhere, so everything that a comparison reads is checked before it begins.
 */
import type { Floats } from '../kernels/kernels';
import type { CellId } from '../cells/cells';
import { layOut, type ModelShape } from '../network/shape';

export interface Fixture {
  readonly metadata: ReadonlyMap<string, string>;
  readonly tensors: ReadonlyMap<string, Floats | Int32Array>;
}

export type Named = ReadonlyMap<string, Floats>;

const sizes = ['vocab_size', 'embedding_size', 'hidden_size', 'layers'] as const;
const counts = ['sequence_length', 'batch_size', 'steps'] as const;
const rates = ['lr', 'clip'] as const;
const most = { size: 1 << 24, layers: 64 };

/** PyTorch's names of cells, and ours. */
const cells: ReadonlyMap<string, CellId> = new Map([
  ['lstm', 'lstm'],
  ['gru', 'gru'],
  ['rnn', 'rnn'],
  ['rnn_tanh', 'rnn'],
]);

const cellOf = ({ metadata }: Fixture): CellId | undefined => cells.get(metadata.get('cell') ?? '');

const isBothWays = ({ metadata }: Fixture): boolean => metadata.get('bidirectional') === 'True';

/** Whether it is a run of a cell that PyTorch and Gatescope have. */
export const isSupported = (fixture: Fixture): boolean => cellOf(fixture) !== undefined;

export function shapeOf(fixture: Fixture): ModelShape {
  return {
    ...{ cell: cellOf(fixture) ?? '', tokens: 'words' },
    ...(isBothWays(fixture) && { direction: 'both' }),
    V: number(fixture, 'vocab_size'),
    E: number(fixture, 'embedding_size'),
    H: number(fixture, 'hidden_size'),
    L: number(fixture, 'layers'),
    tied: fixture.metadata.get('tied') === 'True',
  };
}

/** Why it is no such record, as the rest of a sentence; undefined where it is one. */
export function fixtureProblem(fixture: Fixture): string | undefined {
  const { metadata } = fixture;
  if (!metadata.has('cell')) return 'its metadata does not say which cell it is of';
  if (!isSupported(fixture)) return undefined;
  const isCount = (name: string): boolean => {
    const value = number(fixture, name);
    return Number.isInteger(value) && value >= 1 && value <= most.size;
  };
  const strange =
    [...sizes, ...counts].find((name) => !isCount(name)) ??
    rates.find((name) => !(number(fixture, name) > 0));
  if (strange !== undefined) return `its metadata has no “${strange}” that is a number above 0`;
  const shape = shapeOf(fixture);
  if (shape.L > most.layers) return `it has ${shape.L} layers, and at most ${most.layers} are read`;
  if (shape.tied && shape.E !== shape.H) return 'it is tied with different sizes';
  if (shape.tied && isBothWays(fixture)) return 'it is tied and reads in both directions';
  return tensorProblem(fixture, shape) ?? idProblem(fixture, shape.V);
}

function tensorProblem({ tensors, ...rest }: Fixture, shape: ModelShape): string | undefined {
  const fixture = { tensors, ...rest };
  const { V, H } = shape;
  const { places, layers, shown } = layOut(shape, 1);
  const carried = layers[0].cell.compiled.states;
  const B = number(fixture, 'batch_size');
  const N = number(fixture, 'sequence_length') * B;
  const weights = places.flatMap(({ name, size }) =>
    ['init.', 'grad.', 'adam.final.'].map((part): [string, number] => [part + name, size]),
  );
  const expected: readonly [string, number][] = [
    ...weights,
    ...[['in.x', N] as [string, number], ['in.y', N] as [string, number]],
    ...carried.map(({ letter }): [string, number] => [`in.${letter}0`, layers.length * B * H]),
    ['fwd.h', N * shown.pieces * H],
    ['fwd.logits', N * V],
    ['fwd.loss', 1],
    ['adam.losses', number(fixture, 'steps')],
  ];
  const missing = expected.find(([name, length]) => tensors.get(name)?.length !== length);
  if (!missing) return undefined;
  const [name, length] = missing;
  const found = tensors.get(name)?.length;
  return `its tensor ${JSON.stringify(name)} ${found === undefined ? 'is missing' : `has ${found} numbers`}, and ${length} are needed`;
}

function idProblem(fixture: Fixture, V: number): string | undefined {
  const isId = (id: number): boolean => Number.isInteger(id) && id >= 0 && id < V;
  const strange = ['in.x', 'in.y'].find((name) => !tensor(fixture, name).every(isId));
  return strange === undefined
    ? undefined
    : `its tensor ${JSON.stringify(strange)} holds something else than ids below ${V}`;
}

export function prefixed(fixture: Fixture, prefix: string): Named {
  const named = new Map<string, Floats>();
  for (const [name, values] of fixture.tensors) {
    if (name.startsWith(prefix) && !(values instanceof Int32Array)) {
      named.set(name.slice(prefix.length), values);
    }
  }
  return named;
}

export function tensor(fixture: Fixture, name: string): Floats | Int32Array {
  const values = fixture.tensors.get(name);
  if (!values) throw new Error(`The fixture has no tensor ${name}`);
  return values;
}

/** NaN where the metadata has none. */
export function number(fixture: Fixture, name: string): number {
  return Number(fixture.metadata.get(name) ?? NaN);
}
