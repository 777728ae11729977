/**
 * Which tensors of a file are the weights of a recurrent layer, and where each gate lies in them:
 * torch.nn.LSTM stacks input, forget, candidate and output gate, torch.nn.GRU reset, update and new
 * gate; a plain RNN has no gates. Looks at the header only; what does not fit in size is no such part.
 */
import type { TensorEntry } from '../safetensors/safetensorsHeader';

export type RecurrentCell = 'lstm' | 'gru' | 'rnn';

export type GateBlock = 'input' | 'forget' | 'candidate' | 'output' | 'reset' | 'update' | 'new';

export interface RecurrentPart {
  readonly cell: RecurrentCell;
  /** From 0, as PyTorch counts; absent in a single cell (torch.nn.LSTMCell). */
  readonly layer?: number;
  /** Reads from the end to the beginning. */
  readonly backwards: boolean;
  /** What it weighs: what comes in, what the layer showed before, or a bias beside either. */
  readonly role: 'fromInput' | 'fromBefore' | 'biasOfInput' | 'biasOfBefore';
  /** In the order in which they lie in the tensor, all of one size. */
  readonly gates: readonly GateBlock[];
}

const cells: readonly { readonly cell: RecurrentCell; readonly gates: readonly GateBlock[] }[] = [
  { cell: 'lstm', gates: ['input', 'forget', 'candidate', 'output'] },
  { cell: 'gru', gates: ['reset', 'update', 'new'] },
  { cell: 'rnn', gates: [] },
];

const roles = {
  weight_ih: 'fromInput',
  weight_hh: 'fromBefore',
  bias_ih: 'biasOfInput',
  bias_hh: 'biasOfBefore',
} as const;

const partName =
  /^(?<prefix>.*?)(?<kind>(?:weight|bias)_(?:ih|hh))(?:_l(?<layer>\d+)(?<reverse>_reverse)?)?$/s;

interface Tensors {
  get(name: string): Pick<TensorEntry, 'shape'> | undefined;
}

/** What a tensor is in a recurrent layer; undefined where it is none of its parts. */
export function recurrentPart(tensors: Tensors, name: string): RecurrentPart | undefined {
  const found = partName.exec(name);
  const shape = tensors.get(name)?.shape;
  if (!found || !shape) return undefined;
  const groups: Readonly<Record<string, string | undefined>> = found.groups ?? {};
  const { prefix = '', kind = '', layer, reverse = '' } = groups;
  const end = layer === undefined ? '' : `_l${layer}${reverse}`;
  const layerOf = cellOf(tensors, prefix, end);
  if (!layerOf) return undefined;
  const isWeight = kind.startsWith('weight');
  if (shape.length !== (isWeight ? 2 : 1) || shape[0] !== layerOf.rows) return undefined;
  return {
    cell: layerOf.cell,
    ...(layer === undefined ? {} : { layer: Number(layer) }),
    backwards: reverse !== '',
    role: roles[kind as keyof typeof roles],
    gates: layerOf.gates,
  };
}

/** The recurrent matrix tells: it has as many rows for each gate as there are hidden units. */
function cellOf(tensors: Tensors, prefix: string, end: string) {
  const [rows = 0, columns = 0] = tensors.get(`${prefix}weight_hh${end}`)?.shape ?? [];
  // With a projection the layer shows fewer numbers than it has units.
  const projection = tensors.get(`${prefix}weight_hr${end}`)?.shape;
  const hidden = projection?.[1] ?? columns;
  const found = cells.find(
    ({ gates }) => hidden > 0 && rows === Math.max(1, gates.length) * hidden,
  );
  return found && { ...found, rows };
}
