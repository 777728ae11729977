/** The messages of an ONNX file by the numbers of their fields: what `onnx.proto` calls them, and no more of it. */
import { each, message, type Message } from './protobuf';

export interface OnnxTensor {
  readonly name: string;
  readonly dims: readonly number[];
  readonly numbers: Float32Array | BigInt64Array;
}

export type Attribute = number | string | readonly number[] | readonly string[];

export interface OnnxNode {
  readonly operator: string;
  /** '' stands for one that is left out. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes?: Readonly<Record<string, Attribute>>;
}

/** What goes in or comes out; a text as a dimension is a name for any size. */
export interface OnnxValue {
  readonly name: string;
  readonly type: 'float' | 'int64';
  readonly dims: readonly (number | string)[];
}

export interface OnnxGraph {
  readonly name: string;
  readonly nodes: readonly OnnxNode[];
  readonly initializers: readonly OnnxTensor[];
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
  readonly metadata: Readonly<Record<string, string>>;
}

/** Of 2021: all runtimes of the last years read it. */
const irVersion = 7;
export const operatorSet = 14;

const elementTypes = { float: 1, int64: 7 } as const;
const attributeTypes = { int: 2, string: 3, ints: 7, strings: 8 } as const;

export const onnxModel = (graph: OnnxGraph): Message =>
  message(
    [1, irVersion],
    [2, 'Gatescope'],
    [7, graphMessage(graph)],
    [8, message([1, ''], [2, operatorSet])],
    ...Object.entries(graph.metadata).map(
      ([key, value]) => [14, message([1, key], [2, value])] as const,
    ),
  );

const graphMessage = ({ name, nodes, initializers, inputs, outputs }: OnnxGraph): Message =>
  message(
    ...each(1, nodes.map(nodeMessage)),
    [2, name],
    ...each(5, initializers.map(tensorMessage)),
    ...each(11, inputs.map(valueMessage)),
    ...each(12, outputs.map(valueMessage)),
  );

const nodeMessage = ({ operator, inputs, outputs, attributes = {} }: OnnxNode): Message =>
  message(
    ...each(1, inputs),
    ...each(2, outputs),
    [4, operator],
    ...each(
      5,
      Object.entries(attributes).map(([name, value]) => attributeMessage(name, value)),
    ),
  );

function attributeMessage(name: string, value: Attribute): Message {
  if (typeof value === 'number') return message([1, name], [3, value], [20, attributeTypes.int]);
  if (typeof value === 'string') return message([1, name], [4, value], [20, attributeTypes.string]);
  const isTexts = value.some((one) => typeof one === 'string');
  return message([1, name], ...each(isTexts ? 9 : 8, value), [
    20,
    isTexts ? attributeTypes.strings : attributeTypes.ints,
  ]);
}

const tensorMessage = ({ name, dims, numbers }: OnnxTensor): Message =>
  message(
    ...each(1, dims),
    [2, numbers instanceof Float32Array ? elementTypes.float : elementTypes.int64],
    [8, name],
    [9, new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength)],
  );

const valueMessage = ({ name, type, dims }: OnnxValue): Message => {
  const shape = message(
    ...each(
      1,
      dims.map((size) => (typeof size === 'number' ? message([1, size]) : message([2, size]))),
    ),
  );
  return message([1, name], [2, message([1, message([1, elementTypes[type]], [2, shape])])]);
};
