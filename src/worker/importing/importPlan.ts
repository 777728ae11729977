/**
 * What is to be imported, decided before any number is read: whether the header is that of a model,
 * which tensor is which, whose words its rows are, and whether it fits into memory.
 */
import type { ForeignFailure } from '../../engine/files/foreign/foreignFailures';
import { describeForeignFailure } from '../../engine/files/foreign/foreignFailures';
import { recogniseModel } from '../../engine/files/foreign/foreignModel';
import type { ForeignModel } from '../../engine/files/foreign/foreignModel';
import { describeFileFailure } from '../../engine/files/safetensors/fileFailures';
import type { ModelFacts } from '../../engine/files/modelFile';
import { readFacts } from '../../engine/files/modelMetadata';
import type { ParityRecord } from '../../engine/files/foreign/parityRecord';
import { mostTokens, parseParity } from '../../engine/files/foreign/parityRecord';
import type { SafetensorsHeader } from '../../engine/files/safetensors/safetensorsHeader';
import type { ModelShape } from '../../engine/network/shape';
import { countParameters } from '../../engine/network/shape';
import { cutOfShape, newestCut } from '../../engine/text/tokens/cut';
import type { Vocabulary } from '../../engine/text/words/vocabulary';
import { parseVocabulary } from '../../engine/text/words/vocabulary';
import { parseWordList, unknownIn } from '../../engine/text/words/wordList';
import type { Failure, Result } from '../../shared/failures';
import { failed, success } from '../../shared/failures';
import type { ImportRequest, TensorNames } from '../../shared/model/importing';
import type { ByteSource, Files } from '../platform/disk/files';
import { readSafetensorsHeader, onlyAPointer } from '../tensors/safetensorsReader';
import { readText } from '../tensors/byteSources';

/** What the words of the model are, and which row of the file each has. */
interface Words {
  readonly vocabulary: Vocabulary;
  readonly unknownRow: number | undefined;
}

/** Everything that is to be put away, but the weights. */
export interface Planned extends Words {
  readonly header: SafetensorsHeader;
  readonly model: ForeignModel;
  readonly shape: ModelShape;
  readonly facts: Partial<ModelFacts>;
  readonly record: ParityRecord | undefined;
}

export const megabyte = 2 ** 20;

export const refusal = (name: string, failure: ForeignFailure): Result<never, Failure> =>
  failed({ kind: 'notImported', name, reason: describeForeignFailure(failure) });

export async function readHeader(
  source: ByteSource,
  name: string,
): Promise<Result<SafetensorsHeader, Failure>> {
  const parsed = await readSafetensorsHeader(source);
  if (parsed.ok) return success(parsed.header);
  if (parsed.stranger === 'pickle') return failed({ kind: 'pickle', name });
  if (parsed.stranger === 'pointer') {
    return failed({ kind: 'notImported', name, reason: onlyAPointer });
  }
  const reason = `${describeFileFailure(parsed.failure)} Export the model again, or download the file anew.`;
  return failed({ kind: 'notImported', name, reason });
}

export async function planImport(
  header: SafetensorsHeader,
  request: ImportRequest,
  files: Files,
): Promise<Result<Planned, Failure>> {
  const { name } = request.file;
  const own = readFacts(header.metadata);
  const recognised = recogniseModel(
    header.tensors,
    own.ok ? ourNames(own.value.facts) : request.names,
  );
  if (recognised.kind === 'failure') return refusal(name, recognised.failure);
  if (recognised.kind === 'question') {
    const reason = 'Its names leave a choice that was not made. Import it again and choose.';
    return failed({ kind: 'notImported', name, reason });
  }
  const { model } = recognised;
  const kept = own.ok ? own.value.facts : undefined;
  const words = kept
    ? success({ vocabulary: kept.vocabulary, unknownRow: kept.vocabulary.unknown })
    : await wordsFor(model, request, files);
  if (!words.ok) return words;
  const { V } = model.shape;
  if (kept && kept.vocabulary.size !== V) return refusal(name, misfit(kept.vocabulary.size, V));
  const cut = kept ? cutOfShape(kept.shape) : newestCut(request.tokens ?? 'words');
  const added = words.value.unknownRow === undefined ? 1 : 0;
  const shape: ModelShape = {
    ...{ cell: 'lstm', tokens: cut.kind, ...(cut.version === 1 ? {} : { cut: cut.version }) },
    ...{ ...model.shape, V: V + added },
  };
  const budget = withinMemory(shape, request);
  if (!budget.ok) return budget;
  const record = request.parity && (await readRecord(request, V, files));
  if (record && !record.ok) return record;
  const facts = kept ? keptFacts(kept) : {};
  return success({ ...words.value, header, model, shape, facts, record: record?.value });
}

const ourNames = ({ shape }: ModelFacts): TensorNames => ({
  rnn: 'rnn.',
  encoder: 'encoder.weight',
  decoder: shape.tied ? '' : 'decoder.weight',
  decoderBias: 'decoder.bias',
});

/** What is true of the weights, whoever has them; not where they were trained. */
function keptFacts(facts: ModelFacts): Partial<ModelFacts> {
  const { version, steps, history, unitNames, namedWith, completion, seen, validationPerplexity } =
    facts;
  return {
    ...{ version, steps, history, unitNames },
    ...(namedWith ? { namedWith } : {}),
    ...(completion === undefined ? {} : { completion }),
    ...(seen === undefined ? {} : { seen }),
    ...(validationPerplexity === undefined ? {} : { validationPerplexity }),
  };
}

const misfit = (words: number, rows: number, tensor = 'encoder.weight'): ForeignFailure => ({
  kind: 'vocabularyMisfit',
  ...{ tensor, words, rows },
});

async function wordsFor(
  { shape, names }: ForeignModel,
  { file, tokens, vocabulary }: ImportRequest,
  files: Files,
): Promise<Result<Words, Failure>> {
  const { V } = shape;
  if (tokens === 'ids') {
    return wordsOf(
      Array.from({ length: V }, (_, id) => String(id)),
      undefined,
      file.name,
    );
  }
  if (!vocabulary) return refusal(file.name, { kind: 'badVocabulary', problem: noWords });
  const text = await readText(files, vocabulary, V);
  if (!text.ok) return text;
  const list = parseWordList(text.value, /\.json$/i.test(vocabulary.name));
  if (!list.ok) {
    return refusal(vocabulary.name, { kind: 'badVocabulary', problem: list.problem });
  }
  const { words } = list;
  if (words.length !== V) return refusal(file.name, misfit(words.length, V, names.encoder));
  return wordsOf(words, unknownIn(words), file.name);
}

const noWords = 'there is none. Choose the file that holds the words, or token ids for the text';

function wordsOf(
  words: readonly string[],
  unknownRow: number | undefined,
  name: string,
): Result<Words, Failure> {
  const known = words.filter((_, row) => row !== unknownRow);
  const counts = new Array<number>(known.length + 1).fill(0);
  const parsed = parseVocabulary({ words: ['', ...known], counts });
  if (parsed.ok) return success({ vocabulary: parsed.vocabulary, unknownRow });
  return refusal(name, { kind: 'badVocabulary', problem: parsed.problem });
}

/** The weights twice, as tensors and as a file (or as a network, for the parity record). */
function withinMemory(shape: ModelShape, { file, memoryMB }: ImportRequest): Result<void, Failure> {
  const needed = 2 * 4 * countParameters(shape) + 64 * megabyte;
  if (needed <= memoryMB * megabyte) return success(undefined);
  const neededMB = Math.ceil(needed / megabyte);
  return failed({ kind: 'modelOverBudget', name: file.name, neededMB, limitMB: memoryMB });
}

async function readRecord(
  { parity }: ImportRequest,
  rows: number,
  files: Files,
): Promise<Result<ParityRecord | undefined, Failure>> {
  if (!parity) return success(undefined);
  const text = await readText(files, parity, 2 * mostTokens);
  if (!text.ok) return text;
  const parsed = parseParity(text.value, rows);
  if (parsed.ok) return success(parsed.record);
  return refusal(parity.name, { kind: 'badParity', problem: parsed.problem });
}
