/**
 * Finds the saved model of a document that is opened, and makes its session ready: the one that was
 * chosen, else the document's own that was written last. Looks only when the document is seen or asked
 * about: a cheap look for files first, then the header, which the analyst reads. A document without a
 * model of its own is lent that of a folder around it.
 */
import type { AnalystContract } from '../../shared/contracts/analyst';
import type { Failure } from '../../shared/failures';
import { answerOf } from '../threads/threadCalls';
import type { ModelFiles } from './modelFiles';
import { folderText, foldersAround, isFolderKey, isSuchFile } from './folderModel';
import { nameOfKey } from '../common/nameOfKey';
import type { OpenText } from '../texts/openText';
import type { Sessions } from './sessions';
import type { Lender } from './sessionState';
import { canLend } from './sessionState';
import type { SupervisedThread } from '../threads/supervisor';

export interface RestoreModel {
  /** Ends when the session is what its file makes of it; every document is looked for once. */
  restore(text: OpenText): Promise<void>;
  /** Reads the header again after the file changed. */
  refresh(text: OpenText): Promise<void>;
  /** The document's model was looked for, whether there was one or not. */
  hasLooked(key: string): boolean;
  forget(key: string): void;
}

export function createRestoreModel(options: {
  readonly analyst: Pick<SupervisedThread<AnalystContract>, 'call'>;
  readonly sessions: Sessions;
  readonly files: ModelFiles;
  /** The path of the model that was chosen for the document: its own or another document's. */
  readonly chosen?: (key: string) => Promise<string | undefined>;
  /** What a model that came with the extension is called. */
  readonly shippedName?: (path: string) => string | undefined;
  readonly log: (line: string) => void;
  /** Called once per file, with what the user must know. */
  readonly showFailure: (failure: Failure) => void;
}): RestoreModel {
  const { analyst, sessions, files, log } = options;
  const looked = new Map<string, Promise<void>>();

  async function look(text: OpenText): Promise<void> {
    await lookForOwn(text);
    if (!text.untitled && !isFolderKey(text.key) && !hasModel(text.key)) await borrow(text);
  }

  /** The nearest folder around the text whose model is for such files. */
  async function borrow(text: OpenText): Promise<void> {
    for (const folder of foldersAround(text.key)) {
      if (!sessions.find(folder) && !(await files.exists(folder))) continue;
      await restore(folderText(folder));
      const session = sessions.find(folder);
      if (!session || !canLend(session) || !isSuchFile(text.key, session.files ?? [])) continue;
      if (!hasModel(text.key)) sessions.lend(folder, text);
      return;
    }
  }

  /** Where one cannot be read, or is of another untitled text, the next one is tried. */
  async function lookForOwn(text: OpenText): Promise<void> {
    const chosen = await options.chosen?.(text.key);
    const own = (await files.of(text.key)).filter((path) => path !== chosen);
    for (const path of chosen === undefined ? own : [chosen, ...own]) {
      if (await isTaken(text, path)) return;
    }
  }

  /** @returns whether there is nothing more to look for */
  async function isTaken(text: OpenText, path: string): Promise<boolean> {
    const isOwn = files.isOf(path, text.key);
    const request = text.untitled && isOwn ? { path, text: text.text() } : { path };
    const answer = await answerOf(analyst.call('describeModel', request));
    if (isTraining(text.key)) return true;
    if (answer.ok) {
      const description = answer.value;
      const lender = isOwn ? {} : { lender: lenderOf(path, description.documentKey) };
      sessions.apply(text, { kind: 'restored', description, path, ...lender });
      return true;
    }
    log(`model ${files.idOf(path)}: ${answer.failure.kind}`);
    if (answer.failure.kind === 'corruptModel') options.showFailure(answer.failure);
    if (answer.failure.kind === 'stale') looked.delete(text.key);
    return answer.failure.kind === 'stale';
  }

  /** The file knows what its document was called when it was written. */
  function lenderOf(path: string, documentKey: string): Lender {
    const known = sessions.all().find(({ key }) => files.isOf(path, key));
    const named = options.shippedName?.(path) ?? nameOfKey(documentKey);
    const { key, name } = known ?? { key: documentKey, name: named };
    return { key, name, by: 'choice' };
  }

  function isTraining(key: string): boolean {
    const session = sessions.find(key);
    return session?.before !== undefined;
  }

  function hasModel(key: string): boolean {
    const session = sessions.find(key);
    return session !== undefined && (session.model !== undefined || session.before !== undefined);
  }

  function restore(text: OpenText): Promise<void> {
    const before = looked.get(text.key);
    if (before) return before;
    const looking = look(text);
    looked.set(text.key, looking);
    return looking;
  }

  return {
    restore,
    refresh(text) {
      looked.delete(text.key);
      return restore(text);
    },
    hasLooked: (key) => looked.has(key),
    forget: (key) => void looked.delete(key),
  };
}
