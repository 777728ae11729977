/** What is wrong with a text's equations as a whole, when each can be read by itself. */
import type { Equation, Expression, Span } from '../definition';
import { within } from '../expressions';
import { lineOf, type Names } from './names';
import { printExpression } from './print';
import { replace, type CellFix, type Notebook } from './problems';
import { declaration } from './nameProblems';
import { bias, output } from './words';

type Product = Expression & { readonly kind: 'product' };
type Vector = Expression & { readonly kind: 'vector' };

const isProduct = (value: Expression): value is Product => value.kind === 'product';
const isVector = (value: Expression): value is Vector => value.kind === 'vector';
const all = (equation: Equation): readonly Expression[] => within(equation.value);

export function checkMatrices(equations: readonly Equation[], names: Names, notes: Notebook): void {
  /** Where a letter was first seen with x, or with units. */
  const first = new Map<string, Product>();
  for (const equation of equations) {
    const operands = new Map<string, Product>();
    for (const product of all(equation).filter(isProduct)) {
      const earlier = first.get(product.letter);
      if (earlier === undefined) first.set(product.letter, product);
      else if ((earlier.of.kind === 'input') !== (product.of.kind === 'input')) {
        tellTwoLengths(product, earlier, names, notes);
        continue;
      }
      const rows = `${product.letter}_${product.block}`;
      const same = operands.get(rows);
      if (same === undefined) operands.set(rows, product);
      else if (operandOf(same) !== operandOf(product)) tellTwoOperands(product, same, notes);
    }
  }
}

const operandOf = ({ of }: Product): string => (of.kind === 'input' ? 'x' : printExpression(of));

function tellTwoLengths(product: Product, earlier: Product, names: Names, notes: Notebook): void {
  const { letter } = product;
  const what = earlier.of.kind === 'input' ? 'for x' : `for ${operandOf(earlier)}`;
  const line = lineOf(names, earlier.at);
  const at = matrixAt(product);
  const message = `${letter} is a matrix ${what} in line ${line}, which has another length; take another letter`;
  const usual = product.of.kind === 'input' ? 'W' : 'U';
  notes.error(at, message, ...(usual === letter ? [] : [replace(at, usual)]));
}

function tellTwoOperands(product: Product, same: Product, notes: Notebook): void {
  const { letter } = product;
  const at = matrixAt(product);
  const message = `${letter} multiplies ${operandOf(same)} in this equation already, and here ${operandOf(product)}: the same weights twice; take another letter, such as V`;
  notes.error(at, message, ...(letter === 'V' ? [] : [replace(at, 'V')]));
}

/** Of the letter: a product begins with it. */
const matrixAt = ({ at, letter }: Product): Span => ({
  start: at.start,
  end: Math.min(at.end, at.start + letter.length),
});

/** One learned vector in two sums of an equation is one parameter, which is seldom meant. */
export function checkVectors(equations: readonly Equation[], names: Names, notes: Notebook): void {
  const used = new Set<string>();
  for (const equation of equations) {
    const seen = new Set<string>();
    for (const vector of all(equation).filter(isVector)) {
      used.add(vector.letter);
      const rows = `${vector.letter}_${vector.block}`;
      if (seen.has(rows)) tellShared(vector, names, notes);
      seen.add(rows);
    }
  }
  for (const [letter, at] of names.vectors) {
    if (at === undefined || used.has(letter)) continue;
    notes.warn(at, `no equation uses the learned vector ${letter}`);
  }
}

function tellShared(vector: Vector, names: Names, notes: Notebook): void {
  const { letter, at } = vector;
  const other = letter === bias ? 'd' : 'q';
  const message = `${letter} stands twice in this equation and is one learned vector there; for two write another letter here, such as ${other}`;
  notes.warn(at, message, ...anotherVector(other, at, names));
}

function anotherVector(letter: string, at: Span, names: Names): CellFix[] {
  if (names.place.has(letter)) return [];
  const isDeclared = names.vectors.has(letter);
  const edits = [...(isDeclared ? [] : [declaration(letter, names)]), { at, text: letter }];
  return [{ title: `Write ${letter} here${isDeclared ? '' : ' and declare it'}`, edits }];
}

/** What the next step is given: the values that are primed somewhere. */
export function primedIn(equations: readonly Equation[]): ReadonlySet<string> {
  const primed = new Set<string>();
  for (const equation of equations) {
    for (const value of all(equation)) {
      if (value.kind === 'quantity' && value.before) primed.add(value.letter);
    }
  }
  return primed;
}

/** Everything leads to h, something is carried, and the input is read. */
export function checkWhole(equations: readonly Equation[], names: Names, notes: Notebook): void {
  const used = usedBy(output, equations);
  for (const { letter, at } of equations) {
    if (!used.has(letter)) tellUnused(letter, at, names, notes);
  }
  const last = equations[equations.length - 1].at;
  if (primedIn(equations).size === 0) {
    const message = `nothing here is carried to the next step, so this is a layer without memory, not a cell; write h' or another primed value somewhere`;
    notes.error(last, message);
  }
  const isRead = equations.some((equation) =>
    all(equation).some((value) => isProduct(value) && value.of.kind === 'input'),
  );
  if (!isRead) notes.error(last, 'no equation reads the input; write W x somewhere');
}

function tellUnused(letter: string, at: Span, names: Names, notes: Notebook): void {
  const line = names.equations[names.place.get(letter) ?? 0].at;
  const start = names.text.lastIndexOf('\n', line.start - 1) + 1;
  const lineEnd = names.text.indexOf('\n', line.end);
  const end = lineEnd < 0 ? names.text.length : lineEnd + 1;
  const fix = replace({ start, end }, '', `Remove the equation of ${letter}`);
  notes.error(at, `nothing that leads to h uses ${letter}; use it, or remove its equation`, fix);
}

function usedBy(letter: string, equations: readonly Equation[]): ReadonlySet<string> {
  const byLetter = new Map(equations.map((equation) => [equation.letter, equation]));
  const used = new Set([letter]);
  for (const next of used) {
    const equation = byLetter.get(next);
    if (equation === undefined) continue;
    for (const value of all(equation)) if (value.kind === 'quantity') used.add(value.letter);
  }
  return used;
}
