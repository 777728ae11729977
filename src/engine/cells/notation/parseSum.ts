/** The right side of an equation: sums of products of factors. */
import type { BinaryOperator, Span } from '../definition';
import { replace, type Notebook } from './problems';
import type { Tree } from './syntax';
import type { NameToken, SignToken, Token } from './tokens';
import { isFunction, isKeyword, isMatrixName } from './words';

/** Deeper than any cell of the literature by far; what walks a tree may recurse. */
export const deepest = 200;

/** Reads along the tokens of one line; the last one is its break. */
export interface Reading {
  readonly tokens: readonly Token[];
  readonly notes: Notebook;
  next: number;
}

export const ahead = (reading: Reading): Token =>
  reading.tokens[Math.min(reading.next, reading.tokens.length - 1)];

export function sign<Text extends SignToken['text']>(
  reading: Reading,
  ...wanted: readonly Text[]
): (SignToken & { readonly text: Text }) | undefined {
  const token = ahead(reading);
  if (token.kind !== 'sign' || !(wanted as readonly string[]).includes(token.text)) {
    return undefined;
  }
  reading.next++;
  return token as SignToken & { readonly text: Text };
}

const across = (from: Span, to: Span): Span => ({ start: from.start, end: to.end });

/** Undefined where it cannot be read; then a problem is noted. */
export function parseSum(reading: Reading, nested = 0): Tree | undefined {
  return chain(reading, ['+', '-'], () => parseTerm(reading, nested));
}

function parseTerm(reading: Reading, nested: number): Tree | undefined {
  return chain(reading, ['*', '/'], () => parseFactor(reading, nested));
}

/** What stands between these operators, the first two taken together first. */
function chain(
  reading: Reading,
  operators: readonly BinaryOperator[],
  part: () => Tree | undefined,
): Tree | undefined {
  let left = part();
  for (;;) {
    if (left === undefined) return undefined;
    const operator = sign(reading, ...operators)?.text ?? missingTimes(reading, operators, left);
    if (operator === undefined) return left;
    const right = part();
    if (right === undefined) return undefined;
    const depth = Math.max(left.depth, right.depth) + 1;
    const at = across(left.at, right.at);
    if (depth > deepest) return tellDepth(reading, at);
    left = { kind: 'operation', operator, left, right, at, depth };
  }
}

/** Two factors side by side: told, and read as the product that is meant. */
function missingTimes(
  reading: Reading,
  operators: readonly BinaryOperator[],
  left: Tree,
): '*' | undefined {
  const token = ahead(reading);
  if (!operators.includes('*') || !beginsFactor(token)) return undefined;
  const first = textOf(reading, left);
  const second = token.kind === 'sign' ? 'the parenthesis' : writtenAs(token);
  const message = `between ${first} and what it multiplies stands a *: ${first} * ${second}`;
  const gap = { start: left.at.end, end: token.at.start };
  reading.notes.error(
    across(left.at, token.at),
    token.kind === 'sign' ? message.replace(' * the parenthesis', ' * (…)') : message,
    replace(gap, ' * ', 'Insert *'),
  );
  return '*';
}

const beginsFactor = (token: Token): boolean =>
  (token.kind === 'name' && !isKeyword(token.text)) ||
  token.kind === 'number' ||
  (token.kind === 'sign' && token.text === '(');

/** Short enough to be quoted in a sentence. */
function textOf(reading: Reading, tree: Tree): string {
  const tokens = reading.tokens.filter(
    ({ at }) => at.start >= tree.at.start && at.end <= tree.at.end,
  );
  return tokens.length > 3 ? 'a factor' : tokens.map(writtenAs).join(' ');
}

export const writtenAs = (token: Token): string =>
  token.kind === 'name'
    ? `${token.text}${token.subscript === undefined ? '' : `_${token.subscript.text}`}${token.primed ? "'" : ''}`
    : token.text;

function parseFactor(reading: Reading, nested: number): Tree | undefined {
  const token = ahead(reading);
  if (nested > deepest) return tellDepth(reading, token.at);
  const minus = sign(reading, '-');
  if (minus !== undefined) {
    const of = parseFactor(reading, nested + 1);
    return of && { kind: 'negative', of, at: across(minus.at, of.at), depth: of.depth + 1 };
  }
  if (token.kind === 'number') return parseNumber(reading);
  if (token.kind === 'name' && isMatrixName(token.text) && !isFunctionInCapitals(token.text)) {
    reading.next++;
    return parseProduct(reading, token, nested);
  }
  if (token.kind === 'name' || (token.kind === 'sign' && token.text === '(')) {
    return parsePrimary(reading, nested);
  }
  return tellMissing(reading, token);
}

const isFunctionInCapitals = (name: string): boolean => isFunction(name.toLowerCase());

function parseNumber(reading: Reading): Tree | undefined {
  const token = ahead(reading);
  reading.next++;
  const value = readNumber(token, reading.notes);
  return value === undefined ? undefined : { kind: 'number', value, at: token.at, depth: 1 };
}

const largest = 3e38;

/** Single precision holds it, or that is noted. */
export function readNumber(token: Token, notes: Notebook): number | undefined {
  const value = Number(token.text);
  if (Math.abs(value) <= largest) return value;
  notes.error(token.at, `${token.text.slice(0, 20)} is too large for single precision`);
  return undefined;
}

function parsePrimary(reading: Reading, nested: number): Tree | undefined {
  const token = ahead(reading);
  const open = sign(reading, '(');
  if (open !== undefined) {
    const inner = parseSum(reading, nested + 1);
    const close = inner && closing(reading, open);
    return inner && close && { ...inner, at: across(open.at, close.at) };
  }
  if (token.kind !== 'name') return tellMissing(reading, token);
  reading.next++;
  if (isKeyword(token.text)) return tellMissing(reading, token);
  const after = ahead(reading);
  if (after.kind === 'sign' && after.text === '(') return parseCall(reading, token, nested);
  if (isFunction(token.text.toLowerCase())) return tellNoParentheses(reading, token);
  return { kind: 'name', name: token, at: token.at, depth: 1 };
}

function parseCall(reading: Reading, name: NameToken, nested: number): Tree | undefined {
  const open = sign(reading, '(');
  const of: Tree[] = [];
  do {
    const value = parseSum(reading, nested + 1);
    if (value === undefined) return undefined;
    of.push(value);
  } while (sign(reading, ',') !== undefined);
  const close = open && closing(reading, open);
  if (close === undefined) return undefined;
  const depth = Math.max(...of.map((value) => value.depth)) + 1;
  const at = across(name.at, close.at);
  return depth > deepest ? tellDepth(reading, at) : { kind: 'call', name, of, at, depth };
}

function closing(reading: Reading, open: SignToken): SignToken | undefined {
  const close = sign(reading, ')');
  if (close !== undefined) return close;
  const token = ahead(reading);
  if (token.kind === 'break') {
    const end = { start: token.at.start, end: token.at.start };
    reading.notes.error(open.at, 'this parenthesis is never closed', replace(end, ')', 'Close it'));
  } else {
    reading.notes.error(token.at, `before ${writtenAs(token)} a ) or an operator is missing`);
  }
  return undefined;
}

/** Behind a matrix: the vector that it multiplies. */
function parseProduct(reading: Reading, matrix: NameToken, nested: number): Tree | undefined {
  const token = ahead(reading);
  const isVector =
    (token.kind === 'name' && !isMatrixName(token.text) && !isKeyword(token.text)) ||
    (token.kind === 'sign' && token.text === '(');
  if (!isVector) return tellNoVector(reading, matrix, token);
  const of = parsePrimary(reading, nested + 1);
  if (of === undefined) return undefined;
  const at = across(matrix.at, of.at);
  const depth = of.depth + 1;
  return depth > deepest ? tellDepth(reading, at) : { kind: 'product', matrix, of, at, depth };
}

function tellNoVector(reading: Reading, matrix: NameToken, token: Token): undefined {
  const { notes } = reading;
  const name = writtenAs(matrix);
  const following = reading.tokens[reading.next + 1] as Token | undefined;
  if (token.kind === 'sign' && token.text === '*') {
    const message = `a matrix stands directly before its vector, without *: ${name} x`;
    const gap = { start: matrix.at.end, end: following?.at.start ?? token.at.end };
    notes.error(token.at, message, replace(gap, ' ', 'Leave out *'));
  } else if (token.kind === 'sign' && token.text === '[') {
    notes.error(token.at, "a matrix of both, as in W [h', x], is written as two: W x + U h'");
  } else if (token.kind === 'name' && isMatrixName(token.text)) {
    const vector = following?.kind === 'name' ? writtenAs(following) : 'x';
    const message = `a product of matrices needs parentheses: ${name} (${writtenAs(token)} ${vector})`;
    notes.error(token.at, message);
  } else if (matrix.text.length > 1 && matrix.subscript === undefined) {
    const apart = `${matrix.text.slice(0, 1)} ${matrix.text.slice(1)}`;
    const message = `${name} begins with a capital letter and so is a matrix, but no vector follows; write ${apart}`;
    notes.error(matrix.at, message, replace(matrix.nameAt, apart));
  } else {
    const message = `${name} begins with a capital letter and so is a matrix; a vector follows it: ${name} x`;
    notes.error(matrix.at, message);
  }
  return undefined;
}

function tellNoParentheses(reading: Reading, name: NameToken): undefined {
  const { notes } = reading;
  const after = ahead(reading);
  const text = name.text.toLowerCase();
  if (after.kind !== 'name') {
    notes.error(name.at, `${text} is a function; write ${text}(…)`);
    return undefined;
  }
  const argument = writtenAs(after);
  const fix = {
    title: `Write ${text}(${argument})`,
    edits: [
      { at: { start: name.nameAt.end, end: after.at.start }, text: '(' },
      { at: { start: after.at.end, end: after.at.end }, text: ')' },
    ],
  };
  notes.error(name.at, `what ${text} is taken of stands in parentheses: ${text}(${argument})`, fix);
  return undefined;
}

function tellMissing(reading: Reading, token: Token): undefined {
  const { notes } = reading;
  const before = reading.tokens.slice(0, reading.next).findLast(({ kind }) => kind !== 'break');
  const last = before?.kind === 'sign' ? before.text : undefined;
  if (token.kind === 'break' && last === '(') {
    notes.error(before?.at ?? token.at, 'this parenthesis is never closed');
  } else if (token.kind === 'break' && (last === undefined || last === '=')) {
    notes.error(before?.at ?? token.at, 'the right side of this equation is missing');
  } else if (token.kind === 'break') {
    const message = `the line ends after ${last ?? ''}; a line goes on within parentheses only`;
    notes.error(before?.at ?? token.at, message);
  } else if (token.kind === 'sign' && token.text === '[') {
    notes.error(token.at, 'brackets are round here; write (…)');
  } else {
    notes.error(token.at, `a value is missing before ${writtenAs(token) || 'this'}`);
  }
  return undefined;
}

function tellDepth(reading: Reading, at: Span): undefined {
  const message = `this is too long or nested too deeply to be read; give a part of it a letter in a line of its own`;
  reading.notes.error(at, message);
  return undefined;
}
