/**
 * What a model file says about its model next to the weights: one JSON value under the key `gatescope`
 * of the file's metadata. Everything in a file is unknown until this schema passed it.
 */
import * as v from 'valibot';
import { isCellId } from '../cells/cells';
import { makeCell, type CellSource } from '../cells/cell';
import { longestText } from '../cells/notation/readCell';
import { mostWindow } from '../network/cellChoice';
import { attentions, type ModelShape } from '../network/shape';
import {
  answersOf,
  readBesides,
  taskFactsSchema,
  taskMetrics,
  type TaskFacts,
  type TaskMetric,
} from './taskFacts';
import { parseVocabulary, serialiseVocabulary } from '../text/words/vocabulary';
import type { Vocabulary } from '../text/words/vocabulary';
import type { ModelFileFailure } from './safetensors/fileFailures';

const METADATA_KEY = 'gatescope';
const FORMAT = 'gatescope-model';
/**
 * 1: every layer an LSTM in one direction. 2: other cells, a window, both directions, a deep read-out.
 * 3: another task than the next word.
 */
const FORMAT_VERSIONS: readonly string[] = ['1', '2', '3'];

/** Of words, units or an embedding: far above what fits into memory; keeps products exact. */
export const mostSize = 1 << 24;
export const mostLayers = 64;

const size = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(mostSize));
const whole = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const finite = v.pipe(v.number(), v.finite());

/** The equations that a model is made of travel with it. */
const cellSourceSchema = v.object({
  id: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
  text: v.pipe(v.string(), v.maxLength(longestText)),
});

const shapeSchema = v.pipe(
  v.object({
    cell: v.pipe(v.string(), v.minLength(1), v.maxLength(1000)),
    cells: v.exactOptional(
      v.pipe(v.array(cellSourceSchema), v.minLength(1), v.maxLength(mostLayers)),
    ),
    window: v.exactOptional(v.pipe(size, v.maxValue(mostWindow))),
    reads: v.exactOptional(v.literal('numbers')),
    source: v.exactOptional(
      v.object({
        V: size,
        attention: v.picklist(attentions),
        direction: v.exactOptional(v.literal('both')),
      }),
    ),
    inputs: v.exactOptional(v.pipe(size, v.maxValue(64))),
    outputs: v.exactOptional(size),
    direction: v.exactOptional(v.literal('both')),
    readout: v.exactOptional(v.literal('deep')),
    tokens: v.picklist(['words', 'characters', 'whitespace', 'ids']),
    cut: v.exactOptional(v.picklist([1, 2])),
    V: size,
    E: size,
    H: size,
    L: v.pipe(whole, v.maxValue(mostLayers)),
    tied: v.boolean(),
  }),
  v.check(({ tied, E, H }) => !tied || E === H, 'is tied with different sizes'),
  v.check(
    ({ tied, direction, readout }) => !tied || direction === undefined || readout !== undefined,
    'is tied and reads in both directions',
  ),
  v.check(
    ({ cells, L }) => cells === undefined || cells.length === 1 || cells.length === L,
    'has another number of cells than of layers',
  ),
  v.check(({ L, outputs }) => L > 0 || outputs !== undefined, 'has no layer'),
  v.check(
    ({ window, cells, direction }) => window === undefined || !(cells ?? direction),
    'is a window of words and made of cells',
  ),
);

const curvePointSchema = v.object({
  step: whole,
  /** Since the training began, pauses left out. */
  seconds: finite,
  /** Mean training loss since the point before, nats per token. */
  loss: finite,
  /** Validation loss, nats per token, where it was measured. */
  validation: v.exactOptional(finite),
  learningRate: v.exactOptional(finite),
  /** Before clipping. */
  gradientNorm: v.exactOptional(finite),
});

const importedSchema = v.object({
  /** The name of the file that it came from. */
  file: v.string(),
  parity: v.exactOptional(
    v.object({ tokens: whole, theirs: finite, ours: finite, largest: finite }),
  ),
  /** Tensors of that file that are not part of the model. */
  leftOut: v.exactOptional(whole),
});

const factsSchema = v.object({
  shape: shapeSchema,
  vocabulary: v.unknown(),
  plan: v.unknown(),
  version: whole,
  steps: whole,
  validationPerplexity: v.exactOptional(finite),
  metric: v.exactOptional(v.object({ id: v.picklist(taskMetrics), value: finite })),
  documentKey: v.string(),
  name: v.exactOptional(v.string()),
  asked: v.exactOptional(v.object({ hiddenSize: whole, embeddingSize: whole })),
  fingerprint: v.array(v.pipe(whole, v.maxValue(0xffffffff))),
  history: v.array(curvePointSchema),
  unitNames: v.record(v.string(), v.string()),
  namedWith: v.exactOptional(v.record(v.string(), v.string())),
  summary: v.exactOptional(v.unknown()),
  completion: v.exactOptional(v.unknown()),
  seen: v.exactOptional(v.string()),
  files: v.exactOptional(v.array(v.string())),
  imported: v.exactOptional(importedSchema),
  forgotten: v.exactOptional(v.array(v.pipe(v.array(v.string()), v.minLength(1)))),
  task: v.exactOptional(taskFactsSchema),
  result: v.exactOptional(v.unknown()),
  resume: v.exactOptional(v.unknown()),
});

/**
 * Where a model came from; losses in nats per token, of a record made there and computed again here.
 */
export type ImportedFrom = v.InferOutput<typeof importedSchema>;

/** A point of the training curve. */
export type CurvePoint = v.InferOutput<typeof curvePointSchema>;

/** What is known of a model besides its numbers. */
export interface ModelFacts {
  readonly shape: ModelShape;
  readonly vocabulary: Vocabulary;
  /** JSON of the training plan; its own schema reads it. */
  readonly plan: unknown;
  /** The model version that the best weights were published as. */
  readonly version: number;
  /** Training steps done. */
  readonly steps: number;
  /** Unknown of a model that was trained elsewhere. */
  readonly validationPerplexity?: number;
  /** Of a model of another task than the next word: on what training was stopped by. */
  readonly metric?: { readonly id: TaskMetric; readonly value: number };
  /** URI of the document. */
  readonly documentKey: string;
  /** That a person gave to the model; without one it is called by what it was made with. */
  readonly name?: string;
  /** Sizes as they were asked for; 0 was chosen from the text. */
  readonly asked?: { readonly hiddenSize: number; readonly embeddingSize: number };
  readonly fingerprint: readonly number[];
  readonly history: readonly CurvePoint[];
  /** Names that the user gave to units. */
  readonly unitNames: Readonly<Record<string, string>>;
  /** Hash of the weights that each name was given to; of a name without one they are not known. */
  readonly namedWith?: Readonly<Record<string, string>>;
  /** JSON of the training summary. */
  readonly summary?: unknown;
  /** JSON of mixture weights and thresholds. */
  readonly completion?: unknown;
  /** Sketch of the training text, by which its places are known again; base64. */
  readonly seen?: string;
  /** Of a model of several files: their paths within the folder that `documentKey` is. */
  readonly files?: readonly string[];
  /** Of a model that was trained elsewhere. */
  readonly imported?: ImportedFrom;
  /** Words and passages, token by token, that are never to be offered. */
  readonly forgotten?: readonly (readonly string[])[];
  /** Of a network that does not predict the next word: what it answers instead. */
  readonly task?: TaskFacts;
  /** JSON of how well it judges, beside its opponents; the views' schema reads it. */
  readonly result?: unknown;
}

export interface ReadFacts {
  readonly facts: ModelFacts;
  /** JSON of the trainer's state; `undefined` when the file cannot be resumed. */
  readonly resumeState: unknown;
}

export type ParsedFacts =
  | { readonly ok: true; readonly value: ReadFacts }
  | { readonly ok: false; readonly failure: ModelFileFailure };

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function badFacts(where: string, problem: string): ParsedFacts {
  return { ok: false, failure: { kind: 'badModelFacts', where, problem } };
}

const isPlainLstm = ({ cell, cells, window, direction, readout }: ModelShape): boolean =>
  cell === 'lstm' && [cells, window, direction, readout].every((it) => it === undefined);

function unknownCellOf({ cell, cells, window, L }: ModelShape) {
  if (window !== undefined || L === 0) return undefined;
  if (!cells) return isCellId(cell) ? undefined : { cell, problem: 'it is not among its cells' };
  return cells.map(unreadable).find((found) => found !== undefined);
}

function unreadable(source: CellSource) {
  const result = makeCell(source);
  if (result.ok) return undefined;
  return { cell: source.id, problem: result.problems[0]?.message ?? 'its text is empty' };
}

/** Reads what is behind the schema's back: the vocabulary, and that it is the model's. */
function withVocabulary(read: v.InferOutput<typeof factsSchema>): ParsedFacts {
  const parsed = parseVocabulary(read.vocabulary);
  if (!parsed.ok) return badFacts('vocabulary', parsed.problem);
  const unknown = unknownCellOf(read.shape);
  if (unknown) return { ok: false, failure: { kind: 'unknownCell', ...unknown } };
  const { vocabulary } = parsed;
  const rows = read.shape.V - readBesides(read.task).rows;
  if (vocabulary.size !== rows) {
    return badFacts('vocabulary', `has ${vocabulary.size} classes where the model has ${rows}`);
  }
  const flaw = taskFlaw(read);
  if (flaw !== undefined) return badFacts('task', flaw);
  const { resume, ...facts } = read;
  return { ok: true, value: { facts: { ...facts, vocabulary }, resumeState: resume } };
}

function taskFlaw({ shape, task }: v.InferOutput<typeof factsSchema>): string | undefined {
  const answers = task && answersOf(task).length;
  if (answers !== shape.outputs) {
    return `has ${answers ?? 'no'} answers where the model has ${shape.outputs ?? 'none'}`;
  }
  if ((shape.reads === 'numbers') !== (task?.task === 'series')) return 'reads something else';
  if (task?.task === 'series' && shape.E !== 2 * task.columns.length) {
    return `has ${task.columns.length} columns where the model reads ${shape.E} numbers`;
  }
  if (task?.task === 'pairs' || shape.source) return pairFlaw(shape, task);
  const { inputs } = readBesides(task);
  const has = shape.inputs ?? 1;
  return inputs === has ? undefined : `has ${inputs} inputs where the model has ${has}`;
}

/** What is written is read again, and beside it the source's vector, in pieces as wide as an embedding. */
function pairFlaw(
  { source, inputs, E, H, L, direction, readout, window, tied }: ModelShape,
  task: TaskFacts | undefined,
): string | undefined {
  if (!source || task?.task !== 'pairs') return 'reads something else';
  if (source.V !== task.source.length) {
    return `knows ${task.source.length} tokens of a source where the model has ${source.V}`;
  }
  const isPlain = L > 0 && !tied && [direction, readout, window].every((it) => it === undefined);
  return isPlain && inputs === 1 + H / E ? undefined : 'has other layers than such a model';
}

/** Whether the file says that Gatescope wrote it, without a look at what it says more. */
export const claimsToBeOurs = (metadata: ReadonlyMap<string, string>): boolean =>
  metadata.has(METADATA_KEY) && metadata.get('format') === FORMAT;

/** @param expected `next`: what predicts no next word is refused by its task */
export function readFacts(
  metadata: ReadonlyMap<string, string>,
  expected: 'next' | 'any' = 'next',
): ParsedFacts {
  const json = metadata.get(METADATA_KEY);
  if (metadata.get('format') !== FORMAT || json === undefined) {
    return { ok: false, failure: { kind: 'notAModel' } };
  }
  const version = metadata.get('formatVersion') ?? '';
  if (!FORMAT_VERSIONS.includes(version))
    return { ok: false, failure: { kind: 'otherVersion', version } };
  const parsed = v.safeParse(factsSchema, parseJson(json), { abortEarly: true });
  if (parsed.success) {
    const { task } = parsed.output;
    if (!task || expected === 'any') return withVocabulary(parsed.output);
    return { ok: false, failure: { kind: 'otherTask', task: task.task } };
  }
  const [issue] = parsed.issues;
  return badFacts(v.getDotPath(issue) ?? METADATA_KEY, 'is missing or not what it should be');
}

/**
 * As they stand in a file, whether {@link readFacts} takes them or not.
 * @param resumeState JSON of the trainer's state, `undefined` for none
 */
export function factsAsMetadata(facts: ModelFacts, resumeState: unknown): Map<string, string> {
  // One by one, so that the order in the file does not depend on the caller's object.
  const json = JSON.stringify({
    shape: facts.shape,
    vocabulary: serialiseVocabulary(facts.vocabulary),
    plan: facts.plan,
    version: facts.version,
    steps: facts.steps,
    validationPerplexity: facts.validationPerplexity,
    metric: facts.metric,
    documentKey: facts.documentKey,
    name: facts.name,
    asked: facts.asked,
    fingerprint: facts.fingerprint,
    history: facts.history,
    unitNames: facts.unitNames,
    namedWith: facts.namedWith,
    summary: facts.summary,
    completion: facts.completion,
    seen: facts.seen,
    files: facts.files,
    imported: facts.imported,
    forgotten: facts.forgotten,
    task: facts.task,
    result: facts.result,
    resume: resumeState,
  });
  return new Map([
    ['format', FORMAT],
    ['formatVersion', facts.task ? '3' : isPlainLstm(facts.shape) ? '1' : '2'],
    [METADATA_KEY, json],
  ]);
}

/**
 * @param resumeState JSON of the trainer's state, `undefined` for none
 * @throws TypeError when the facts are not such as {@link readFacts} would take (a perplexity that
 * is not finite, say): a file that cannot be read must not be written
 */
export function writeFacts(facts: ModelFacts, resumeState: unknown): Map<string, string> {
  const metadata = factsAsMetadata(facts, resumeState);
  const read = readFacts(metadata, 'any');
  if (!read.ok) throw new TypeError(`not a model: ${JSON.stringify(read.failure)}`);
  return metadata;
}
