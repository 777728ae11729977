/**
 * Finds the saved model of a document that is opened, and makes its session ready: the one that was
 * chosen, else the document's own that was written last. Looks only when the document is seen or asked
 * about: a cheap look for files first, then the header, which the analyst reads. A document without a
 * model of its own is lent that of a folder around it.
 */
import type { AnalystContract } from '../../shared/contracts/analyst';
import type { Failure, Result } from '../../shared/failures';
import type { ModelDescription, ModelFilesContract } from '../../shared/model/modelFiles';
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

/** One is enough for a document, until its models are others. */
interface Look {
  ended: Promise<void>;
}

type DescribeRequest = Parameters<ModelFilesContract['describeModel']>[0];

const mostAttempts = 3;

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
  const looked = new Map<string, Look>();

  async function look(text: OpenText, isCurrent: () => boolean): Promise<void> {
    await lookForOwn(text, isCurrent);
    if (!isCurrent()) return;
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
  async function lookForOwn(text: OpenText, isCurrent: () => boolean): Promise<void> {
    const chosen = await options.chosen?.(text.key);
    const own = (await files.of(text.key)).filter((path) => path !== chosen);
    for (const path of chosen === undefined ? own : [chosen, ...own]) {
      if (await isTaken(text, path, isCurrent)) return;
    }
  }

  /** @returns whether there is nothing more to look for */
  async function isTaken(text: OpenText, path: string, isCurrent: () => boolean): Promise<boolean> {
    const isOwn = files.isOf(path, text.key);
    const request = text.untitled && isOwn ? { path, text: text.text() } : { path };
    const answer = await described(request);
    // A model that was deleted or replaced meanwhile is not made ready again.
    if (isTraining(text.key) || !isCurrent()) return true;
    if (answer.ok) {
      const description = answer.value;
      const lender = isOwn ? {} : { lender: lenderOf(path, description.documentKey) };
      sessions.apply(text, { kind: 'restored', description, path, ...lender });
      return true;
    }
    log(`model ${files.idOf(path)}: ${answer.failure.kind}`);
    if (answer.failure.kind === 'corruptModel') options.showFailure(answer.failure);
    const isUnanswered = answer.failure.kind === 'stale' || answer.failure.kind === 'threadLost';
    if (isUnanswered) looked.delete(text.key);
    return isUnanswered;
  }

  /** The analyst may be lost in between; it is started again with the next question. */
  async function described(request: DescribeRequest): Promise<Result<ModelDescription>> {
    for (let attempt = 1; ; attempt++) {
      const answer = await answerOf(analyst.call('describeModel', request));
      const isLost = !answer.ok && answer.failure.kind === 'threadLost';
      if (!isLost || attempt === mostAttempts) return answer;
    }
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
    if (before) return before.ended;
    const looking: Look = { ended: Promise.resolve() };
    looked.set(text.key, looking);
    // Who waits for a look that was overtaken waits for the one that decides.
    looking.ended = look(text, () => looked.get(text.key) === looking).then(() => {
      const current = looked.get(text.key);
      return current === looking ? undefined : current?.ended;
    });
    return looking.ended;
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
