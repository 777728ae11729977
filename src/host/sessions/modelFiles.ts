/**
 * Where models lie: one file a document in the extension's own storage, named by the hash of the
 * document's key, so that a directory listing tells nothing. Written and read by the threads; here
 * only found, moved and counted.
 */
import { createHash } from 'node:crypto';
import { access, readdir, rename } from 'node:fs/promises';
import { basename, join } from 'node:path';

const ending = '.safetensors';

export interface ModelFiles {
  /** Where all of them lie. */
  readonly folder: string;
  pathOf(key: string): string;
  /** Of the file that `modelId` names. */
  pathOfId(id: string): string;
  idOf(path: string): string;
  exists(key: string): Promise<boolean>;
  /** Whether anything of the document's model is there, be it a copy kept aside or a temporary. */
  hasAny(key: string): Promise<boolean>;
  /** Follows a document to its new name; nothing happens where it has no model. */
  move(from: string, to: string): Promise<boolean>;
  /** Paths of all models. */
  all(): Promise<string[]>;
  /** Whether nothing at all lies there. */
  isEmpty(): Promise<boolean>;
  /** Whether temporaries lie there: of a process that was killed, or of one that is saving. */
  hasTemporaries(): Promise<boolean>;
}

/** For logs too: says which document without naming it. */
export function modelId(key: string): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 32);
}

/** Nothing to move, or somebody else has just moved it; another reason is thrown. */
function falseWhereMissing(error: unknown): false {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
  throw error;
}

/** @param storage the extension's global storage */
export function createModelFiles(storage: string): ModelFiles {
  const folder = join(storage, 'models');
  const pathOfId = (id: string): string => join(folder, id + ending);
  const pathOf = (key: string): string => pathOfId(modelId(key));
  const exists = (key: string): Promise<boolean> =>
    access(pathOf(key)).then(
      () => true,
      () => false,
    );
  const names = (): Promise<string[]> => readdir(folder, { recursive: true }).catch(() => []);
  return {
    folder,
    pathOf,
    pathOfId,
    idOf: (path) => basename(path, ending),
    exists,
    hasAny: async (key) => (await names()).some((name) => name.startsWith(modelId(key))),
    async move(from, to) {
      const isMoved = await rename(pathOf(from), pathOf(to)).then(() => true, falseWhereMissing);
      if (!isMoved) return false;
      // Where there are none, or they cannot follow, the model does without.
      await rename(`${pathOf(from)}.snapshots`, `${pathOf(to)}.snapshots`).catch(() => undefined);
      return true;
    },
    isEmpty: async () => (await names()).length === 0,
    hasTemporaries: async () => (await names()).some((name) => name.endsWith('.tmp')),
    async all() {
      const there = await readdir(folder).catch(() => []);
      return there.filter((name) => name.endsWith(ending)).map((name) => join(folder, name));
    },
  };
}
