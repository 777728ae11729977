/**
 * Which documents are read with another document's model by choice, remembered with the workspace.
 * When that model is trained further, it is read again, and when it moves with its document, where it
 * is then; a document that gets a model of its own borrows no longer. (What a folder lends needs no
 * memory: `restoring.ts` finds it.)
 */
import * as v from 'valibot';
import { access } from 'node:fs/promises';
import type { Subscription } from '../common/listeners';
import type { ModelFiles } from '../sessions/modelFiles';
import { modelId } from '../sessions/modelFiles';
import type { OpenText } from '../texts/openText';
import type { DocumentMemories } from '../sessions/documentMemory';
import type { RestoreModel } from '../sessions/restoreModel';
import { isLentByChoice } from '../sessions/sessionState';
import type { SessionChange, Sessions } from '../sessions/sessions';

export interface BorrowedModels {
  /** The path of the model, where there still is one. */
  pathFor(key: string): Promise<string | undefined>;
  /** @param id of the model's file; none: the document's own */
  choose(key: string, id: string | undefined): void;
  /** A model has another id now. */
  modelMoved(from: string, to: string): void;
}

export interface Borrowers extends Subscription {
  /** A document took its model to another key: who reads with it goes on. */
  lenderMoved(from: string, to: string): Promise<void>;
}

export const modelIdSchema = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/));

export function rememberBorrowed(
  memories: DocumentMemories,
  files: Pick<ModelFiles, 'pathOfId'>,
): BorrowedModels {
  const remembered = memories.of('gatescope.borrowed', modelIdSchema);
  return {
    async pathFor(key) {
      const id = remembered.of(key);
      if (id === undefined) return undefined;
      const path = files.pathOfId(id);
      const exists = await access(path).then(
        () => true,
        () => false,
      );
      return exists ? path : undefined;
    },
    choose: remembered.choose,
    modelMoved: remembered.exchange,
  };
}

export function followBorrowed(options: {
  readonly borrowed: Pick<BorrowedModels, 'choose' | 'modelMoved'>;
  readonly sessions: Sessions;
  readonly files: Pick<ModelFiles, 'pathOf'>;
  readonly restoring: Pick<RestoreModel, 'refresh'>;
  readonly find: (key: string) => OpenText | undefined;
}): Borrowers {
  const { borrowed, sessions, files, restoring, find } = options;

  function borrowersOf(key: string): OpenText[] {
    const path = files.pathOf(key);
    return sessions.all().flatMap((session) => {
      const { key: other, model } = session;
      const isBorrower = isLentByChoice(session) && model?.kind === 'file' && model.path === path;
      return (isBorrower && find(other)) || [];
    });
  }

  const listening = sessions.onDidChange(({ session, event }: SessionChange) => {
    // A chapter hears of its folder's training too, and keeps what it has.
    if (event.kind !== 'finished' || session.lender) return;
    borrowed.choose(session.key, undefined);
    for (const text of borrowersOf(session.key)) void restoring.refresh(text);
  });
  return {
    async lenderMoved(from, to) {
      const texts = borrowersOf(from);
      borrowed.modelMoved(modelId(from), modelId(to));
      for (const text of texts) await restoring.refresh(text);
    },
    dispose: () => listening.dispose(),
  };
}
