/** The operations of a cell on numbers in double precision. */
import type { Operation } from '../kernels/compiledCell';
import type { BinaryOperator } from './definition';

/** What a sign of the equations does. */
export const operationOf = {
  '+': 'add',
  '-': 'subtract',
  '*': 'multiply',
  '/': 'divide',
} as const satisfies Record<BinaryOperator, Operation>;

/** Arguments that an operation does not have are ignored. */
export function calculate(operation: Operation, a: number, b: number, c: number): number {
  switch (operation) {
    case 'add':
      return a + b;
    case 'subtract':
      return a - b;
    case 'multiply':
      return a * b;
    case 'divide':
      return a / b;
    case 'negate':
      return -a;
    case 'max':
      return a < b ? b : a;
    case 'min':
      return b < a ? b : a;
    case 'sigmoid':
      return 1 / (1 + Math.exp(-a));
    case 'tanh':
      return Math.tanh(a);
    case 'relu':
      // Not a number stays so.
      return a < 0 ? 0 : a;
    case 'exp':
      return Math.exp(a);
    case 'log':
      return Math.log(a);
    case 'sqrt':
      return Math.sqrt(a);
    case 'ifPositive':
      return a > 0 ? b : 0;
    case 'ifNotLess':
      return a < b ? 0 : c;
    case 'ifLess':
      return a < b ? c : 0;
  }
}
