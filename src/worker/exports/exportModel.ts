/**
 * Exports a model: as a file of PyTorch's names, as a project that runs in PyTorch, or as ONNX. What a project
 * is checked against is computed here.
 */
import { onnxFile } from '../../engine/exports/onnx/onnxFile';
import { parityRecord, parityTokens } from '../../engine/exports/parityTokens';
import { projectFiles } from '../../engine/exports/projectFiles';
import type { StoredModel } from '../../engine/files/modelFile';
import type { ParityRecord } from '../../engine/files/foreign/parityRecord';
import { createNetwork, loadTensors } from '../../engine/network/network';
import { countParameters } from '../../engine/network/shape';
import { createTwin } from '../../engine/twin/twin';
import type { Failure, Result } from '../../shared/failures';
import { failed, success } from '../../shared/failures';
import type { ExportedModel, ExportKind } from '../../shared/model/modelFiles';
import type { ModelFiles } from '../models/modelFiles';
import { taskVerbs, type JudgingTask } from '../../shared/tasks';
import type { Files } from '../platform/disk/files';

export interface Exports {
  readonly files: Pick<Files, 'newFolder' | 'writePlainly'>;
  readonly modelFiles: Pick<ModelFiles, 'open' | 'export'>;
}

export interface ExportRequest {
  readonly path: string;
  readonly target?: string;
  readonly to?: ExportKind;
  readonly name?: string;
}

export type Exporter = (request: ExportRequest) => Promise<Result<ExportedModel, Failure>>;

export function createExporter(needs: Exports): Exporter {
  return async (request) => {
    const { to = 'safetensors', name = 'The model', path, target } = request;
    if (to === 'safetensors') return needs.modelFiles.export(request);
    const found = await needs.modelFiles.open(path);
    if (!found.ok) return found;
    if (!found.value) return failed({ kind: 'noModel', name });
    const { task } = found.value;
    if (task) return failed({ kind: 'notExported', name, reason: ofAnotherTask(task.task) });
    if (to === 'onnx') return writeOnnx(needs, found.value, name, target);
    return target === undefined
      ? failed({ kind: 'notExported', name, reason: onlyHere })
      : writeProject(needs, found.value, target);
  };
}

const ofAnotherTask = (task: JudgingTask['task']): string =>
  `It ${taskVerbs[task]}, and projects and ONNX files are written of models of the next word. Export the model’s file instead: it has the weights by PyTorch’s names, and the words and answers in its metadata.`;

const onlyHere =
  'A project is a folder, and can only be written to a disk of this machine. Choose a folder there.';

async function writeOnnx(
  { files }: Exports,
  model: StoredModel,
  name: string,
  target: string | undefined,
): Promise<Result<ExportedModel, Failure>> {
  const made = onnxFile(model);
  if (!made.ok) return failed({ kind: 'notExported', name, reason: made.reason });
  const { bytes: content } = made;
  const bytes = content.length;
  if (target === undefined) return success({ bytes, content });
  const written = await files.writePlainly(target, content);
  return written.ok ? success({ bytes }) : written;
}

async function writeProject(
  { files }: Exports,
  model: StoredModel,
  folder: string,
): Promise<Result<ExportedModel, Failure>> {
  const placeOf = await files.newFolder(folder);
  if (!placeOf.ok) return placeOf;
  let bytes = 0;
  for (const [name, content] of projectFiles(model, parityOf(model))) {
    const written = await files.writePlainly(placeOf.value(name), content);
    if (!written.ok) return written;
    bytes += content.length;
  }
  return success({ bytes });
}

/** In double precision: elsewhere a difference then is one of the model, not of rounding. */
function parityOf({ shape, weights, vocabulary }: StoredModel): ParityRecord {
  const network = createNetwork(createTwin({ interrupted: () => false }), shape);
  loadTensors(network, weights);
  const affordable = Math.floor(mostProducts / countParameters(shape));
  const count = Math.max(fewestTokens, Math.min(parityTokens, affordable));
  return parityRecord(network, vocabulary.counts, count);
}

/** About a second or two. */
const mostProducts = 4e8;
const fewestTokens = 20;
