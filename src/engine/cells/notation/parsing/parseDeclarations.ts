/** The lines of a cell's text that are no equations: learned vectors, starts and names. */
import type { Span } from '../../definition';
import { replace } from '../problems';
import { ahead, readNumber, sign, writtenAs, type Reading } from './reading';
import type { Line, NamingLine, Setting } from './syntax';
import type { NameToken } from './tokens';

/** Whatever is left over is told. */
export function atEnd(reading: Reading): boolean {
  const token = ahead(reading);
  if (token.kind === 'break') return true;
  const said =
    token.kind === 'sign' && token.text === ')'
      ? 'this parenthesis was never opened'
      : token.kind === 'sign' && token.text === '='
        ? 'a line has one equation; begin another line for the next'
        : token.kind === 'sign' && token.text === ','
          ? 'commas stand between the values of max and min; a decimal sign is a point'
          : `an operator is missing before ${writtenAs(token)}`;
  const isClosing = token.kind === 'sign' && token.text === ')';
  reading.notes.error(token.at, said, ...(isClosing ? [replace(token.at, '', 'Leave out )')] : []));
  return false;
}

export function parseVectors(reading: Reading, at: Span): Line | undefined {
  const names: NameToken[] = [];
  do {
    const token = ahead(reading);
    if (token.kind !== 'name') {
      const where = token.kind === 'break' ? at : token.at;
      reading.notes.error(where, 'the name of a learned vector is missing: vector p');
      return undefined;
    }
    names.push(token);
    reading.next++;
  } while (sign(reading, ',') !== undefined);
  const token = ahead(reading);
  if (token.kind === 'name') {
    const gap = { start: names[names.length - 1].at.end, end: token.at.start };
    const message = `between two learned vectors stands a comma`;
    reading.notes.error(token.at, message, replace(gap, ', ', 'Insert a comma'));
    return undefined;
  }
  return atEnd(reading) ? { kind: 'vectors', at, names } : undefined;
}

export function parseStarts(reading: Reading, at: Span): Line | undefined {
  const settings = parseSettings(reading, 'start c = 1');
  return settings !== undefined && atEnd(reading) ? { kind: 'starts', at, settings } : undefined;
}

export function parseSettings(reading: Reading, example: string): readonly Setting[] | undefined {
  const settings: Setting[] = [];
  do {
    const name = ahead(reading);
    if (name.kind !== 'name') return tellSetting(reading, example);
    reading.next++;
    if (sign(reading, '=') === undefined) return tellSetting(reading, example);
    const isNegative = sign(reading, '-') !== undefined;
    const number = ahead(reading);
    if (number.kind !== 'number') return tellSetting(reading, example);
    reading.next++;
    const value = readNumber(number, reading.notes);
    if (value === undefined) return undefined;
    settings.push({ name, value: isNegative ? 0 - value : value });
  } while (sign(reading, ',') !== undefined);
  return settings;
}

function tellSetting(reading: Reading, example: string): undefined {
  const token = ahead(reading);
  const at = token.kind === 'break' ? reading.tokens[reading.next - 1].at : token.at;
  reading.notes.error(at, `a name, = and a number belong here: ${example}`);
  return undefined;
}

export function parseNaming(reading: Reading, at: Span): NamingLine | undefined {
  const { notes } = reading;
  const example = 'name i = inputGate "Input gate" gate';
  const letter = ahead(reading);
  if (letter.kind !== 'name') {
    notes.error(at, `the letter that is to be named is missing: ${example}`);
    return undefined;
  }
  reading.next++;
  const hasSign = sign(reading, '=') !== undefined;
  const name = ahead(reading);
  if (!hasSign || name.kind !== 'name') {
    notes.error(name.kind === 'break' ? at : name.at, `= and a name belong here: ${example}`);
    return undefined;
  }
  reading.next++;
  const title = ahead(reading);
  if (title.kind === 'string') reading.next++;
  const quantity = ahead(reading);
  if (quantity.kind === 'name') reading.next++;
  if (ahead(reading).kind !== 'break') {
    notes.error(ahead(reading).at, `after the name come a title and a kind only: ${example}`);
    return undefined;
  }
  return {
    kind: 'naming',
    at,
    letter,
    name,
    ...(title.kind === 'string' && { title: title.text.trim() }),
    ...(quantity.kind === 'name' && { quantity }),
  };
}
