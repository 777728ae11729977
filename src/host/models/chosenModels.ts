/**
 * Which model each document is read with: one of its own, or another document's by choice. Remembered
 * with the workspace, so that two windows may use different ones and neither changes what the other
 * shows; where nothing was chosen, it is the document's own model that was written last. When a model is
 * trained further, it is read again, and when it moves with its document, where it is then. (What a
 * folder lends needs no memory: `restoreModel.ts` finds it.)
 */
import { access } from 'node:fs/promises';
import type { Subscription } from '../common/listeners';
import type { ModelFiles, MovedModel } from '../sessions/modelFiles';
import { modelIdSchema } from '../sessions/modelFiles';
import type { OpenText } from '../texts/openText';
import type { DocumentMemories } from '../sessions/documentMemory';
import type { RestoreModel } from '../sessions/restoreModel';
import type { Session } from '../sessions/sessionState';
import { isLentByChoice } from '../sessions/sessionState';
import type { SessionChange, Sessions } from '../sessions/sessions';

export interface ChosenModels {
  /** The path of the model, where there still is one. */
  pathFor(key: string): Promise<string | undefined>;
  /** Of the model's file, whether it is there or not. */
  idFor(key: string): string | undefined;
  /** @param id of the model's file; none: the document's own that was written last */
  choose(key: string, id: string | undefined): void;
  /** Models have other ids now. */
  modelsMoved(moved: readonly MovedModel[]): void;
}

export interface ModelFollowers extends Subscription {
  /** A document took its models to another key: texts that use one of them continue to do so. */
  lenderMoved(from: string, moved: readonly MovedModel[]): Promise<void>;
}

/** After these it is settled which model a document uses; one in training, as soon as it can be read. */
const settling: ReadonlySet<string> = new Set(['restored', 'published', 'finished', 'refused']);

export function rememberChosen(
  memories: DocumentMemories,
  files: Pick<ModelFiles, 'pathOfId'>,
): ChosenModels {
  // The name is older than a document's choice among its own models.
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
    idFor: remembered.of,
    choose: remembered.choose,
    modelsMoved(moved) {
      for (const { from, to } of moved) remembered.exchange(from, to);
    },
  };
}

export function followChosen(options: {
  readonly chosen: Pick<ChosenModels, 'choose' | 'idFor' | 'modelsMoved'>;
  readonly sessions: Sessions;
  readonly files: Pick<ModelFiles, 'idOf' | 'isOf' | 'pathOfId'>;
  readonly restoring: Pick<RestoreModel, 'refresh'>;
  readonly find: (key: string) => OpenText | undefined;
}): ModelFollowers {
  const { chosen, sessions, files, restoring, find } = options;

  function borrowers(isTheirs: (path: string) => boolean): OpenText[] {
    return sessions.all().flatMap((session) => {
      const { key, model } = session;
      const isBorrower = isLentByChoice(session) && model?.kind === 'file' && isTheirs(model.path);
      return (isBorrower && find(key)) || [];
    });
  }

  /** Of the model that it uses, or is about to; none for one that came with a lesson. */
  function idIn({ target, model, lender }: Session): string | undefined {
    const path = target ?? (model?.kind === 'file' ? model.path : undefined);
    if (path === undefined || lender?.by === 'folder') return undefined;
    const id = files.idOf(path);
    return files.pathOfId(id) === path ? id : undefined;
  }

  const listening = sessions.onDidChange(({ session, event }: SessionChange) => {
    // A chapter hears of its folder's training too, and keeps what it has.
    const isTheirs = session.lender?.by === 'folder' && event.kind !== 'refused';
    if (isTheirs || !settling.has(event.kind)) return;
    const id = idIn(session);
    if (chosen.idFor(session.key) !== id) chosen.choose(session.key, id);
    if (event.kind !== 'finished') return;
    for (const text of borrowers((path) => files.idOf(path) === id)) void restoring.refresh(text);
  });
  return {
    async lenderMoved(from, moved) {
      const texts = borrowers((path) => files.isOf(path, from));
      chosen.modelsMoved(moved);
      for (const text of texts) await restoring.refresh(text);
    },
    dispose: () => listening.dispose(),
  };
}
