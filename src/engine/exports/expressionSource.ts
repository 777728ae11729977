/**
 * An expression of a cell as Python over tensors [B][H]. A product that was made ahead is named; any
 * other one is written where it stands.
 */
import type { Expression } from '../cells/definition';
import { within } from '../cells/expressions';
import type { PythonNames } from './pythonNames';

export type Product = Expression & { readonly kind: 'product' };

/** What binds less than its surroundings stands in parentheses. */
const levels = { '+': 1, '-': 1, '*': 2, '/': 2 } as const;
const factor = 3;
const primary = 4;

const functions = {
  ...{ sigmoid: 'torch.sigmoid', tanh: 'torch.tanh', relu: 'torch.relu' },
  ...{ exp: 'torch.exp', log: 'torch.log', sqrt: 'torch.sqrt' },
  ...{ max: 'larger', min: 'smaller' },
} as const;

/** @param ahead the name of a product that was made ahead, undefined where it is made in place */
export function expressionSource(
  expression: Expression,
  names: PythonNames,
  ahead: (product: Product) => string | undefined,
): string {
  const write = (part: Expression, level: number, isTensor = false): string => {
    const bare = writeBare(part, isTensor && isConstant(part));
    return levelOf(part) < level ? `(${bare})` : bare;
  };
  /** @param filled where Python wants a tensor, and there are only numbers */
  const writeBare = (part: Expression, filled: boolean): string => {
    switch (part.kind) {
      case 'number':
        return filled ? `torch.full_like(${names.before('h')}, ${part.value})` : String(part.value);
      case 'quantity':
        return part.before ? names.before(part.letter) : names.value(part.letter);
      case 'vector':
        return names.rows(part.letter, part.block);
      case 'product':
        return ahead(part) ?? multiplied(part);
      case 'negative':
        return `-${write(part.of, factor, filled)}`;
      case 'unary':
        if (part.function === 'stop') return `${write(part.of, primary, true)}.detach()`;
        return `${functions[part.function]}(${write(part.of, 0, true)})`;
      case 'binary':
        return `${functions[part.function]}(${part.of.map((one) => write(one, 0, true)).join(', ')})`;
      case 'operation': {
        const level = levels[part.operator];
        const left = write(part.left, level, filled);
        return `${left} ${part.operator} ${write(part.right, level + 1)}`;
      }
    }
  };
  const multiplied = ({ letter, block, of }: Product): string => {
    const read = of.kind === 'input' ? 'x' : write(of, 0, true);
    return `linear(${read}, ${names.rows(letter, block)})`;
  };
  return write(expression, 0, true);
}

function levelOf(part: Expression): number {
  if (part.kind === 'operation') return levels[part.operator];
  return part.kind === 'negative' ? factor : primary;
}

const isConstant = (expression: Expression): boolean =>
  within(expression).every(({ kind }) => !/^(quantity|vector|product)$/.test(kind));
