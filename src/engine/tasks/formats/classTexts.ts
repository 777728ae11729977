/** Texts with the names of their classes, from whatever format, as examples; and what they must have. */
import { mapped, pauses, type Steps } from '../../steps';
import { newestCut } from '../../text/tokens/cut';
import { tokenize } from '../../text/tokens/tokenizer';
import type { ClassExample, ClassExamples } from '../examples';
import { flawed, longestSequence, mostClasses, read, type Flawed, type Read } from './flaws';

export interface ClassText {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly name: string;
  readonly line: number;
  readonly file?: number;
}

/** @param known the classes of training examples that these are to test; else they are found here */
export function* classesOf(
  texts: readonly ClassText[],
  known?: readonly string[],
): Steps<Read<ClassExamples>> {
  const flaw =
    (yield* longText(texts)) ?? (known ? unknownClass(texts, known) : yield* unlearnable(texts));
  if (flaw) return flaw;
  const classes = known ?? inOrder(yield* namesOf(texts));
  const numbers = new Map(classes.map((name, number) => [name, number]));
  const examples = yield* mapped(texts, ({ text, start, end, name, file }): ClassExample => {
    const example = { text, start, end, class: numbers.get(name) ?? 0 };
    return file === undefined ? example : { ...example, file };
  });
  return read({ task: 'classes', classes, examples });
}

function* namesOf(texts: readonly ClassText[]): Steps<Set<string>> {
  const isDue = pauses();
  const names = new Set<string>();
  for (const { name } of texts) {
    names.add(name);
    if (isDue()) yield;
  }
  return names;
}

/** Numbers by size, everything else by its letters: the same for any order of the lines. */
export function inOrder(names: ReadonlySet<string>): string[] {
  const all = [...names];
  const areNumbers = all.every((name) => name !== '' && Number.isFinite(Number(name)));
  return all.sort((one, other) => {
    const difference = areNumbers ? Number(one) - Number(other) : 0;
    if (difference !== 0) return difference;
    return one < other ? -1 : 1;
  });
}

function* longText(texts: readonly ClassText[]): Steps<Flawed | undefined> {
  const isDue = pauses();
  for (const { text, line, file } of texts) {
    if (text.length <= longestSequence) continue;
    const tokens = tokenize(text, newestCut('words')).count;
    if (isDue(text.length)) yield;
    if (tokens <= longestSequence) continue;
    return at(file, flawed({ kind: 'longSequence', line, tokens, most: longestSequence }));
  }
  return undefined;
}

function unknownClass(texts: readonly ClassText[], known: readonly string[]): Flawed | undefined {
  if (texts.length === 0) return flawed({ kind: 'noExamples' });
  const names = new Set(known);
  const odd = texts.find(({ name }) => !names.has(name));
  if (!odd) return undefined;
  const { name, line, file } = odd;
  return at(file, flawed({ kind: 'unknownClass', of: 'classes', name, line }));
}

/** Two classes or more, not too many, and of each two examples or more: one to learn, one to test. */
function* unlearnable(texts: readonly ClassText[]): Steps<Flawed | undefined> {
  const isDue = pauses();
  if (texts.length === 0) return flawed({ kind: 'noExamples' });
  const firsts = new Map<string, ClassText>();
  const again = new Set<string>();
  for (const text of texts) {
    if (firsts.has(text.name)) again.add(text.name);
    else firsts.set(text.name, text);
    if (isDue()) yield;
  }
  if (firsts.size === 1) return flawed({ kind: 'oneClass', of: 'classes', name: texts[0].name });
  if (firsts.size > mostClasses) {
    return flawed({ kind: 'manyClasses', of: 'classes', count: firsts.size, most: mostClasses });
  }
  const lone = [...firsts.values()].find(({ name }) => !again.has(name));
  if (!lone) return undefined;
  return at(lone.file, flawed({ kind: 'loneExample', name: lone.name, line: lone.line }));
}

const at = (file: number | undefined, flaw: Flawed): Flawed =>
  file === undefined ? flaw : { ...flaw, file };
