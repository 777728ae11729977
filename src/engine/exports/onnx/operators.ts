/**
 * Which of ONNX's recurrent operators a cell is, told by what it computes, whoever wrote its text: its
 * gates in the operator's order, and which of its tensors are the operator's.
 */
import { knownCell, type Cell } from '../../cells/cell';
import type { CellId } from '../../cells/cells';
import type { Attribute } from './format';

export interface RecurrentOperator {
  readonly name: 'LSTM' | 'GRU' | 'RNN';
  /** Its equations in the order of the operator's rows. */
  readonly gates: readonly string[];
  /** By direction, as the operator wants them. */
  readonly activations: readonly string[];
  readonly attributes: Readonly<Record<string, Attribute>>;
  /** Equations that see their unit's cell state, in the operator's order. */
  readonly peepholes?: readonly string[];
  /** What is carried, in the operator's order. */
  readonly states: readonly string[];
}

const lstm: RecurrentOperator = {
  ...{ gates: ['i', 'o', 'f', 'g'], attributes: {}, states: ['h', 'c'] },
  ...{ name: 'LSTM', activations: ['Sigmoid', 'Tanh', 'Tanh'] },
};
const gru: RecurrentOperator = {
  ...{ gates: ['z', 'r', 'n'], attributes: {}, states: ['h'] },
  ...{ name: 'GRU', activations: ['Sigmoid', 'Tanh'] },
};
const rnn = (activation: string): RecurrentOperator => ({
  ...{ name: 'RNN', gates: ['h'], attributes: {}, states: ['h'], activations: [activation] },
});

const operators: readonly (readonly [CellId, RecurrentOperator])[] = [
  ['lstm', lstm],
  ['lstmNoBias', lstm],
  ['lstmPeephole', { ...lstm, peepholes: ['i', 'o', 'f'] }],
  ['gru', { ...gru, attributes: { linear_before_reset: 1 } }],
  ['gru2014', gru],
  ['rnn', rnn('Tanh')],
  ['rnnRelu', rnn('Relu')],
  ['rnnSigmoid', rnn('Sigmoid')],
];

/** Undefined where ONNX has no operator for it. */
export const operatorOf = (cell: Cell): RecurrentOperator | undefined =>
  operators.find(([id]) => knownCell(id).compiled.key === cell.compiled.key)?.[1];
