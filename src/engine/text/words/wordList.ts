/**
 * A vocabulary that another program wrote: one word a line, a JSON array, or a JSON object from word
 * to id. Words in the order of their ids. Untrusted: every list is checked, the problem is the rest
 * of a sentence with what to do.
 */
import * as v from 'valibot';

export type WordList =
  | { readonly ok: true; readonly words: readonly string[] }
  | { readonly ok: false; readonly problem: string };

/** Of all words together, in UTF-16 units: they must fit into a file's header. */
const mostUnits = 8 << 20;
const unknownNames: ReadonlySet<string> = new Set([
  '<unk>',
  '<UNK>',
  '[UNK]',
  '<unknown>',
  '<oov>',
]);

const arraySchema = v.array(v.string());
const objectSchema = v.record(v.string(), v.number());

const bad = (problem: string): WordList => ({ ok: false, problem });
const shown = (word: string): string => JSON.stringify(word.slice(0, 60));

/** @param isJson else one word a line */
export function parseWordList(content: string, isJson: boolean): WordList {
  const text = content.replace(/^\ufeff/, '');
  const listed = isJson ? fromJson(text) : fromLines(text);
  return listed.ok ? checked(listed.words, isJson) : listed;
}

/** Where the class of unknown words is; undefined where the list has none. */
export function unknownIn(words: readonly string[]): number | undefined {
  const index = words.findIndex((word) => unknownNames.has(word));
  return index < 0 ? undefined : index;
}

function fromLines(text: string): WordList {
  const lines = text.split('\n').map((line) => line.replace(/\r$/, ''));
  if (lines.at(-1) === '') lines.pop();
  return { ok: true, words: lines };
}

function fromJson(text: string): WordList {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return bad('it is not valid JSON. Write it with json.dump');
  }
  const array = v.safeParse(arraySchema, json, { abortEarly: true });
  if (array.success) return { ok: true, words: array.output };
  const object = v.safeParse(objectSchema, json, { abortEarly: true });
  if (object.success && !Array.isArray(json)) return byId(Object.entries(object.output));
  return bad(
    'it is neither a JSON array of words nor an object from word to id. Write one of them',
  );
}

function byId(entries: readonly (readonly [string, number])[]): WordList {
  const words: (string | undefined)[] = entries.map(() => undefined);
  for (const [word, id] of entries) {
    if (!Number.isInteger(id) || id < 0 || id >= words.length) {
      return bad(
        `the word ${shown(word)} has the id ${id}, but ${words.length} words have the ids 0 to ${words.length - 1}. Number them without gaps`,
      );
    }
    const other = words[id];
    if (other !== undefined) {
      return bad(
        `the words ${shown(other)} and ${shown(word)} have the same id ${id}. Give each its own`,
      );
    }
    words[id] = word;
  }
  return { ok: true, words: words.filter((word) => word !== undefined) };
}

function checked(words: readonly string[], isJson: boolean): WordList {
  if (words.length === 0) return bad('it is empty. Choose the file that holds the words');
  const where = (index: number): string => (isJson ? `id ${index}` : `line ${index + 1}`);
  const ids = new Map<string, number>();
  let units = 0;
  for (const [index, word] of words.entries()) {
    if (word === '') {
      return bad(
        `${where(index)} is empty. Give every id a word${isJson ? '' : '; where a word is a line break, write JSON'}`,
      );
    }
    const before = ids.get(word);
    if (before !== undefined) {
      return bad(
        `${where(before)} and ${where(index)} are both ${shown(word)}. Each word may have one id`,
      );
    }
    ids.set(word, index);
    units += word.length;
  }
  if (units > mostUnits)
    return bad(`its words have ${units} letters, more than ${mostUnits}. Choose another file`);
  return { ok: true, words };
}
