/** What is told of a right side that cannot be read, and what to write instead. */
import type { BinaryOperator, Span } from '../../definition';
import { replace } from '../problems';
import { across, ahead, writtenAs, type Reading } from './reading';
import type { Tree } from './syntax';
import type { NameToken, Token } from './tokens';
import { isKeyword, isMatrixName } from '../words';

/** Two factors side by side: told, and read as the product that is meant. */
export function missingTimes(
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

export function tellNoVector(reading: Reading, matrix: NameToken, token: Token): undefined {
  const { notes } = reading;
  const name = writtenAs(matrix);
  const following = reading.tokens[reading.next + 1] as Token | undefined;
  if (token.kind === 'sign' && token.text === '[') {
    notes.error(token.at, "a matrix of both, as in W [h', x], is written as two: W x + U h'");
  } else if (token.kind === 'name' && token.primed) {
    const small = token.text.toLowerCase();
    const message = `${token.text} begins with a capital letter and so is a matrix; write ${small}' for a value`;
    notes.error(token.at, message, replace(token.nameAt, small, `Write ${small}'`));
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

export function tellNoParentheses(reading: Reading, name: NameToken): undefined {
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

export function tellMissing(reading: Reading, token: Token): undefined {
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

export function tellDepth(reading: Reading, at: Span): undefined {
  const message = `this is too long or nested too deeply to be read; give a part of it a letter in a line of its own`;
  reading.notes.error(at, message);
  return undefined;
}
