/**
 * Several files whose names are their classes. `reviews.neg` and `reviews.pos`: each line an example, the
 * class is the part of the name that differs. Files in several folders, `neg/1.txt` and `pos/1.txt`:
 * each file an example, the class is its folder.
 */
import { inOneGo, pauses, type Steps } from '../../steps';
import type { ClassExamples } from '../examples';
import { classesOf, type ClassText } from './classTexts';
import { flawed, type Read } from './flaws';
import { afterMark, linesOf, trimmed } from './lines';

export interface NamedText {
  /** With its folders, `/` or `\` between them. */
  readonly path: string;
  readonly text: string;
}

export interface ClassFiles extends ClassExamples {
  /** Whether each file is one example; else each line. */
  readonly wholeFiles: boolean;
}

export const readClassFiles = (
  files: readonly NamedText[],
  known?: readonly string[],
): Read<ClassFiles> => inOneGo(readingClassFiles(files, known));

export function* readingClassFiles(
  files: readonly NamedText[],
  known?: readonly string[],
): Steps<Read<ClassFiles>> {
  const { names, wholeFiles } = classNames(files.map(({ path }) => path));
  if (!wholeFiles && new Set(names).size < names.length) {
    const twice = names.find((name, at) => names.indexOf(name) !== at) ?? '';
    return flawed({ kind: 'sameClass', name: twice });
  }
  const texts: ClassText[] = [];
  for (const [file, { text }] of files.entries()) {
    const parts = wholeFiles ? whole(text) : yield* byLine(text);
    for (const part of parts) texts.push({ ...part, file, name: names[file] });
    yield;
  }
  const judged = yield* classesOf(texts, known);
  return judged.ok ? { ok: true, value: { ...judged.value, wholeFiles } } : judged;
}

type Part = Omit<ClassText, 'name' | 'file'>;

function whole(text: string): Part[] {
  const part = trimmed(text, afterMark(text), text.length);
  return part.text === '' ? [] : [{ ...part, line: 1 }];
}

function* byLine(text: string): Steps<Part[]> {
  const isDue = pauses();
  const parts: Part[] = [];
  for (const { number, start, end } of linesOf(text)) {
    const part = trimmed(text, start, end);
    if (part.text !== '') parts.push({ ...part, line: number });
    if (isDue(end - start)) yield;
  }
  return parts;
}

/** Which class each file is of, by where it lies and what it is called. */
export function classNames(paths: readonly string[]): {
  readonly names: readonly string[];
  readonly wholeFiles: boolean;
} {
  const parts = paths.map((path) => path.split(/[\\/]/));
  const folders = parts.map((part) => part.at(-2) ?? '');
  const wholeFiles = new Set(folders).size > 1 && new Set(folders).size < paths.length;
  if (wholeFiles) return { names: folders, wholeFiles };
  const names = differences(parts.map((part) => part.at(-1) ?? ''));
  // The same name in folders that differ: the folder is the class, and each line an example.
  const areSame = new Set(names).size === 1 && paths.length > 1;
  return { names: areSame ? folders : names, wholeFiles };
}

/** Names without the parts that all of them begin or end with: `rt-polarity.neg`: `neg`. */
function differences(names: readonly string[]): string[] {
  const parts = names.map((name) => name.split(/[._-]/));
  const shortest = Math.min(...parts.map(({ length }) => length));
  const isShared = (at: number): boolean => parts.every((part) => part.at(at) === parts[0].at(at));
  let before = 0;
  while (before < shortest && isShared(before)) before++;
  let after = 0;
  while (after < shortest - before && isShared(-1 - after)) after++;
  return names.map((name, at) => {
    const own = parts[at].slice(before, parts[at].length - after).join('-');
    return own === '' ? name : own;
  });
}
