/**
 * Where models are stored: in the extension's own storage, any number for a document. A model's key is
 * its document's key and a slot, which is drawn when the model is made and never changes; the first has
 * none. What people call a model is said in its file. Files are named by the hash of the document's
 * key, so that a directory listing reveals nothing. Written and read by the threads; here only found,
 * moved and counted.
 */
import { createHash, randomBytes } from 'node:crypto';
import { readdir, rename, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import * as v from 'valibot';

const ending = '.safetensors';

export interface ModelFiles {
  /** The folder that holds all of them. */
  readonly folder: string;
  /** @param slot which of the document's models; without one, the first */
  pathOf(key: string, slot?: string): string;
  /** Of the file that `modelId` names. */
  pathOfId(id: string): string;
  idOf(path: string): string;
  /** The document has a model. */
  exists(key: string): Promise<boolean>;
  /** The file is one of the document's models. */
  isOf(path: string, key: string): boolean;
  /** Paths of the document's models, the one that was written last first. */
  of(key: string): Promise<string[]>;
  /**
   * The document's models, or these of them, follow it to its new name. A model of that name is kept
   * in another slot.
   * @returns every model that has another id now
   */
  move(from: string, to: string, paths?: readonly string[]): Promise<readonly MovedModel[]>;
  /** One model follows its document; what its training left under the new name is replaced. */
  moveOne(from: string, to: string, slot: string | undefined): Promise<boolean>;
  /**
   * Paths of a document's models that are gone while something of theirs is still there: snapshots, a
   * copy set aside, a temporary. @param first the id of the document's first model
   */
  remnantsOf(first: string): Promise<string[]>;
  /** Paths of all models. */
  all(): Promise<string[]>;
  /** Of each model's path, what is different after its file was written or replaced. */
  stamps(): Promise<ReadonlyMap<string, string>>;
  /** Whether the folder is empty. */
  isEmpty(): Promise<boolean>;
  /** Whether there are temporary files: of a process that was killed, or of one that is saving. */
  hasTemporaries(): Promise<boolean>;
}

export interface MovedModel {
  readonly from: string;
  readonly to: string;
}

/** Of a model's file: the hash of its document's key, and the slot. */
export const modelIdSchema = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}(-[0-9a-f]{8})?$/));

/** For logs too: says which document, and which of its models, without naming it. */
export function modelId(key: string, slot?: string): string {
  const hash = createHash('sha256').update(key).digest('hex').slice(0, 32);
  return slot === undefined ? hash : `${hash}-${slot}`;
}

/** The id of the document's first model, which all of its models begin with. */
export const firstId = (id: string): string => id.slice(0, 32);

export const slotOf = (id: string): string | undefined => id.slice(33) || undefined;

/** By chance, so that two windows never draw the same, and a deleted one does not come again. */
export const drawSlot = (): string => randomBytes(4).toString('hex');

/** Nothing to move, or somebody else has just moved it; another reason is thrown. */
function falseWhereMissing(error: unknown): false {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
  throw error;
}

async function moveFile(from: string, to: string): Promise<boolean> {
  const isMoved = await rename(from, to).then(() => true, falseWhereMissing);
  // Where there are none, or they cannot follow, the model does without.
  if (isMoved) await rename(`${from}.snapshots`, `${to}.snapshots`).catch(() => undefined);
  return isMoved;
}

const writtenAt = (path: string): Promise<number> =>
  stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );

const stampOf = (path: string): Promise<string> =>
  stat(path).then(
    ({ mtimeMs, size, ino }) => `${mtimeMs} ${size} ${ino}`,
    () => 'gone',
  );

async function newestFirst(paths: readonly string[]): Promise<string[]> {
  const dated = await Promise.all(paths.map(async (path) => ({ path, at: await writtenAt(path) })));
  return dated.sort((one, other) => other.at - one.at).map(({ path }) => path);
}

/** @param storage the extension's global storage */
export function createModelFiles(storage: string): ModelFiles {
  const folder = join(storage, 'models');
  const pathOfId = (id: string): string => join(folder, id + ending);
  const idOf = (path: string): string => basename(path, ending);

  async function ids(): Promise<string[]> {
    const there = await readdir(folder).catch(() => []);
    return there.filter((name) => name.endsWith(ending)).map(idOf);
  }

  async function idsOf(key: string): Promise<string[]> {
    const first = modelId(key);
    return (await ids()).filter((id) => firstId(id) === first);
  }

  const names = (): Promise<string[]> => readdir(folder, { recursive: true }).catch(() => []);
  return {
    folder,
    pathOf: (key, slot) => pathOfId(modelId(key, slot)),
    pathOfId,
    idOf,
    exists: async (key) => (await idsOf(key)).length > 0,
    isOf: (path, key) => path === pathOfId(idOf(path)) && firstId(idOf(path)) === modelId(key),
    of: async (key) => newestFirst((await idsOf(key)).map(pathOfId)),
    async move(from, to, paths) {
      const there = await ids();
      const chosen = paths && new Set(paths.map(idOf));
      const moved: MovedModel[] = [];
      const moveId = async (id: string, target: string): Promise<void> => {
        if (await moveFile(pathOfId(id), pathOfId(target))) moved.push({ from: id, to: target });
      };
      for (const id of there) {
        if (firstId(id) !== modelId(from) || chosen?.has(id) === false) continue;
        const target = modelId(to, slotOf(id));
        if (there.includes(target)) await moveId(target, modelId(to, drawSlot()));
        await moveId(id, target);
      }
      return moved;
    },
    moveOne: (from, to, slot) =>
      moveFile(pathOfId(modelId(from, slot)), pathOfId(modelId(to, slot))),
    all: async () => (await ids()).map(pathOfId),
    async stamps() {
      const paths = (await ids()).map(pathOfId);
      return new Map(
        await Promise.all(paths.map(async (path) => [path, await stampOf(path)] as const)),
      );
    },
    async remnantsOf(first) {
      const there = (await names()).filter((name) => firstId(name) === first);
      const named = there.map((name) => name.slice(0, name.indexOf(ending)));
      const gone = new Set(named.filter((id) => !there.includes(id + ending)));
      return [...gone].filter((id) => v.is(modelIdSchema, id)).map(pathOfId);
    },
    isEmpty: async () => (await names()).length === 0,
    hasTemporaries: async () => (await names()).some((name) => name.endsWith('.tmp')),
  };
}

/** Models of races lie in a folder of their own below the texts', one for each race. */
type Folder = Pick<ModelFiles, 'folder'>;

export const racesFolder = ({ folder }: Folder): string => join(folder, 'races');

/** @param model race and place: `1a2b3c4d/0` */
export const racedPath = (files: Folder, model: string): string =>
  join(racesFolder(files), `${model}.safetensors`);

/** Of every race that is kept: race and place, by place. */
export async function racedModels(files: Folder): Promise<string[]> {
  const races = await readdir(racesFolder(files)).catch(() => []);
  const found = await Promise.all(
    races.map(async (race) => {
      const names = await readdir(join(racesFolder(files), race)).catch(() => []);
      const places = names.flatMap((name) => /^(\d+)\.safetensors$/.exec(name)?.[1] ?? []);
      return places.sort((one, other) => Number(one) - Number(other)).map((at) => `${race}/${at}`);
    }),
  );
  return found.flat();
}
