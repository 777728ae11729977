/** ONNX files as a reader of protobuf sees them; `npm run pytorch` runs them in onnxruntime. */
import { describe, expect, it } from 'vitest';
import { onnxFile } from '../../../src/engine/exports/onnx/onnxFile';
import { encodeMessage, message } from '../../../src/engine/exports/onnx/protobuf';
import type { StoredModel } from '../../../src/engine/files/modelFile';
import { saveTensors } from '../../../src/engine/network/network';
import type { ModelShape } from '../../../src/engine/network/shape';
import { parseVocabulary } from '../../../src/engine/text/words/vocabulary';
import { ownCell } from '../anyCell';
import { smallNetwork } from '../smallNetwork';

function modelOf(more: Partial<ModelShape>): StoredModel {
  const network = smallNetwork(more);
  const words = Array.from({ length: 9 }, (_, id) => (id === 0 ? '' : `w${id}`));
  const parsed = parseVocabulary({ words, counts: words.map(() => 1) });
  if (!parsed.ok) throw new Error(parsed.problem);
  return {
    ...{ shape: network.shape, vocabulary: parsed.vocabulary, plan: null, version: 1, steps: 0 },
    ...{ documentKey: 'x', fingerprint: [], history: [], unitNames: {} },
    weights: saveTensors(network),
  };
}

type Read = Map<number, (bigint | Uint8Array)[]>;

/** Fields by number, as any reader of protobuf finds them. */
function read(bytes: Uint8Array): Read {
  const fields: Read = new Map();
  let at = 0;
  const varint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = bytes[at++];
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  };
  while (at < bytes.length) {
    const tag = Number(varint());
    const [number, wire] = [tag >> 3, tag & 7];
    let value: bigint | Uint8Array;
    if (wire === 0) value = varint();
    else {
      const length = wire === 5 ? 4 : Number(varint());
      value = bytes.subarray(at, (at += length));
    }
    fields.set(number, [...(fields.get(number) ?? []), value]);
  }
  return fields;
}

const inside = (fields: Read, number: number): Read[] =>
  (fields.get(number) ?? []).map((it) => read(it as Uint8Array));
const texts = (fields: Read, number: number): string[] =>
  (fields.get(number) ?? []).map((it) => new TextDecoder().decode(it as Uint8Array));
const numbers = (fields: Read, number: number): number[] =>
  (fields.get(number) ?? []).map((it) => Number(BigInt.asIntN(64, it as bigint)));

function graphOf(more: Partial<ModelShape>) {
  const made = onnxFile(modelOf(more));
  if (!made.ok) throw new Error(made.reason);
  const file = read(made.bytes);
  const [graph] = inside(file, 7);
  const initializers = new Map(
    inside(graph, 5).map((tensor) => {
      const raw = Uint8Array.from((tensor.get(9)?.[0] ?? new Uint8Array()) as Uint8Array);
      return [texts(tensor, 8)[0], { dims: numbers(tensor, 1), raw: raw.buffer }];
    }),
  );
  return {
    file,
    nodes: inside(graph, 1).map((node) => ({
      ...{ operator: texts(node, 4)[0], inputs: texts(node, 1), outputs: texts(node, 2) },
      attributes: inside(node, 5),
    })),
    initializers,
    inputs: inside(graph, 11).map((value) => texts(value, 1)[0]),
    outputs: inside(graph, 12).map((value) => texts(value, 1)[0]),
  };
}

const tensor = (graph: ReturnType<typeof graphOf>, name: string) => {
  const found = graph.initializers.get(name);
  if (!found) throw new Error(`no ${name}`);
  return { dims: found.dims, numbers: [...new Float32Array(found.raw)] };
};

describe('an ONNX file', () => {
  it('is of ONNX’s own operators, with what is carried as inputs and outputs', () => {
    const { nodes, inputs, outputs, file } = graphOf({ L: 2 });
    expect(nodes.map(({ operator }) => operator)).toEqual([
      ...['Gather', 'LSTM', 'Transpose', 'Reshape', 'LSTM', 'Transpose', 'Reshape'],
      ...['Transpose', 'MatMul', 'Add', 'LogSoftmax'],
    ]);
    expect(inputs).toEqual(['tokens', 'h_l0', 'c_l0', 'h_l1', 'c_l1']);
    expect(outputs).toEqual([
      ...['log_probabilities', 'h_l0_after', 'c_l0_after', 'h_l1_after', 'c_l1_after'],
    ]);
    const [opset] = inside(file, 8);
    expect([numbers(file, 1), numbers(opset, 2)]).toEqual([[7], [14]]);
  });

  it('has the gates in ONNX’s order', () => {
    const model = modelOf({});
    const lstm = tensor(graphOf({}), 'W_l0');
    expect(lstm.dims).toEqual([1, 20, 4]);
    const rows = [...(model.weights.get('rnn.weight_ih_l0') ?? [])];
    const block = (n: number): number[] => rows.slice(n * 20, (n + 1) * 20);
    // PyTorch: i f g o; ONNX: i o f c.
    expect(lstm.numbers).toEqual([0, 3, 1, 2].flatMap(block));
    const gru = modelOf({ cell: 'gru' }).weights.get('rnn.bias_hh_l0') ?? [];
    // PyTorch: r z n; ONNX: z r h, the second biases behind the first.
    expect(tensor(graphOf({ cell: 'gru' }), 'B_l0').numbers.slice(15)).toEqual([
      ...[...gru].slice(5, 10),
      ...[...gru].slice(0, 5),
      ...[...gru].slice(10),
    ]);
  });

  it('knows a cell by what it computes, whatever it is called', () => {
    const text = "cell my own\nvector d\nh = tanh(W x + b + U h' + d)";
    const { nodes } = graphOf({ cell: 'own', cells: [{ id: 'own', text }] });
    expect(nodes[1].operator).toBe('RNN');
  });

  it('writes the embedding once where it is tied', () => {
    const { initializers, nodes } = graphOf({ E: 5, tied: true });
    expect([...initializers.keys()]).not.toContain('decoder.weight');
    expect(nodes.at(-4)?.inputs).toEqual(['encoder.weight']);
  });

  it.each([
    [ownCell('leaky'), 'none for the cell “that leaks”'],
    [{ cell: 'slstm' }, 'none for the cell “sLSTM”'],
    [{ cell: 'window:3', window: 3 }, 'this one reads a window of words'],
  ])('is not written of what ONNX has not: %j', (shape, reason) => {
    const made = onnxFile(modelOf(shape));
    expect(made).toMatchObject({ ok: false });
    expect(made.ok ? '' : made.reason).toContain(reason);
    expect(made.ok ? '' : made.reason).toContain('PyTorch project instead');
  });
});

describe('protobuf', () => {
  it('writes numbers, texts and messages as the format has them', () => {
    // The examples of protobuf's own documentation: 150, and "testing".
    expect([...encodeMessage(message([1, 150]))]).toEqual([0x08, 0x96, 0x01]);
    const testing = [0x12, 7, 0x74, 0x65, 0x73, 0x74, 0x69, 0x6e, 0x67];
    expect([...encodeMessage(message([2, 'testing']))]).toEqual(testing);
    expect([...encodeMessage(message([3, message([1, 150])]))]).toEqual([0x1a, 3, 0x08, 0x96, 1]);
    expect([...encodeMessage(message([1, -1]))]).toEqual([0x08, ...new Array(9).fill(0xff), 1]);
    expect(numbers(read(encodeMessage(message([16, 2 ** 40]))), 16)).toEqual([2 ** 40]);
  });
});
