/**
 * What the classes or labels of a model from elsewhere are called, in the order of its head's rows: a list
 * by itself, or a member of the vocabulary's file.
 */
import { parseWordList, type WordListOptions } from '../../text/words/wordList';

export type AnswerNames =
  | { readonly ok: true; readonly names: readonly string[] }
  /** The rest of a sentence. */
  | { readonly ok: false; readonly problem: string };

/** As programs call them. */
const members =
  /^(?:class|label|tag|answer|categor|target)(?:es|s|ies|y)?$|^(?:class|label|tag)(?:[_-]?names|2(?:id|idx)|[_-]?to[_-]?(?:ids?|idx|ix|index))$|^(?:id|idx|ix|index)(?:2|[_-]?to[_-]?)(?:class|label|tag)$/i;

/** Files beside a model that hold them. */
export const answerFiles = ['classes.json', 'labels.json', 'classes.txt', 'labels.txt'] as const;

const longestName = 1000;

/** @param count that the model answers with */
export function checkNames(names: readonly string[], count: number): AnswerNames {
  const refused = (problem: string): AnswerNames => ({ ok: false, problem });
  if (names.length !== count) {
    return refused(`there are ${names.length}, and the model has ${count}`);
  }
  if (names.some((name) => name.trim() === '')) return refused('one of them is empty');
  const long = names.find((name) => name.length > longestName);
  if (long !== undefined) return refused(`one of them has ${long.length} letters`);
  const twice = names.find((name, n) => names.indexOf(name) !== n);
  return twice === undefined
    ? { ok: true, names }
    : refused(`${JSON.stringify(twice.slice(0, 60))} is there twice`);
}

/** @param content lines or JSON */
export function parseAnswerNames(
  content: string,
  isJson: WordListOptions['isJson'],
  count: number,
): AnswerNames {
  const list = parseWordList(content, { isJson, rows: count });
  return list.ok ? checkNames(list.words, count) : list;
}

/** Names that a vocabulary's file holds beside its words; undefined where it holds none. */
export function namesBesideWords(content: string, count: number): AnswerNames | undefined {
  let json: unknown;
  try {
    json = JSON.parse(content);
  } catch {
    return undefined;
  }
  if (typeof json !== 'object' || json === null) return undefined;
  const found = Object.entries(json).find(
    ([key, value]) => members.test(key) && typeof value === 'object',
  );
  return found && parseAnswerNames(JSON.stringify(found[1]), true, count);
}
