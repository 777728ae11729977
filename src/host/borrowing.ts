/**
 * Which documents are read with another document's model, remembered with the workspace. When that
 * model is trained further, it is read again; a document that gets a model of its own borrows no
 * longer.
 */
import * as v from 'valibot';
import { access } from 'node:fs/promises';
import type { Subscription } from './listeners';
import type { ModelFiles } from './modelFiles';
import type { OpenText } from './openText';
import type { Memory } from './remembered';
import { createRemembered } from './remembered';
import type { Restoring } from './restoring';
import type { SessionChange, Sessions } from './sessions';

export interface Borrowed {
  /** The path of the model, where there still is one. */
  pathFor(key: string): Promise<string | undefined>;
  /** @param id of the model's file; none: the document's own */
  choose(key: string, id: string | undefined): void;
  move(from: string, to: string): void;
}

export const modelIdSchema = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/));

export function rememberBorrowed(memory: Memory, files: Pick<ModelFiles, 'pathOfId'>): Borrowed {
  const remembered = createRemembered(memory, 'gatescope.borrowed', modelIdSchema);
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
    move: remembered.move,
  };
}

export function followBorrowed(options: {
  readonly borrowed: Pick<Borrowed, 'choose'>;
  readonly sessions: Sessions;
  readonly files: Pick<ModelFiles, 'pathOf'>;
  readonly restoring: Pick<Restoring, 'refresh'>;
  readonly find: (key: string) => OpenText | undefined;
}): Subscription {
  const { borrowed, sessions, files, restoring, find } = options;

  function borrowersOf(key: string): OpenText[] {
    const path = files.pathOf(key);
    return sessions.all().flatMap(({ key: other, owner, model }) => {
      const isBorrower = owner !== undefined && model?.kind === 'file' && model.path === path;
      return (isBorrower && find(other)) || [];
    });
  }

  return sessions.onDidChange(({ session, event }: SessionChange) => {
    if (event.kind !== 'finished') return;
    borrowed.choose(session.key, undefined);
    for (const text of borrowersOf(session.key)) void restoring.refresh(text);
  });
}
