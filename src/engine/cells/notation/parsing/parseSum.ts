/** The right side of an equation: sums of products of factors. */
import type { BinaryOperator } from '../../definition';
import { replace } from '../problems';
import { across, ahead, readNumber, sign, writtenAs, type Reading } from './reading';
import {
  missingTimes,
  tellDepth,
  tellMissing,
  tellNoParentheses,
  tellNoVector,
} from './sumProblems';
import type { Tree } from './syntax';
import type { NameToken, SignToken } from './tokens';
import { isFunction, isKeyword, isMatrixName } from '../words';

/** Deeper than any cell of the literature by far; what walks a tree may recurse. */
const deepest = 200;

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

/** A dot behind a matrix is a paper's; a star is told, and left out. */
function skipTimes(reading: Reading, matrix: NameToken): void {
  const times = sign(reading, '*');
  if (times === undefined || times.isDot) return;
  const name = writtenAs(matrix);
  const gap = { start: matrix.at.end, end: ahead(reading).at.start };
  const message = `a matrix stands directly before its vector, without *: ${name} x`;
  reading.notes.error(times.at, message, replace(gap, ' ', 'Leave out *'));
}

/** Behind a matrix: the vector that it multiplies. */
function parseProduct(reading: Reading, matrix: NameToken, nested: number): Tree | undefined {
  skipTimes(reading, matrix);
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
