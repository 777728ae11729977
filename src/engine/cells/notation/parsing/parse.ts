/**
 * Lines of a cell's text. One that cannot be read is told and left, and the next one is read: a
 * text with three mistakes has three problems.
 */
import type { Span } from '../../definition';
import { atEnd, parseNaming, parseSettings, parseStarts, parseVectors } from './parseDeclarations';
import { parseSum } from './parseSum';
import { replace, type Notebook } from '../problems';
import { ahead, sign, type Reading } from './reading';
import type { EquationLine, Line, Setting } from './syntax';
import type { NameToken, Token } from './tokens';
import { isKeyword, keywords, nearest } from '../words';

export function parseLines(tokens: readonly Token[], notes: Notebook): readonly Line[] {
  return linesOf(tokens).flatMap((line) => {
    const parsed = parseLine({ tokens: line, notes, next: 0 });
    return parsed === undefined ? [] : [parsed];
  });
}

/** Each with its break. Inside parentheses a line goes on, until something begins that only a line can. */
function linesOf(tokens: readonly Token[]): Token[][] {
  const lines: Token[][] = [];
  let line: Token[] = [];
  let open = 0;
  tokens.forEach((token, index) => {
    if (token.kind === 'sign' && token.text === '(') open++;
    if (token.kind === 'sign' && token.text === ')') open = Math.max(0, open - 1);
    if (token.kind === 'remark' && line.length > 0) return;
    if (token.kind !== 'break') {
      line.push(token);
      return;
    }
    if (open > 0 && index + 1 < tokens.length && !beginsLine(tokens, index + 1)) return;
    lines.push([...line, token]);
    line = [];
    open = 0;
  });
  return lines;
}

function beginsLine(tokens: readonly Token[], index: number): boolean {
  const token = tokens[index];
  const after = tokens[index + 1] as Token | undefined;
  if (token.kind === 'title') return true;
  if (token.kind !== 'name') return false;
  return isKeyword(token.text) || (after?.kind === 'sign' && after.text === '=');
}

function parseLine(reading: Reading): Line | undefined {
  const token = ahead(reading);
  if (token.kind === 'break') return undefined;
  if (token.kind === 'title') return { kind: 'title', at: token.at, text: token.text };
  if (token.kind === 'remark') return { kind: 'remark', at: token.at, text: token.text };
  const at = spanOf(reading.tokens);
  const unread = { kind: 'unread', at } as const;
  if (token.kind !== 'name') {
    const goesOn = token.kind === 'sign' && ['+', '-', '*', '/'].includes(token.text);
    const message = goesOn
      ? `a line goes on within parentheses only; put the right side that begins above into (…)`
      : `a line is an equation, such as h = …, or begins with ${listed}`;
    reading.notes.error(token.at, message);
    return unread;
  }
  if (!isKeyword(token.text)) return parseEquation(reading, token, at) ?? unread;
  reading.next++;
  if (token.text === 'vector') return parseVectors(reading, at) ?? unread;
  if (token.text === 'start') return parseStarts(reading, at) ?? unread;
  if (token.text === 'name') return parseNaming(reading, at) ?? unread;
  const after = ahead(reading);
  const isValue = after.kind === 'sign' && after.text === '=';
  reading.notes.error(
    token.at,
    isValue
      ? `${token.text} is a word of the notation; take another letter`
      : `${token.text} does not begin a line; what begins one are equations and ${listed}`,
  );
  return unread;
}

const listed = 'cell, vector, start, name';

const spanOf = (tokens: readonly Token[]): Span => ({
  start: tokens[0].at.start,
  end: tokens[Math.max(0, tokens.length - 2)].at.end,
});

function parseEquation(reading: Reading, name: NameToken, at: Span): EquationLine | undefined {
  const { notes } = reading;
  reading.next++;
  if (sign(reading, '=') === undefined) {
    const after = ahead(reading);
    const meant = after.kind === 'name' ? nearest(name.text, keywords) : undefined;
    if (meant !== undefined) {
      const message = `${name.text} means nothing here; did you mean ${meant}`;
      notes.error(name.at, message, replace(name.at, meant));
      return undefined;
    }
    notes.error(name.at, `a line is an equation, such as h = …, or begins with ${listed}`);
    return undefined;
  }
  const value = parseSum(reading);
  if (value === undefined) return { kind: 'equation', at, name, initial: [] };
  const initial = parseWith(reading);
  if (initial === undefined || !atEnd(reading)) return { kind: 'equation', at, name, initial: [] };
  return { kind: 'equation', at, name, value, initial };
}

function parseWith(reading: Reading): readonly Setting[] | undefined {
  const token = ahead(reading);
  if (token.kind !== 'name' || token.text !== 'with') return [];
  reading.next++;
  return parseSettings(reading, 'with b = 1');
}
