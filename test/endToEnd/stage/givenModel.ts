/**
 * Models that scenarios begin with whose subject is not the training. They are trained once for all
 * scenarios; a copy is laid where the extension would have saved it.
 */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { decodeModelFile, encodeModelFile } from '../../../src/engine/files/modelFile';
import { createModelFiles } from '../../../src/host/sessions/modelFiles';

export interface GivenModel {
  /** A file of the workspace. */
  readonly of: string;
  readonly tokens?: 'words' | 'characters';
  readonly plan: {
    readonly steps: number;
    readonly layers?: number;
    readonly hiddenSize?: number;
  };
}

/** What most scenarios need: the play, read not quite twice. */
export const shakespeareModel: GivenModel = { of: 'shakespeare.txt', plan: { steps: 150 } };

/** @returns the path of a model's file */
export type Train = (
  recipe: Required<Omit<GivenModel, 'of'>> & { text: string },
) => Promise<string>;

/** @param at folders: of the workspace, and where the extension keeps its files */
export async function layModel(
  { of, plan, tokens = 'words' }: GivenModel,
  at: { readonly folder: string; readonly storage: string },
  train: Train,
): Promise<void> {
  const file = path.join(at.folder, of);
  const trained = await train({ text: readFileSync(file, 'utf8'), tokens, plan });
  const decoded = decodeModelFile(new Uint8Array(readFileSync(trained)));
  if (!decoded.ok) throw new Error(`${trained}: ${decoded.failure.kind}`);
  const documentKey = pathToFileURL(file).href;
  const { folder, pathOf } = createModelFiles(at.storage);
  mkdirSync(folder, { recursive: true });
  const target = pathOf(documentKey);
  writeFileSync(`${target}.part`, encodeModelFile({ ...decoded.model, documentKey }));
  renameSync(`${target}.part`, target);
}
