/**
 * From a cell's text to its definition, or to what is wrong in it. Never throws, whatever the text
 * is. The grammar is in docs/cells.md.
 */
import type { CellDefinition, Equation, Expression, Span } from '../definition';
import { within } from '../expressions';
import { checkMatrices, checkVectors, checkWhole, primedIn } from './checks';
import { namesOf, type Names } from './names';
import { parseLines } from './parsing/parse';
import { createNotebook, inOrder, type CellProblem, type Notebook } from './problems';
import type { Occurrence } from './nameProblems';
import { resolve } from './resolve';
import type { EquationLine, Line, Setting } from './parsing/syntax';
import { tokensOf } from './parsing/tokens';
import { output } from './words';

export interface CellText {
  /** Where nothing is wrong but for warnings. */
  readonly definition?: CellDefinition;
  readonly problems: readonly CellProblem[];
  /** The equations that could be read, also where others could not. */
  readonly equations: readonly Equation[];
  /** What each name in them stands for. */
  readonly occurrences: readonly Occurrence[];
  readonly vectors: ReadonlyMap<string, Span | undefined>;
}

/** Bytes of UTF-8. */
export const longestText = 100_000;
const mostEquations = 250;
const longestTitle = 100;

export function readCell(text: string): CellText {
  const notes = createNotebook();
  const isTooLong =
    text.length > longestText || new TextEncoder().encode(text).length > longestText;
  if (isTooLong)
    return refuse(text, `a cell's text is at most ${longestText / 1000} kB long`, notes);
  const lines = parseLines(tokensOf(text, notes), notes);
  const count = lines.filter(({ kind }) => kind === 'equation').length;
  if (count > mostEquations) {
    return refuse(
      text,
      `a cell has at most ${mostEquations} equations, and here are ${count}`,
      notes,
    );
  }
  const names = namesOf(text, lines, notes);
  const title = titleOf(lines, notes);
  const occurrences: Occurrence[] = [];
  const { equations, isWhole } = equationsOf(names, occurrences, notes);
  if (equations.length > 0) {
    checkMatrices(equations, names, notes);
    checkVectors(equations, names, notes);
  }
  const isReadThrough = lines.every(({ kind }) => kind !== 'unread');
  if (!names.place.has(output) && isReadThrough) tellNoOutput(names, lines, notes);
  else if (isWhole && !hasErrors(notes)) checkWhole(equations, names, notes);
  const states = statesOf(equations);
  const starts = startsOf(names, isWhole ? states : undefined, notes);
  const problems = inOrder(notes.problems);
  const found = { problems, equations, occurrences, vectors: names.vectors };
  if (hasErrors(notes)) return found;
  return { ...found, definition: { title, remarks: remarksOf(lines), equations, states, starts } };
}

function refuse(text: string, message: string, notes: Notebook): CellText {
  const end = text.indexOf('\n');
  notes.error({ start: 0, end: end < 0 ? Math.min(text.length, longestText) : end }, message);
  return { problems: notes.problems, equations: [], occurrences: [], vectors: new Map() };
}

const hasErrors = ({ problems }: Notebook): boolean =>
  problems.some(({ severity }) => severity === 'error');

const isTitle = (line: Line): line is Line & { kind: 'title' } => line.kind === 'title';

function titleOf(lines: readonly Line[], notes: Notebook): string {
  const titles = lines.filter(isTitle);
  const [title, second] = [titles.at(0), titles.at(1)];
  if (second !== undefined)
    notes.error(second.at, 'a file holds one cell; this is its second title');
  if (title === undefined) return 'A cell without a title';
  if (title.text === '') notes.error(title.at, 'behind cell its title belongs: cell LSTM');
  if (title.text.length > longestTitle) {
    notes.error(title.at, `a title has at most ${longestTitle} letters`);
  }
  return title.text;
}

/** What a text says of itself, between its title and its first equation. */
function remarksOf(lines: readonly Line[]): readonly string[] {
  const first = lines.findIndex(({ kind }) => kind === 'equation');
  const title = lines.findIndex(({ kind }) => kind === 'title');
  return lines
    .slice(title > first ? 0 : title + 1, first)
    .flatMap((line) => (line.kind === 'remark' ? [line.text] : []));
}

function equationsOf(
  names: Names,
  occurrences: Occurrence[],
  notes: Notebook,
): { equations: Equation[]; isWhole: boolean } {
  const read = names.equations.map((line, index) => {
    const { name, value } = line;
    occurrences.push({ at: name.at, letter: name.text, role: 'quantity', before: false });
    if (value === undefined) return undefined;
    const scope = { names, notes, occurrences, equation: line, index };
    const resolved = resolve(value, scope);
    return resolved && { line, value: resolved };
  });
  const whole = read.filter((one) => one !== undefined);
  const primed = primedIn(
    whole.map(({ line, value }) => equationOf(line, value, names, undefined)),
  );
  const equations = whole.map(({ line, value }) => equationOf(line, value, names, primed));
  whole.forEach(({ line }) => {
    checkInitial(line, equations, notes);
  });
  return { equations, isWhole: whole.length === names.equations.length };
}

function equationOf(
  line: EquationLine,
  value: Equation['value'],
  names: Names,
  primed: ReadonlySet<string> | undefined,
): Equation {
  const letter = line.name.text;
  const naming = names.namings.get(letter);
  const name = naming?.name.text ?? letter;
  const isState = primed?.has(letter) === true || letter === output;
  return {
    letter,
    name,
    title: naming?.title === undefined || naming.title === '' ? name : naming.title,
    kind: naming?.quantityKind ?? (isState ? 'state' : 'value'),
    value,
    initial: Object.fromEntries(line.initial.map(({ name: of, value: is }) => [of.text, is])),
    at: line.name.at,
  };
}

/** What is set *with* an equation are its rows of a learned vector, which some equation reads. */
function checkInitial(line: EquationLine, equations: readonly Equation[], notes: Notebook): void {
  const seen = new Set<string>();
  for (const { name } of line.initial) {
    const { text: letter } = name;
    const isRead = equations.some(({ value }) => readsRows(value, letter, line.name.text));
    if (seen.has(letter)) {
      notes.error(name.at, `${letter} is set twice here`);
    } else if (name.subscript !== undefined || name.primed) {
      notes.error(name.at, `a start is given by the letter alone: with ${letter} = 1`);
    } else if (!isRead) {
      const message = `this equation has no learned vector ${letter}, whose start could be given`;
      notes.error(name.at, message);
    }
    seen.add(letter);
  }
}

const readsRows = (value: Expression, letter: string, block: string): boolean =>
  within(value).some(
    (part) => part.kind === 'vector' && part.letter === letter && part.block === block,
  );

const statesOf = (equations: readonly Equation[]): readonly string[] => {
  const primed = primedIn(equations);
  return equations
    .map(({ letter }) => letter)
    .filter((letter) => primed.has(letter) || letter === output);
};

/** @param states undefined where not every equation could be read */
function startsOf(
  names: Names,
  states: readonly string[] | undefined,
  notes: Notebook,
): Readonly<Record<string, number>> {
  const settings: readonly Setting[] = [...names.starts.values()];
  for (const { name } of settings) {
    if (states === undefined || states.includes(name.text)) continue;
    const message = `${name.text}' is read nowhere, so ${name.text} needs no start`;
    notes.error(name.at, message);
  }
  return Object.fromEntries(settings.map(({ name, value }) => [name.text, value]));
}

function tellNoOutput(names: Names, lines: readonly Line[], notes: Notebook): void {
  const last = names.equations.at(-1)?.name.at ?? lines.at(-1)?.at ?? { start: 0, end: 0 };
  const message = 'no equation defines h, which is what a layer shows; write h = …';
  notes.error(last, message);
}
