/**
 * What is to be imported, decided before any number is read: whether the header is that of a model,
 * which tensor is which, whose words its rows are, and whether it fits into memory.
 */
import { recogniseModel, recogniseOwn } from '../../engine/files/foreign/foreignModel';
import type { ForeignModel } from '../../engine/files/foreign/foreignModel';
import { describeFileFailure } from '../../engine/files/safetensors/fileFailures';
import type { ModelFacts } from '../../engine/files/modelFile';
import { whyNotWritten } from '../../engine/files/modelFile';
import { readFacts } from '../../engine/files/modelMetadata';
import type { ParityRecord } from '../../engine/files/foreign/parityRecord';
import { mostTokens, parseParity } from '../../engine/files/foreign/parityRecord';
import type { TaskParityRecord } from '../../engine/files/foreign/taskParity';
import { mostTaskTokens, parseTaskParity } from '../../engine/files/foreign/taskParity';
import { readBesides } from '../../engine/files/taskFacts';
import type { ModelShape } from '../../engine/network/shape';
import { countParameters } from '../../engine/network/shape';
import { cutOfShape, newestCut } from '../../engine/text/tokens/cut';
import type { Failure, Result } from '../../shared/failures';
import { failed, success } from '../../shared/failures';
import { longestRead } from '../../engine/training/sequences/lanes';
import type { ImportReport, ImportRequest } from '../../shared/model/importing';
import type { Files } from '../platform/disk/files';
import { readSafetensorsHeader } from '../tensors/safetensorsReader';
import type { ForeignHeader } from '../tensors/foreignHeader';
import type { ExpectedText } from '../tensors/byteSources';
import { readText } from '../tensors/byteSources';
import { taskFactsFor } from './importAnswers';
import type { Words } from './importWords';
import { misfit, refusal, tooMany, wordsFor } from './importWords';

/** Everything that will be stored, except the weights and the result of the parity record. */
export interface Planned extends Words {
  readonly header: ForeignHeader;
  readonly model: ForeignModel;
  readonly facts: ModelFacts;
  readonly record: ParityRecord | TaskParityRecord | undefined;
  /** Gatescope wrote it. */
  readonly isOwn: boolean;
  /** Where it does not predict the next word. */
  readonly task: ImportReport['answering'];
}

/** What the weights do not show, where it is known. */
export interface Told {
  readonly cell?: ImportRequest['cell'] | undefined;
  readonly pooling?: ImportRequest['pooling'] | undefined;
}

export const megabyte = 2 ** 20;
/** What a word takes: its letters, and its places in a list and in a table. */
const bytesPerWord = 200;

export async function planImport(
  header: ForeignHeader,
  request: ImportRequest,
  files: Files,
  { cell: plain, pooling = 'last' }: Told,
): Promise<Result<Planned, Failure>> {
  const { name } = request.file;
  const read = readFacts(header.metadata, 'any');
  const own = read.ok ? read.value.facts : undefined;
  const recognised = own
    ? recogniseOwn(header, own.shape)
    : recogniseModel(header, request.names, { plain, task: request.task });
  if (recognised.kind === 'failure') return refusal(name, recognised.failure);
  if (recognised.kind === 'question') {
    const reason =
      'Its tensor names are ambiguous and nothing was chosen. Import it again and choose.';
    return failed({ kind: 'notImported', name, reason });
  }
  const { model } = recognised;
  const { V } = model.shape;
  if (own) {
    const rows = own.vocabulary.size + readBesides(own.task).rows;
    if (rows !== V) return refusal(name, misfit(rows, V));
  }
  const budget = withinMemory({ ...model.shape, tokens: 'words', V: V + 1 }, request);
  if (!budget.ok) return budget;
  const words = own
    ? success({ vocabulary: own.vocabulary, unknownRow: own.vocabulary.unknown })
    : await wordsFor(model, request, files);
  if (!words.ok) return words;
  const cut = own ? cutOfShape(own.shape) : newestCut(request.tokens ?? 'words');
  const added = words.value.unknownRow === undefined ? 1 : 0;
  const shape: ModelShape = {
    ...{ ...model.shape, V: V + added },
    ...{ tokens: cut.kind, ...(cut.version === 1 ? {} : { cut: cut.version }) },
  };
  const { outputs: count } = shape;
  const listed = words.value.vocabulary.words;
  const task =
    model.task && count !== undefined
      ? await taskFactsFor({ task: model.task, count }, request, listed, pooling, files)
      : success(own?.task);
  if (!task.ok) return task;
  const facts = {
    ...(await factsOf(shape, words.value, own, request, files)),
    ...(task.value ? { task: task.value } : {}),
  };
  const unwritten = whyNotWritten(facts);
  if (unwritten) {
    if (unwritten.kind === 'headerTooLong') return refusal(name, tooMany(V, unwritten.length));
    return failed({ kind: 'notImported', name, reason: describeFileFailure(unwritten) });
  }
  const record = own?.task ? success(undefined) : await readRecord(request, model, files);
  if (!record.ok) return record;
  return success({
    ...{ ...words.value, header, model, facts, record: record.value, isOwn: own !== undefined },
    task: model.task && {
      ...{ kind: model.task, answers: count ?? 0 },
      asked: model.task === 'labels' ? 'each' : pooling,
    },
  });
}

async function factsOf(
  shape: ModelShape,
  { vocabulary }: Words,
  own: ModelFacts | undefined,
  { file, documentKey, modelPath }: ImportRequest,
  files: Files,
): Promise<ModelFacts> {
  const there = await versionAt(files, modelPath);
  return {
    ...{ plan: null, steps: 0, fingerprint: [], history: [], unitNames: {} },
    ...(own ? keptFacts(own) : {}),
    ...{ shape, vocabulary, documentKey },
    version: nextVersion(own?.version ?? 0, there),
    // With the longest numbers that may come of it, so that the header is no shorter than it will be.
    imported: { file: file.name, leftOut: Number.MAX_SAFE_INTEGER, parity: longestParity },
  };
}

const longest = -1.2345678901234567e-100;
const longestParity = { tokens: 1e9, theirs: longest, ours: longest, largest: longest };

/** Of the existing model: readers see from the version that it was replaced. */
async function versionAt(files: Files, path: string): Promise<number> {
  const parsed = await files.visit(path, (source) => readSafetensorsHeader(source));
  if (!parsed.ok || !parsed.value?.ok) return 0;
  const read = readFacts(parsed.value.header.metadata);
  return read.ok ? read.value.facts.version : 0;
}

/** Another than those before it, and later as far as can be counted. */
export function nextVersion(own: number, there: number): number {
  const latest = Math.max(own, there);
  if (latest < Number.MAX_SAFE_INTEGER) return latest + 1;
  return there < Number.MAX_SAFE_INTEGER ? there + 1 : 1;
}

/** What is true of the weights wherever they are; not where they were trained. */
function keptFacts(facts: ModelFacts): Partial<ModelFacts> {
  const { version, steps, history, unitNames, namedWith, completion, seen, validationPerplexity } =
    facts;
  const { name, asked, forgotten } = facts;
  return {
    ...{ version, steps, history, unitNames },
    ...(name === undefined ? {} : { name }),
    ...(asked ? { asked } : {}),
    ...(forgotten ? { forgotten } : {}),
    ...(namedWith ? { namedWith } : {}),
    ...(completion === undefined ? {} : { completion }),
    ...(seen === undefined ? {} : { seen }),
    ...(validationPerplexity === undefined ? {} : { validationPerplexity }),
  };
}

/** The words, and the weights twice: as tensors and as a file (or a network, for the parity record). */
function withinMemory(shape: ModelShape, { file, memoryMB }: ImportRequest): Result<void, Failure> {
  const needed = 2 * 4 * countParameters(shape) + bytesPerWord * shape.V + 64 * megabyte;
  if (needed <= memoryMB * megabyte) return success(undefined);
  const neededMB = Math.ceil(needed / megabyte);
  return failed({ kind: 'modelOverBudget', name: file.name, neededMB, limitMB: memoryMB });
}

const shorter = `A parity record has at most ${mostTokens.toLocaleString('en')} tokens and what each but the first cost. Write it anew with the Python snippet, or move it away to import without it.`;
/** Whatever else stands in it beside tokens and losses. */
const parityRecord: ExpectedText = {
  most: 16 * mostTokens,
  tooLong: `It is far too long. ${shorter}`,
  advice: shorter,
};

const taskParityRecord: ExpectedText = { ...parityRecord, most: 16 * mostTaskTokens };

async function readRecord(
  { parity }: ImportRequest,
  { shape: { V: words, outputs = 0 }, task }: ForeignModel,
  files: Files,
): Promise<Result<ParityRecord | TaskParityRecord | undefined, Failure>> {
  if (!parity) return success(undefined);
  const text = await readText(files, parity, task ? taskParityRecord : parityRecord);
  if (!text.ok) return text;
  const sizes = { words, answers: outputs, longest: longestRead };
  const parsed = task ? parseTaskParity(text.value, task, sizes) : parseParity(text.value, words);
  if (parsed.ok) return success(parsed.record);
  return refusal(parity.name, { kind: 'badParity', problem: parsed.problem });
}
