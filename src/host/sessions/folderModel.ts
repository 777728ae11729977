/**
 * A manuscript: the files of a folder that have one model together. Its key is the folder's URI with
 * a slash at the end, which no document's key has. Which texts may use the model is decided by their
 * ending: those in the folder, or in a folder of it, that are named like one that it learnt from.
 * Only arithmetic of URIs as strings; no VS Code.
 */
import { endingOf } from '../common/nameOfKey';
import type { OpenText } from '../texts/openText';
import type { Session } from './sessionState';
import { manuscriptOf } from './sessionState';

export const isFolderKey = (key: string): boolean => key.endsWith('/');

export const folderKey = (uri: string): string => (isFolderKey(uri) ? uri : `${uri}/`);

/** The folder as trainings and sessions want it; its text is put together when it is trained on. */
export function folderText(key: string, text: () => string = () => ''): OpenText {
  return { key, name: lastPart(key), version: 1, untitled: false, text };
}

function lastPart(key: string): string {
  const last = key.replace(/\/+$/, '').split('/').at(-1) ?? key;
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}

/** Keys of the folders around a document or folder, the nearest first. */
export function foldersAround(key: string): string[] {
  const root = /^[^:/?#]+:(?:\/\/[^/]*)?\//.exec(key)?.[0];
  const folders: string[] = [];
  if (root === undefined) return folders;
  let end = key.lastIndexOf('/', key.length - 2);
  while (end >= root.length - 1) {
    folders.push(key.slice(0, end + 1));
    end = key.lastIndexOf('/', end - 1);
  }
  return folders;
}

/** The nearest folder that holds all of these documents and folders. */
export function commonFolder(keys: readonly string[]): string | undefined {
  const [first, ...rest] = keys;
  if (first === undefined) return undefined;
  const around = [...(isFolderKey(first) ? [first] : []), ...foldersAround(first)];
  return around.find((folder) => rest.every((key) => key.startsWith(folder)));
}

export function isSuchFile(key: string, files: readonly string[]): boolean {
  const ending = endingOf(key);
  return files.some((file) => endingOf(file) === ending);
}

/** Whether the file belongs to the same manuscript as the text. */
export function isBesides(file: string, text: Session | undefined): boolean {
  const folder = text && manuscriptOf(text);
  if (folder === undefined || !file.startsWith(folder) || file.includes('/../')) return false;
  return isSuchFile(file, text?.files ?? []);
}

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** As a person orders names: chapter 2 before chapter 10. */
export const byName = (one: string, other: string): number =>
  collator.compare(one, other) || (one < other ? -1 : 1);

/** Chapters one after the other, an empty line between them. */
export const joinChapters = (chapters: readonly string[]): string =>
  chapters.map((chapter) => chapter.replace(/^\ufeff/, '').replace(/\s+$/, '')).join('\n\n') + '\n';
