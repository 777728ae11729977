/**
 * A vocabulary in JSON: a list of words, an object from word to id or from id to word, pairs; also
 * as members of something larger: torchtext's `itos` and `stoi`, Keras' `word_index`, `model.vocab` of
 * Hugging Face's tokenizers. A word may be called as anything, `constructor` and `__proto__` included,
 * so nothing here becomes a property of an object.
 */
import type { NumberedWords, WordList } from './numberedWords';
import { bad, byRows, inOrder } from './numberedWords';

type Members = readonly (readonly [key: string, value: unknown])[];

/** Deeper, and after so many members, no vocabulary is looked for. */
const deepest = 3;
const mostMembers = 200;

const isNumber = (value: unknown): value is number => typeof value === 'number';
const isString = (value: unknown): value is string => typeof value === 'string';

const membersOf = (value: unknown): Members | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.entries(value)
    : undefined;

export function fromJson(json: unknown, rows: number): WordList {
  const whole = listIn(json, rows);
  if (whole) return whole;
  const pieces = piecesIn(json);
  if (pieces !== undefined) return bad(asPieces(pieces));
  const found = listsWithin(json, rows, deepest);
  const unknown = unknownTold(json, deepest);
  const fitting = found.filter(({ list }) => list.ok && list.words.length === rows);
  const [first, ...others] = fitting;
  if (fitting.length === 0) return likeliest(found)?.list ?? bad(nothingFound);
  const other = others.find(({ list }) => !isSameList(list, first.list));
  if (other) {
    return bad(
      `its lists “${first.key}” and “${other.key}” differ. Write the right one as a JSON array of words`,
    );
  }
  const words = first.list.ok ? first.list.words : [];
  const told = typeof unknown === 'number' ? words.at(unknown) : unknown;
  return { ok: true, words, unknown: told };
}

/** The longest list, else the first that has a problem. */
const likeliest = (found: readonly Found[]): Found | undefined => {
  const length = ({ list }: Found): number => (list.ok ? list.words.length : 0);
  return found.toSorted((one, other) => length(other) - length(one)).at(0);
};

const nothingFound =
  'it has neither a JSON array of words nor an object from word to id. Write one of them';

const asPieces = (kind: string): string =>
  `its tokens are pieces of words (${kind}), and Gatescope does not split texts into these. Write the text as token ids, and import the model with token ids`;

/** The value itself as a vocabulary; undefined where it is none. */
function listIn(value: unknown, rows: number): WordList | undefined {
  if (Array.isArray(value)) return fromArray(value, rows);
  const members = membersOf(value);
  if (!members || members.length === 0) return undefined;
  if (members.every(([, id]) => isNumber(id))) return byRows(numbered(members), rows);
  if (!members.every(([, word]) => isString(word))) return undefined;
  const isDigits = (text: unknown): boolean => isString(text) && /^\d+$/.test(text);
  if (members.every(([id]) => isDigits(id))) {
    return byRows(numbered(members.map(([id, word]) => [word, Number(id)])), rows);
  }
  if (!members.every(([, id]) => isDigits(id))) return undefined;
  return byRows(numbered(members.map(([word, id]) => [word, Number(id)])), rows);
}

function fromArray(items: readonly unknown[], rows: number): WordList | undefined {
  if (items.every(isString)) return { ok: true, words: items };
  const pairs = items.flatMap((item) => {
    if (!Array.isArray(item) || item.length !== 2) return [];
    const [one, other] = item as readonly unknown[];
    if (isString(one) && isNumber(other)) return [[one, other] as const];
    return isString(other) && isNumber(one) ? [[other, one] as const] : [];
  });
  return pairs.length === items.length ? inOrder(pairs, rows) : undefined;
}

/** Only strings beside numbers remain. */
const numbered = (members: readonly (readonly [unknown, unknown])[]): NumberedWords =>
  members.flatMap(([word, number]) =>
    isString(word) && isNumber(number) ? [[word, number] as const] : [],
  );

interface Found {
  readonly key: string;
  readonly list: WordList;
}

/** Tables about words that say nothing of their rows. */
const otherTables = /count|freq|docs|merges|special|score/i;

/** Members that are vocabularies, also as JSON within JSON, as Keras writes it. */
function listsWithin(json: unknown, rows: number, depth: number): Found[] {
  const members = membersOf(unwrapped(json)) ?? [];
  return members.slice(0, mostMembers).flatMap(([key, packed]): Found[] => {
    const value = unwrapped(packed);
    if (otherTables.test(key) || typeof value !== 'object') return [];
    const list = withAddedTokens(listIn(value, rows), value, json, rows);
    if (list?.ok && list.words.length === 0) return [];
    if (list) return [{ key, list }];
    return depth > 1 ? listsWithin(value, rows, depth - 1) : [];
  });
}

/** Hugging Face lists tokens that were added to `model.vocab` next to the model. */
function withAddedTokens(
  list: WordList | undefined,
  value: unknown,
  around: unknown,
  rows: number,
): WordList | undefined {
  const added = new Map(membersOf(around)).get('added_tokens');
  const members = membersOf(value);
  if (list !== undefined || !Array.isArray(added) || !members) return list;
  const vocabulary = membersOf(new Map(members).get('vocab'));
  if (!vocabulary?.every(([, id]) => isNumber(id))) return undefined;
  const known = new Set(vocabulary.map(([word]) => word));
  const further = added.flatMap((token: unknown) => {
    const parts = new Map(membersOf(token));
    const [word, id] = [parts.get('content'), parts.get('id')];
    return isString(word) && isNumber(id) && !known.has(word) ? [[word, id] as const] : [];
  });
  return byRows(numbered([...vocabulary, ...further]), rows);
}

function unwrapped(value: unknown): unknown {
  if (!isString(value) || !/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

function isSameList(one: WordList, other: WordList): boolean {
  if (!one.ok || !other.ok) return false;
  return one.words.every((word, row) => word === other.words[row]);
}

/** What a tokenizer that cuts words into pieces is called, where this is one. */
function piecesIn(json: unknown): string | undefined {
  const model = new Map(membersOf(new Map(membersOf(json)).get('model')));
  const kind = model.get('type');
  return isString(kind) && ['BPE', 'WordPiece', 'Unigram'].includes(kind) ? kind : undefined;
}

const unknownKeys = /^(?:unk|unknown|oov)(?:token|word)?$/;
const unknownPlaces = /^(?:default|unk|unknown|oov)(?:index|idx|id)$/;

/** The class of unknown words, as what wrote the file calls it: a word or its row. */
function unknownTold(json: unknown, depth: number): string | number | undefined {
  const members = (membersOf(unwrapped(json)) ?? []).slice(0, mostMembers);
  for (const [key, value] of members) {
    const name = key.toLowerCase().replace(/[^a-z]/g, '');
    const word = isString(value) ? value : new Map(membersOf(value)).get('content');
    if (unknownKeys.test(name) && isString(word)) return word;
    if (unknownPlaces.test(name) && isNumber(value) && value >= 0) return value;
  }
  for (const [, value] of depth > 1 ? members : []) {
    const nested = membersOf(value);
    const told = nested && nested.length <= mostMembers ? unknownTold(value, depth - 1) : undefined;
    if (told !== undefined) return told;
  }
  return undefined;
}
