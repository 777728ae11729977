/** What each name in a cell's text stands for, in sentences: for hovers, completion and *Go to Definition*. */
import { displayEquation, textOf } from './display';
import type { Equation, Span } from '../definition';
import { within } from '../expressions';
import type { CellText } from '../notation/readCell';
import type { Occurrence } from '../notation/nameProblems';
import { bias, functionNames, keywords } from '../notation/words';
import { rangesOf, type Range } from './ranges';

export interface Meaning {
  readonly title: string;
  readonly equation?: string;
  readonly sentences: readonly string[];
  readonly definedAt?: Span;
}

interface Meanings {
  readonly marks: readonly { readonly at: Span; readonly meaning: number }[];
  readonly meanings: readonly Meaning[];
}

export function meaningsOf(read: CellText): Meanings {
  const ranges = read.definition && rangesOf(read.definition);
  const meanings: Meaning[] = [];
  const known = new Map<string, number>();
  const marks = read.occurrences.map((occurrence) => {
    const { role, letter, block = '', before = false } = occurrence;
    const key = `${role} ${letter} ${block} ${before}`;
    const meaning = known.get(key) ?? meanings.length;
    if (!known.has(key)) meanings.push(meaningOf(occurrence, read, ranges?.get(letter)));
    known.set(key, meaning);
    return { at: occurrence.at, meaning };
  });
  return { marks, meanings };
}

function meaningOf(occurrence: Occurrence, read: CellText, range: Range | undefined): Meaning {
  const { role, letter, before = false } = occurrence;
  if (role === 'input') return { title: 'x', sentences: [inputSentence] };
  if (role === 'function') return { title: letter, sentences: [functionSentence(letter)] };
  if (role === 'matrix') return matrixMeaning(occurrence, read);
  if (role === 'vector') return vectorMeaning(occurrence, read);
  const equation = read.equations.find((one) => one.letter === letter);
  return equation === undefined
    ? { title: letter, sentences: [] }
    : quantityMeaning(equation, before, read, range);
}

function quantityMeaning(
  equation: Equation,
  before: boolean,
  { definition }: CellText,
  range: Range | undefined,
): Meaning {
  const { letter, name, title, kind, at } = equation;
  const start = definition?.starts[letter] ?? 0;
  const isCarried = definition?.states.includes(letter) === true;
  const named = title === letter ? letter : `${letter} · ${title}`;
  const called = name === letter ? [] : [`Files and exports call it ${name}.`];
  return {
    title: before ? `${letter}′ · ${title} at the step before` : named,
    equation: textOf(displayEquation(equation)),
    sentences: [
      `${kindSentence[kind]}${range === undefined ? '' : `, ${rangeWords(range)}`}; one value per unit.`,
      ...(isCarried ? [`Carried to the next step; before the first it is ${start}.`] : []),
      ...called,
    ],
    definedAt: at,
  };
}

const kindSentence = {
  gate: 'A gate',
  candidate: 'A candidate',
  state: 'A state',
  value: 'A value',
} as const;

/** “between 0 and 1”. */
function rangeWords({ low, high }: Range): string {
  if (low === -Infinity && high === Infinity) return 'of any size';
  if (low === -Infinity) return `at most ${rounded(high)}`;
  if (high === Infinity) return `at least ${rounded(low)}`;
  return low === high ? `always ${rounded(low)}` : `between ${rounded(low)} and ${rounded(high)}`;
}

const rounded = (value: number): string => String(Number(value.toPrecision(4)));

const inputSentence =
  'What the layer is given at this step: the word as numbers, or what the layer below shows. Only a matrix may take it, since it has another length than the units.';

const torchNames: Readonly<Record<string, string>> = {
  ...{ 'W input': 'weight_ih', 'U units': 'weight_hh' },
  ...{ 'b vector': 'bias_ih', 'd vector': 'bias_hh' },
};

function matrixMeaning({ letter, block = '' }: Occurrence, { equations }: CellText): Meaning {
  const products = equations
    .flatMap(({ value }) => within(value))
    .filter((part) => part.kind === 'product' && part.letter === letter);
  const isOfInput = products.some((part) => part.kind === 'product' && part.of.kind === 'input');
  const columns = isOfInput ? 'as many columns as the input is long' : 'a column per unit';
  const name = torchName(letter, isOfInput ? 'input' : 'units');
  return {
    title: `${letter}_${block}`,
    sentences: [
      `A learned matrix: a row per unit, ${columns}.`,
      `It is the rows of ${block} in the tensor ${name}.`,
    ],
  };
}

function vectorMeaning({ letter, block = '' }: Occurrence, read: CellText): Meaning {
  const { equations, vectors } = read;
  const start = equations.find((one) => one.letter === block)?.initial[letter];
  const declared = vectors.get(letter);
  const said = start === undefined ? '' : ` Each starts at ${start}.`;
  return {
    title: `${letter}_${block}`,
    sentences: [
      `A learned vector: a value per unit, the same at every step.${said}`,
      `It is the rows of ${block} in the tensor ${torchName(letter, 'vector')}.`,
    ],
    ...(declared !== undefined && { definedAt: declared }),
  };
}

/** PyTorch's names go by letter; other letters keep their own. */
const torchName = (letter: string, of: 'input' | 'units' | 'vector'): string =>
  torchNames[`${letter} ${of}`] ?? letter;

const functionSentences: Readonly<Record<string, string>> = {
  sigmoid: '1/(1 + exp(-v)): a value between 0 and 1, half open at v = 0. Papers write σ.',
  tanh: 'A value between -1 and 1, 0 at 0.',
  relu: 'v where it is positive, else 0.',
  exp: 'e to the power of v: 1 at 0, and soon very large.',
  log: 'The natural logarithm, of positive values only.',
  sqrt: 'The square root, of positive values only.',
  stop: 'v itself, through which no gradient flows: what is learnt does not look behind it.',
  max: 'The larger of two values, unit by unit.',
  min: 'The smaller of two values, unit by unit.',
};

const functionSentence = (name: string): string => functionSentences[name] ?? '';

const wordSentences: Readonly<Record<(typeof keywords)[number], string>> = {
  cell: 'The title: cell LSTM',
  vector: 'Learned vectors besides b: vector p, q',
  start: 'What a state is before the first step: start m = -10',
  name: 'What the interface and files call a value: name i = inputGate "Input gate" gate',
  with: 'What learned vectors of an equation start from: … with b = 1',
};

interface Name {
  readonly text: string;
  readonly kind: 'value' | 'learned' | 'function' | 'word';
  readonly says: string;
}

/** What can be written, values first. */
export function namesOf({ equations, vectors }: CellText): readonly Name[] {
  const matrices = new Set(
    equations.flatMap(({ value }) =>
      within(value).flatMap((part) => (part.kind === 'product' ? [part.letter] : [])),
    ),
  );
  const learned = [...matrices].map((text) => ({ text, says: 'Learned matrix' }));
  const kinds = [...vectors.keys()].map((text) => {
    return { text, says: text === bias ? 'Learned vector: the biases' : 'Learned vector' };
  });
  return [
    ...equations.map(({ letter, title }) => ({
      text: letter,
      kind: 'value' as const,
      says: title,
    })),
    { text: 'x', kind: 'value', says: 'Input, behind a matrix' },
    ...[...learned, ...kinds].map((name) => ({ ...name, kind: 'learned' as const })),
    ...functionNames.map((text) => {
      return { text, kind: 'function' as const, says: functionSentence(text) };
    }),
    ...keywords.map((text) => ({ text, kind: 'word' as const, says: wordSentences[text] })),
  ];
}
