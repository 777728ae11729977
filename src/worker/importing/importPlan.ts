/**
 * What is to be imported, decided before any number is read: whether the header is that of a model,
 * which tensor is which, whose words its rows are, and whether it fits into memory.
 */
import { recogniseModel, recogniseOwn } from '../../engine/files/foreign/foreignModel';
import type { ForeignModel, PlainCell } from '../../engine/files/foreign/foreignModel';
import { describeFileFailure } from '../../engine/files/safetensors/fileFailures';
import type { ModelFacts } from '../../engine/files/modelFile';
import { whyNotWritten } from '../../engine/files/modelFile';
import { readFacts } from '../../engine/files/modelMetadata';
import type { ParityRecord } from '../../engine/files/foreign/parityRecord';
import { mostTokens, parseParity } from '../../engine/files/foreign/parityRecord';
import type { ModelShape } from '../../engine/network/shape';
import { countParameters } from '../../engine/network/shape';
import { cutOfShape, newestCut } from '../../engine/text/tokens/cut';
import type { Failure, Result } from '../../shared/failures';
import { failed, success } from '../../shared/failures';
import type { ImportRequest } from '../../shared/model/importing';
import type { Files } from '../platform/disk/files';
import { readSafetensorsHeader } from '../tensors/safetensorsReader';
import type { ForeignHeader } from '../tensors/foreignHeader';
import type { ExpectedText } from '../tensors/byteSources';
import { readText } from '../tensors/byteSources';
import type { Words } from './importWords';
import { misfit, refusal, tooMany, wordsFor } from './importWords';

/** Everything that will be stored, except the weights and the result of the parity record. */
export interface Planned extends Words {
  readonly header: ForeignHeader;
  readonly model: ForeignModel;
  readonly facts: ModelFacts;
  readonly record: ParityRecord | undefined;
}

export const megabyte = 2 ** 20;
/** What a word takes: its letters, and its places in a list and in a table. */
const bytesPerWord = 200;

/** @param plain what bends the sum of a plain RNN, where that is known */
export async function planImport(
  header: ForeignHeader,
  request: ImportRequest,
  files: Files,
  plain: PlainCell | undefined,
): Promise<Result<Planned, Failure>> {
  const { name } = request.file;
  const read = readFacts(header.metadata);
  const own = read.ok ? read.value.facts : undefined;
  const recognised = own
    ? recogniseOwn(header, own.shape)
    : recogniseModel(header, request.names, plain);
  if (recognised.kind === 'failure') return refusal(name, recognised.failure);
  if (recognised.kind === 'question') {
    const reason =
      'Its tensor names are ambiguous and nothing was chosen. Import it again and choose.';
    return failed({ kind: 'notImported', name, reason });
  }
  const { model } = recognised;
  const { V } = model.shape;
  if (own && own.vocabulary.size !== V) return refusal(name, misfit(own.vocabulary.size, V));
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
  const facts = await factsOf(shape, words.value, own, request, files);
  const unwritten = whyNotWritten(facts);
  if (unwritten) {
    if (unwritten.kind === 'headerTooLong') return refusal(name, tooMany(V, unwritten.length));
    return failed({ kind: 'notImported', name, reason: describeFileFailure(unwritten) });
  }
  const record = request.parity && (await readRecord(request, V, files));
  if (record && !record.ok) return record;
  return success({ ...words.value, header, model, facts, record: record?.value });
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

async function readRecord(
  { parity }: ImportRequest,
  rows: number,
  files: Files,
): Promise<Result<ParityRecord | undefined, Failure>> {
  if (!parity) return success(undefined);
  const text = await readText(files, parity, parityRecord);
  if (!text.ok) return text;
  const parsed = parseParity(text.value, rows);
  if (parsed.ok) return success(parsed.record);
  return refusal(parity.name, { kind: 'badParity', problem: parsed.problem });
}
