/**
 * Which names a text gives to what, before any equation is looked into: equations by letter,
 * learned vectors, starting values and spelled-out names.
 */
import { quantityKinds, type QuantityKind, type Span } from '../definition';
import { placeIn, replace, type CellFix, type Notebook } from './problems';
import type { EquationLine, Line, NamingLine, Setting } from './parsing/syntax';
import type { NameToken } from './parsing/tokens';
import { bias, isMatrixName, nearest, whyNoName } from './words';

export interface Names {
  readonly text: string;
  /** In the order of the text, each letter once. */
  readonly equations: readonly EquationLine[];
  /** Place in `equations` by letter. */
  readonly place: ReadonlyMap<string, number>;
  /** Learned vectors with where they are declared; `b` without. */
  readonly vectors: ReadonlyMap<string, Span | undefined>;
  readonly starts: ReadonlyMap<string, Setting>;
  readonly namings: ReadonlyMap<string, NamingLine & { readonly quantityKind?: QuantityKind }>;
}

export const lineOf = (names: Pick<Names, 'text'>, at: Span): number =>
  placeIn(names.text, at.start).line;

export function namesOf(text: string, lines: readonly Line[], notes: Notebook): Names {
  const equations = equationsOf(text, lines, notes);
  const place = new Map(equations.map(({ name }, index) => [name.text, index]));
  const names = { text, equations, place };
  const vectors = vectorsOf(names, lines, notes);
  return {
    ...names,
    vectors,
    starts: startsOf(names, lines, notes),
    namings: namingsOf(names, lines, notes),
  };
}

function equationsOf(text: string, lines: readonly Line[], notes: Notebook): EquationLine[] {
  const found = new Map<string, EquationLine>();
  for (const line of lines) {
    if (line.kind !== 'equation') continue;
    const letter = line.name.text;
    const earlier = found.get(letter);
    if (earlier !== undefined) {
      const message = `${letter} has an equation in line ${lineOf({ text }, earlier.at)} already; take another letter`;
      notes.error(line.name.at, message);
    } else if (isPlainLetter(line.name, notes)) {
      found.set(letter, line);
    }
  }
  return [...found.values()];
}

/** What an equation may define. Tells why where not. */
function isPlainLetter(name: NameToken, notes: Notebook): boolean {
  const { text } = name;
  const reason = whyNoName(text) ?? (text === bias ? whyNoBias : undefined);
  if (reason !== undefined) {
    notes.error(name.at, reason);
    return false;
  }
  if (isMatrixName(text)) {
    const small = text.slice(0, 1).toLowerCase() + text.slice(1);
    const message = `a capital first letter is a matrix's; write ${small} for a value`;
    notes.error(name.at, message, replace(name.nameAt, small));
    return false;
  }
  if (name.primed) {
    const message = `an equation gives the value of this step; write ${text} = …`;
    notes.error(name.at, message, replace(name.at, text));
  } else if (name.subscript !== undefined && name.subscript.text !== 't') {
    const message = `only matrices and learned vectors have subscripts; write ${text} = …`;
    notes.error(name.at, message, replace(name.at, text));
  }
  return true;
}

const whyNoBias = `${bias} is the learned vector of biases; take another letter`;

function vectorsOf(
  { text, equations, place }: Pick<Names, 'text' | 'equations' | 'place'>,
  lines: readonly Line[],
  notes: Notebook,
): Map<string, Span | undefined> {
  const vectors = new Map<string, Span | undefined>([[bias, undefined]]);
  for (const name of lines.flatMap((line) => (line.kind === 'vectors' ? line.names : []))) {
    const reason = whyNoName(name.text) ?? whyNoVector(name);
    const index = place.get(name.text);
    if (reason !== undefined) {
      notes.error(name.at, reason);
    } else if (index !== undefined) {
      const line = lineOf({ text }, equations[index].at);
      const message = `${name.text} is what the equation in line ${line} defines; take another letter for the learned vector`;
      notes.error(name.at, message);
    } else if (vectors.get(name.text) !== undefined) {
      notes.error(name.at, `${name.text} is declared twice`);
    } else {
      vectors.set(name.text, name.at);
    }
  }
  return vectors;
}

function whyNoVector(name: NameToken): string | undefined {
  if (isMatrixName(name.text)) {
    return `a capital first letter is a matrix's, which needs no line; write a small letter for a vector`;
  }
  if (name.subscript === undefined && !name.primed) return undefined;
  return `a learned vector is declared by its letter alone: vector ${name.text}`;
}

function startsOf(
  { place }: Pick<Names, 'place'>,
  lines: readonly Line[],
  notes: Notebook,
): Map<string, Setting> {
  const starts = new Map<string, Setting>();
  for (const setting of lines.flatMap((line) => (line.kind === 'starts' ? line.settings : []))) {
    const { text, at } = setting.name;
    if (!place.has(text))
      notes.error(
        at,
        `no equation defines ${text}, so it has no start`,
        ...meant(setting.name, place.keys()),
      );
    else if (starts.has(text)) notes.error(at, `the start of ${text} is given twice`);
    else starts.set(text, setting);
  }
  return starts;
}

function namingsOf(
  { place }: Pick<Names, 'place'>,
  lines: readonly Line[],
  notes: Notebook,
): Map<string, NamingLine & { readonly quantityKind?: QuantityKind }> {
  const namings = new Map<string, NamingLine & { readonly quantityKind?: QuantityKind }>();
  const taken = new Map<string, string>([...place.keys()].map((letter) => [letter, letter]));
  for (const line of lines) {
    if (line.kind !== 'naming') continue;
    const letter = line.letter.text;
    if (!place.has(letter)) {
      notes.error(
        line.letter.at,
        `no equation defines ${letter}, so it cannot be named`,
        ...meant(line.letter, place.keys()),
      );
    } else if (namings.has(letter)) {
      notes.error(line.letter.at, `${letter} is named twice`);
    } else if (mayBeNamed(line, taken, notes)) {
      const quantityKind = kindOf(line, notes);
      namings.set(letter, { ...line, ...(quantityKind !== undefined && { quantityKind }) });
    }
    taken.set(line.name.text, letter);
  }
  return namings;
}

/** Files and exports hold arrays by this name. */
function mayBeNamed(
  { letter, name }: NamingLine,
  taken: ReadonlyMap<string, string>,
  notes: Notebook,
): boolean {
  const owner = taken.get(name.text);
  if (!/^[A-Za-z][A-Za-z0-9]*$/.test(name.text) || name.subscript !== undefined || name.primed) {
    notes.error(name.at, 'a name consists of the letters a to z and of digits, as in inputGate');
  } else if (name.text in {} || name.text.length > longestSpelledName) {
    notes.error(name.at, `${name.text.slice(0, 60)} cannot be a name; take another word`);
  } else if (owner !== undefined && owner !== letter.text) {
    notes.error(name.at, `${name.text} is the name of ${owner} already; take another word`);
  } else {
    return true;
  }
  return false;
}

const longestSpelledName = 60;

function kindOf({ quantity }: NamingLine, notes: Notebook): QuantityKind | undefined {
  if (quantity === undefined) return undefined;
  const kind = quantityKinds.find((known) => known === quantity.text);
  if (kind !== undefined) return kind;
  const message = `there is no kind ${quantity.text}; write gate, candidate, state or value`;
  notes.error(quantity.at, message, ...meant(quantity, quantityKinds));
  return undefined;
}

/** A fix where a known word is near. */
export function meant(name: NameToken, known: Iterable<string>): CellFix[] {
  const word = nearest(name.text, known);
  return word === undefined ? [] : [replace(name.nameAt, word)];
}
