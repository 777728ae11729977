/** A definition as a text of the notation; reading it gives the definition again. */
import type { CellDefinition, Equation, Expression } from '../definition';
import { within } from '../expressions';
import { bias } from './words';

export function printCell(cell: CellDefinition): string {
  const vectors = vectorsOf(cell).filter((letter) => letter !== bias);
  const starts = Object.entries(cell.starts).map(([letter, value]) => `${letter} = ${value}`);
  return [
    `cell ${cell.title}`,
    ...cell.remarks.map((remark) => `# ${remark}`.trimEnd()),
    ...(vectors.length > 0 ? [`vector ${vectors.join(', ')}`] : []),
    ...(starts.length > 0 ? [`start ${starts.join(', ')}`] : []),
    ...cell.equations.map(printName),
    ...cell.equations.map(printEquation),
    '',
  ].join('\n');
}

/** In the order of their first use. */
export function vectorsOf(cell: Pick<CellDefinition, 'equations'>): readonly string[] {
  const letters = new Set<string>();
  for (const { value } of cell.equations) {
    for (const part of within(value)) if (part.kind === 'vector') letters.add(part.letter);
  }
  return [...letters];
}

const printName = ({ letter, name, title, kind }: Equation): string =>
  `name ${letter} = ${name} "${title}" ${kind}`;

export function printEquation({ letter, value, initial }: Equation): string {
  const settings = Object.entries(initial).map(([vector, start]) => `${vector} = ${start}`);
  const suffix = settings.length > 0 ? ` with ${settings.join(', ')}` : '';
  return `${letter} = ${printExpression(value, letter)}${suffix}`;
}

/** Levels of binding: what binds less than its surroundings stands in parentheses. */
const levels = { '+': 1, '-': 1, '*': 2, '/': 2 } as const;
const factor = 3;
const primary = 4;

/** @param own the equation that it stands in, whose subscript is left out; none: all are written */
export function printExpression(expression: Expression, own?: string): string {
  return print(expression, own, 0);
}

function print(expression: Expression, own: string | undefined, level: number): string {
  const wrapped = (text: string, its: number): string => (its < level ? `(${text})` : text);
  switch (expression.kind) {
    case 'number':
      return String(expression.value);
    case 'quantity':
      return `${expression.letter}${expression.before ? "'" : ''}`;
    case 'vector':
      return blockName(expression, own);
    case 'product': {
      const { of } = expression;
      const operand = of.kind === 'input' ? 'x' : print(of, own, primary);
      const bare = of.kind === 'unary' || of.kind === 'binary' ? `(${operand})` : operand;
      return wrapped(`${blockName(expression, own)} ${bare}`, factor);
    }
    case 'negative':
      return wrapped(`-${print(expression.of, own, factor)}`, factor);
    case 'unary':
      return `${expression.function}(${print(expression.of, own, 0)})`;
    case 'binary':
      return `${expression.function}(${expression.of.map((value) => print(value, own, 0)).join(', ')})`;
    case 'operation': {
      const { operator, left, right } = expression;
      const its = levels[operator];
      const text = `${print(left, own, its)} ${operator} ${print(right, own, its + 1)}`;
      return wrapped(text, its);
    }
  }
}

const blockName = (
  { letter, block }: { readonly letter: string; readonly block: string },
  own: string | undefined,
): string => (block === own ? letter : `${letter}_${block}`);
