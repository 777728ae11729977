/**
 * The right side of an equation with every name looked up. What is wrong is told; then the result
 * is undefined, but the rest of the equation was still looked through.
 */
import type { Expression, Span } from '../definition';
import { partsOf } from '../expressions';
import { lineOf, meant, type Names } from './names';
import { replace, type CellFix, type Notebook } from './problems';
import type { EquationLine, Tree } from './syntax';
import type { NameToken } from './tokens';
import { functionNames, input, isBinary, isFunction, isUnary, nearest } from './words';

/** What a name in a text stands for, for hovers and *Go to Definition*. */
export interface Occurrence {
  readonly at: Span;
  readonly letter: string;
  readonly role: 'quantity' | 'vector' | 'matrix' | 'input' | 'function';
  /** Of a matrix and a vector: the equation whose rows are meant. */
  readonly block?: string;
  readonly before?: boolean;
}

export interface Scope {
  readonly names: Names;
  readonly notes: Notebook;
  readonly occurrences: Occurrence[];
  /** The equation that is looked into, and its place. */
  readonly equation: EquationLine;
  readonly index: number;
}

export function resolve(tree: Tree, scope: Scope): Expression | undefined {
  switch (tree.kind) {
    case 'number':
      return { kind: 'number', value: tree.value, at: tree.at };
    case 'name':
      return resolveName(tree.name, scope);
    case 'call':
      return resolveCall(tree, scope);
    case 'product':
      return resolveProduct(tree, scope);
    case 'negative': {
      const of = resolve(tree.of, scope);
      return of && { kind: 'negative', of, at: tree.at };
    }
    case 'operation': {
      const left = resolve(tree.left, scope);
      const right = resolve(tree.right, scope);
      if (left === undefined || right === undefined) return undefined;
      return { kind: 'operation', operator: tree.operator, left, right, at: tree.at };
    }
  }
}

function resolveName(name: NameToken, scope: Scope): Expression | undefined {
  const { text, at } = name;
  if (text === input) {
    scope.notes.error(at, inputMessage(name));
    return undefined;
  }
  if (isFunction(text)) {
    scope.notes.error(at, `${text} is a function; write ${text}(…)`);
    return undefined;
  }
  if (scope.names.vectors.has(text)) return resolveVector(name, scope);
  if (scope.names.place.has(text)) return resolveQuantity(name, scope);
  scope.notes.error(at, ...undefinedName(name, scope));
  return undefined;
}

const inputMessage = (name: NameToken): string =>
  name.primed
    ? 'the input of the step before is not at hand; carry it in a value of your own'
    : 'x has another length than the units, so it may only stand right behind a matrix: W x';

function resolveVector(name: NameToken, scope: Scope): Expression | undefined {
  const { text: letter, at } = name;
  if (name.primed) {
    const message = `${letter} is learned and the same at every step; write it without a prime`;
    scope.notes.error(at, message, replace(at, letter));
    return undefined;
  }
  const block = blockOf(name, scope);
  if (block === undefined) return undefined;
  scope.occurrences.push({ at, letter, role: 'vector', block });
  return { kind: 'vector', letter, block, at };
}

/** The equation whose rows of a tensor are meant: this one, unless a subscript says another. */
function blockOf(name: NameToken, scope: Scope): string | undefined {
  const { subscript } = name;
  if (subscript === undefined) return scope.equation.name.text;
  if (scope.names.place.has(subscript.text)) return subscript.text;
  const own = scope.equation.name.text;
  const fix = replace(
    { start: name.nameAt.end, end: subscript.at.end },
    `_${own}`,
    `Write ${name.text}_${own}`,
  );
  const written = `${name.text}_${subscript.text}`;
  scope.notes.error(
    name.at,
    `${written} would be the rows of the equation of ${subscript.text}, which there is none of; write ${name.text}, or ${name.text}_${own}`,
    fix,
  );
  return undefined;
}

function resolveQuantity(name: NameToken, scope: Scope): Expression | undefined {
  const { text: letter, at, subscript } = name;
  const time = subscript?.text ?? 't';
  if (time !== 't' && time !== 't-1') {
    const message = `only matrices and learned vectors have a subscript, and values t and t-1; write ${letter} or ${letter}'`;
    scope.notes.error(at, message, replace(at, letter));
    return undefined;
  }
  const before = name.primed || time === 't-1';
  if (!before && !isComputed(name, scope)) return undefined;
  scope.occurrences.push({ at, letter, role: 'quantity', before });
  return { kind: 'quantity', letter, before, at };
}

function isComputed(name: NameToken, { names, notes, index }: Scope): boolean {
  const place = names.place.get(name.text) ?? 0;
  if (place < index) return true;
  const { text: letter } = name;
  // h_t-1 without braces, as it comes out of a paper's PDF, is h_t less 1.
  const less = /^ ?[-−–] ?1(?![\d.])/.exec(names.text.slice(name.at.end, name.at.end + 5));
  const end = name.at.end + (name.subscript === undefined ? 0 : (less?.[0].length ?? 0));
  const fix = replace({ start: name.at.start, end }, `${letter}'`);
  if (place === index) {
    const message = `${letter} is what this equation defines; its value at the step before is ${letter}'`;
    notes.error(name.at, message, fix);
  } else {
    const line = lineOf(names, names.equations[place].at);
    const message = `${letter} is defined only in line ${line}; its value at the step before is ${letter}'`;
    notes.error(name.at, message, fix);
  }
  return false;
}

/** What is wrong with a name that stands for nothing, and what mends it. */
function undefinedName(name: NameToken, { names }: Scope): [string, ...CellFix[]] {
  const { text, primed } = name;
  const word = nearest(text, [...names.place.keys(), ...names.vectors.keys()]);
  const near: CellFix[] = word === undefined ? [] : [replace(name.nameAt, word)];
  if (primed) {
    const message = `${text}' is the value of ${text} at the step before, but no equation defines ${text}`;
    return [message, ...near];
  }
  const declare: CellFix = {
    title: `Declare the learned vector ${text}`,
    edits: [declaration(text, names)],
  };
  const question = word === undefined ? '' : `; did you mean ${word}`;
  const message = `${text} is not defined${question}; if it is a learned vector, say so: vector ${text}`;
  return [message, ...near, declare];
}

/** Behind the vectors that are declared, else in a line above the first equation. */
export function declaration(letter: string, names: Names): { at: Span; text: string } {
  const last = [...names.vectors.values()].filter((at) => at !== undefined).at(-1);
  if (last !== undefined) return { at: { start: last.end, end: last.end }, text: `, ${letter}` };
  const first = names.equations[0].at.start;
  const lineStart = names.text.lastIndexOf('\n', first - 1) + 1;
  return { at: { start: lineStart, end: lineStart }, text: `vector ${letter}\n` };
}

function resolveCall(tree: Tree & { kind: 'call' }, scope: Scope): Expression | undefined {
  const { name, of, at } = tree;
  const values = of.map((value) => resolve(value, scope));
  const { text } = name;
  if (!isKnownCall(tree, scope)) return undefined;
  const [first, second] = values;
  if (first === undefined) return undefined;
  scope.occurrences.push({ at: name.nameAt, letter: text, role: 'function' });
  if (isUnary(text)) return { kind: 'unary', function: text, of: first, at };
  if (!isBinary(text) || second === undefined) return undefined;
  return { kind: 'binary', function: text, of: [first, second], at };
}

function isKnownCall({ name, of, at }: Tree & { kind: 'call' }, scope: Scope): boolean {
  const { notes } = scope;
  const { text } = name;
  if (name.primed || name.subscript !== undefined || !isFunction(text)) {
    tellUnknownCall(name, of.length, at, scope);
    return false;
  }
  const wanted = isUnary(text) ? 1 : 2;
  if (of.length === wanted) return true;
  const count = of.length === 1 ? 'is one' : `are ${of.length}`;
  const takes = wanted === 1 ? 'is taken of one value' : 'compares two values';
  notes.error(at, `${text} ${takes}, and here ${count}`);
  return false;
}

function tellUnknownCall(name: NameToken, count: number, at: Span, scope: Scope): void {
  const { names, notes } = scope;
  const { text } = name;
  const isValue = names.place.has(text) || names.vectors.has(text);
  if (count === 1 && isValue) {
    const gap = { start: name.at.end, end: name.at.end };
    const message = `between ${text} and what it multiplies stands a *: ${text} * (…)`;
    notes.error({ start: name.at.start, end: at.end }, message, replace(gap, ' * ', 'Insert *'));
    return;
  }
  const small = text.toLowerCase();
  if (isFunction(small)) {
    const isSubscripted = name.subscript !== undefined;
    const message = isSubscripted
      ? `a function has no subscript; write ${small}(…), or the function that is meant`
      : `functions are written small: ${small}(…)`;
    notes.error(name.at, message, replace(name.at, small));
    return;
  }
  const word = nearest(text, functionNames);
  const question =
    word === undefined ? `; there are ${functionNames.join(', ')}` : `; did you mean ${word}`;
  notes.error(name.at, `there is no function ${text}${question}`, ...meant(name, functionNames));
}

function resolveProduct(tree: Tree & { kind: 'product' }, scope: Scope): Expression | undefined {
  const { matrix, at } = tree;
  const of = isInput(tree.of) ? inputOf(tree.of, scope) : operandOf(tree.of, matrix, scope);
  const block = matrixBlock(matrix, scope);
  if (of === undefined || block === undefined) return undefined;
  scope.occurrences.push({ at: matrix.at, letter: matrix.text, role: 'matrix', block });
  return { kind: 'product', letter: matrix.text, block, of, at };
}

const isInput = (tree: Tree): tree is Tree & { kind: 'name' } =>
  tree.kind === 'name' && tree.name.text === input;

function inputOf({ name }: Tree & { kind: 'name' }, scope: Scope) {
  const time = name.subscript?.text ?? 't';
  if (name.primed || time !== 't') {
    scope.notes.error(name.at, inputMessage({ ...name, primed: true }), replace(name.at, input));
    return undefined;
  }
  scope.occurrences.push({ at: name.at, letter: input, role: 'input' });
  return { kind: 'input' as const, at: name.at };
}

function operandOf(tree: Tree, matrix: NameToken, scope: Scope): Expression | undefined {
  const of = resolve(tree, scope);
  if (of === undefined || reads(of)) return of;
  const message = `what ${matrix.text} multiplies here is the same at every step; write a learned vector in place of the product`;
  scope.notes.error(of.at, message);
  return undefined;
}

/** Whether anything in it comes from the text that is read. */
const reads = (value: Expression): boolean =>
  value.kind === 'quantity' || value.kind === 'product' || partsOf(value).some(reads);

function matrixBlock(matrix: NameToken, scope: Scope): string | undefined {
  const { notes } = scope;
  if (matrix.primed) {
    const plain = matrix.text;
    const message = `${plain} is learned and the same at every step; write it without a prime`;
    notes.error(matrix.at, message, replace(matrix.at, plain));
    return undefined;
  }
  // W_xi and W_hi of papers: one matrix of the input, one of the units, each with a block per gate.
  const pair = /^([xh])(.+)$/.exec(matrix.subscript?.text ?? '');
  if (pair === null || scope.names.place.has(matrix.subscript?.text ?? '')) {
    return blockOf(matrix, scope);
  }
  const letter = pair[1] === 'x' ? 'W' : 'U';
  const written = `${matrix.text}_${matrix.subscript?.text ?? ''}`;
  const message = `${written} is written ${letter} or ${letter}_${scope.equation.name.text} here: W for what multiplies x, U for what multiplies h'`;
  notes.error(matrix.at, message, replace(matrix.at, letter));
  return undefined;
}
