/** A definition as a text of the notation; reading it gives the definition again. */
import type { CellDefinition, Equation, Expression } from '../definition';
import { within } from '../expressions';
import { signsOf, type Sign } from './signs';
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

/** @param own the equation that it stands in, whose subscript is left out; none: all are written */
export const printExpression = (expression: Expression, own?: string): string =>
  signsOf(expression)
    .map((sign) => printSign(sign, own))
    .join('');

const printedSigns: Readonly<Record<string, string>> = {
  ...{ '+': ' + ', '-': ' - ', '*': ' * ', '/': ' / ' },
  ...{ times: ' * ', minus: '-', between: ' ' },
};

function printSign(sign: Sign, own: string | undefined): string {
  switch (sign.role) {
    case 'number':
      return String(sign.value);
    case 'quantity':
      return `${sign.letter}${sign.before ? "'" : ''}`;
    case 'vector':
    case 'matrix':
      return sign.block === own ? sign.letter : `${sign.letter}_${sign.block}`;
    case 'input':
      return 'x';
    case 'function':
      return sign.name;
    case 'sign':
      return printedSigns[sign.sign];
    case 'bracket':
      return sign.sign === ',' ? ', ' : sign.sign;
  }
}
