/** What is told of a name that means nothing where it stands. */
import type { Span } from '../definition';
import { lineOf, meant, type Names } from './names';
import { replace, type CellFix, type Notebook } from './problems';
import type { EquationLine } from './parsing/syntax';
import type { NameToken } from './parsing/tokens';
import { functionNames, isFunction, nearest } from './words';

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

export const inputMessage = (name: NameToken): string =>
  name.primed
    ? 'the input of the step before is not at hand; carry it in a value of your own'
    : 'x has another length than the units, so it may only stand right behind a matrix: W x';

/** Whether its equation stands above; tells where not. */
export function isComputed(name: NameToken, { names, notes, index }: Scope): boolean {
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
export function undefinedName(name: NameToken, { names }: Scope): [string, ...CellFix[]] {
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

export function tellUnknownCall(name: NameToken, count: number, at: Span, scope: Scope): void {
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
