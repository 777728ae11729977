/**
 * A layer without memory, h = tanh(W x + b): what a network on a fixed window of words is made of
 * (Bengio et al. 2003), and the hidden layer of a deep read-out. No cell, since nothing is carried to the
 * next step, but compiled and run like one.
 */
import { cellOfDefinition, type Cell } from './cell';
import type { CellDefinition, Expression } from './definition';

const at = { start: 0, end: 0 };

const sum: Expression = {
  ...{ kind: 'operation', operator: '+', at },
  left: { kind: 'product', letter: 'W', block: 'h', of: { kind: 'input', at }, at },
  right: { kind: 'vector', letter: 'b', block: 'h', at },
};

const definitionOf = (value: Expression): CellDefinition => ({
  ...{ title: 'Hidden layer', remarks: [], states: ['h'], starts: {} },
  equations: [
    {
      ...{
        letter: 'h',
        name: 'hiddenState',
        title: 'Hidden state',
        kind: 'state',
        initial: {},
        at,
      },
      value,
    },
  ],
});

let made: Cell | undefined;
let straight: Cell | undefined;

/** Compiled when it is first asked for: hardly any thread that starts needs it. */
export const feedForward = (): Cell =>
  (made ??= cellOfDefinition(
    { id: 'hidden', text: '' },
    definitionOf({ kind: 'unary', function: 'tanh', of: sum, at }),
  ));

/** W x + b alone. */
export const linearLayer = (): Cell =>
  (straight ??= cellOfDefinition({ id: 'linear', text: '' }, definitionOf(sum)));
