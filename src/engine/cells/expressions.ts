/** Walking an expression. Their depth is bounded by the notation, so whoever reads one may recurse. */
import type { Expression } from './definition';

/** What an expression is made of, left to right; of `W x` nothing, since x is no expression. */
export function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'number':
    case 'quantity':
    case 'vector':
      return [];
    case 'product':
      return expression.of.kind === 'input' ? [] : [expression.of];
    case 'negative':
    case 'unary':
      return [expression.of];
    case 'binary':
      return expression.of;
    case 'operation':
      return [expression.left, expression.right];
  }
}

/** Itself and all that it is made of, in the order of the text. */
export function within(expression: Expression): readonly Expression[] {
  const found: Expression[] = [];
  const visit = (part: Expression): void => {
    found.push(part);
    partsOf(part).forEach(visit);
  };
  visit(expression);
  return found;
}
