/** Small networks of any cell, known or not, for tests of what all cells share. */
import { cellIds } from '../../src/engine/cells/cells';
import type { ModelShape } from '../../src/engine/network/shape';

/** What known cells leave out: learned decay, a product in what is written, a share without a stabiliser. */
const own = {
  fading: `cell that fades by itself
vector a
r = sigmoid(W x + U h' + b)
m = sigmoid(a)*m' + r*(V x)
h = tanh(m + b)`,
  share: `cell of shares
k = sigmoid(W x + U h' + b)
s = k*s' + (1 - k)*tanh(W x + b)
w = k*w' + (1 - k)
h = s/w`,
  leaky: `cell that leaks
h = 0.7*h' + tanh(U h' + b) - W x`,
};

export type AnyCell = Pick<ModelShape, 'cell' | 'cells'>;

export const ownCell = (id: keyof typeof own): AnyCell => ({
  ...{ cell: id, cells: [{ id, text: own[id] }] },
});

/** By name. */
export const everyKind: readonly (readonly [string, AnyCell])[] = [
  ...cellIds.map((cell) => [cell, { cell }] as const),
  ...(['fading', 'share', 'leaky'] as const).map((id) => [`own: ${id}`, ownCell(id)] as const),
];
