/**
 * Model files as a whole: read, described, stored. A file that is not one of our models is set aside
 * under another name, never overwritten and never a reason to crash.
 */
import * as v from 'valibot';
import { describeFileFailure, type FileFailure } from '../../engine/files/safetensors/fileFailures';
import type { ModelFacts, StoredModel } from '../../engine/files/modelFile';
import { decodeModelFile, encodeModelFile, withoutResume } from '../../engine/files/modelFile';
import type { ReadFacts } from '../../engine/files/modelMetadata';
import { readFacts } from '../../engine/files/modelMetadata';
import {
  bytesOfHeader,
  LENGTH_BYTES,
  parseSafetensorsHeader,
} from '../../engine/files/safetensors/safetensorsHeader';
import { fingerprint, similarity } from '../../engine/text/fingerprint';
import { cutOfShape, isOutdated, type Cut } from '../../engine/text/tokens/cut';
import { tokenizedText } from '../../engine/text/tokens/tokenizedText';
import type {
  ExportedModel,
  ModelDescription,
  ModelListing,
  ModelListingFacts,
} from '../../shared/model/modelFiles';
import type { Failure, Result } from '../../shared/failures';
import { failed, sentence, success } from '../../shared/failures';
import type { NamedUnits } from '../../shared/model/unitNames';
import type { ForgetRequest } from '../../shared/questions/editor/learnt';
import { metricSchema, taskResultSchema } from '../../shared/tasks';
import { toldTask, variantOf } from './tasks/toldTask';
import type { Files } from '../platform/disk/files';
import { madeOf } from '../cells/chosenShape';
import { forgottenAs, withForgotten, type ForgottenSequences } from './forget';
import { curvePoint } from './curve';
import { snapshotPath } from './snapshotModel';
import { notedHash, weightsHash } from './weightsHash';

export interface ModelFiles extends Pick<Files, 'removeEverything' | 'removeLeftovers'> {
  /** @returns undefined where there is no file */
  open(path: string): Promise<Result<StoredModel | undefined, Failure>>;
  describe(request: {
    readonly path: string;
    readonly text?: string;
  }): Promise<Result<ModelDescription, Failure>>;
  /** From their headers; files that were deleted meanwhile are left out. */
  list(paths: readonly string[]): Promise<readonly ModelListing[]>;
  /** Without what only a further training needs. */
  export(request: {
    readonly path: string;
    readonly target?: string;
  }): Promise<Result<ExportedModel, Failure>>;
  /** Keeps everything else in the file; @returns all names, or why nothing was written. */
  nameUnit(path: string, key: string, name: string): Promise<Result<NamedUnits, Failure>>;
  /** What the first of the models that can be read forgets, for a model that is cut this way. */
  forgottenIn(paths: readonly string[], cut: Cut): Promise<ForgottenSequences['forgotten']>;
  /** Words that must not be offered, or may be offered again; @returns all that is forgotten now. */
  forget(path: string, request: ForgetRequest): Promise<Result<ForgottenSequences, Failure>>;
  /** What people call the model, nothing where it is empty; keeps everything else in the file. */
  nameModel(path: string, name: string): Promise<Result<void, Failure>>;
  remove(path: string): Promise<Result<void, Failure>>;
}

/** Share of 5-token rows in common from which an untitled text is taken for the one trained on. */
const sameText = 0.5;

const summarySchema = v.object({
  stopped: v.picklist(['budget', 'converged', 'user']),
  seconds: v.number(),
  steps: v.number(),
  epochs: v.number(),
  tokens: v.number(),
  vocabulary: v.number(),
  parameters: v.number(),
  validationPerplexity: v.exactOptional(v.number()),
  /** Missing in files from before there were other tasks than the next word. */
  metric: v.exactOptional(metricSchema),
  bestSeconds: v.exactOptional(v.number()),
  fewWords: v.exactOptional(v.number()),
  countsAlone: v.exactOptional(v.literal(true)),
  seed: v.number(),
  sha256: v.string(),
});

export function createModelFiles({ files }: { readonly files: Files }): ModelFiles {
  async function open(path: string): Promise<Result<StoredModel | undefined, Failure>> {
    const bytes = await files.read(path);
    if (!bytes.ok) return bytes;
    if (!bytes.value) return success(undefined);
    const decoded = decodeModelFile(bytes.value, undefined, 'any');
    if (decoded.ok) return success(decoded.model);
    if (isOfAnother(decoded.failure)) {
      return failed({ kind: 'otherModel', reason: describeFileFailure(decoded.failure) });
    }
    const aside = await files.moveAside(path);
    if (!aside.ok) return aside;
    const reason = describeFileFailure(decoded.failure).replace(/\.$/, '');
    return failed({ kind: 'corruptModel', reason, keptAs: aside.value });
  }

  /** @returns the model as it is now, or why nothing was written */
  async function rewrite(
    path: string,
    change: (model: StoredModel) => StoredModel,
  ): Promise<Result<StoredModel, Failure>> {
    const held = await files.lock(path);
    if (!held.ok) return held;
    if (!held.value) return failed({ kind: 'trainedElsewhere', name: 'This text' });
    try {
      const found = await open(path);
      if (!found.ok) return found;
      if (!found.value) return failed({ kind: 'noModel', name: 'This text' });
      const changed = change(found.value);
      const written = await files.write(path, encodeModelFile(changed));
      return written.ok ? success(changed) : written;
    } finally {
      await held.value.release();
    }
  }

  const { removeEverything, removeLeftovers } = files;
  return {
    open,
    ...{ removeEverything, removeLeftovers },
    async describe({ path, text }) {
      const found = await open(path);
      if (!found.ok) return found;
      const model = found.value;
      if (!model) return failed({ kind: 'noModel', name: 'This text' });
      if (model.shape.direction === 'both' && !model.task) {
        const reason =
          'It reads in both directions, so it has seen the word that it would predict.';
        return failed({ kind: 'otherModel', reason });
      }
      if (text !== undefined) {
        const sketch = fingerprint(tokenizedText(text, cutOfShape(model.shape)));
        if (similarity(sketch, model.fingerprint) < sameText) {
          return failed({ kind: 'noModel', name: 'This text' });
        }
      }
      const bytes = await files.size(path);
      const isElsewhere = model.resume !== undefined && (await files.isHeld(path));
      return success({
        ...describe(model, bytes),
        ...(isElsewhere ? { trainedElsewhere: true } : {}),
      });
    },
    async list(paths) {
      const listed: ModelListing[] = [];
      for (const path of paths) {
        const one = await listModel(path, files);
        if (one) listed.push(one);
      }
      return listed;
    },
    async export({ path, target }) {
      const found = await open(path);
      if (!found.ok) return found;
      if (!found.value) return failed({ kind: 'noModel', name: 'This text' });
      const content = encodeModelFile(withoutResume(found.value));
      const bytes = content.length;
      if (target === undefined) return success({ bytes, content });
      const written = await files.writePlainly(target, content);
      return written.ok ? success({ bytes }) : written;
    },
    async nameUnit(path, key, name) {
      const named = await rewrite(path, (model) => ({ ...model, ...renamed(model, key, name) }));
      return named.ok ? success(namesOf(named.value)) : named;
    },
    async nameModel(path, name) {
      const given = name.trim();
      const named = await rewrite(path, ({ name: _, ...model }) =>
        given === '' ? model : { ...model, name: given },
      );
      return named.ok ? success(undefined) : named;
    },
    async forgottenIn(paths, cut) {
      for (const path of paths) {
        const read = await headerFacts(path, files);
        if (read.ok) return forgottenAs(read.value.facts, cut);
      }
      return [];
    },
    async forget(path, request) {
      const done = await rewrite(path, (model) => ({ ...model, ...withForgotten(model, request) }));
      return done.ok ? success({ forgotten: done.value.forgotten ?? [] }) : done;
    },
    async remove(path) {
      const held = await files.lock(path);
      if (!held.ok) return held;
      if (!held.value) return failed({ kind: 'trainedElsewhere', name: 'This text' });
      const removed = await files.remove(path);
      await held.value.release();
      return removed;
    },
  };
}

/** Of another version of Gatescope: it can be read elsewhere and stays where it is. */
const isOfAnother = ({ kind }: FileFailure): boolean =>
  kind === 'unknownCell' || kind === 'otherVersion';

async function listModel(path: string, files: Files): Promise<ModelListing | undefined> {
  const start = await files.head(path, LENGTH_BYTES);
  if (start.ok && !start.value) return undefined;
  if (!start.ok || !start.value) {
    const reason = start.ok ? '' : sentence(start.failure);
    return { path, bytes: 0, saved: 0, facts: failed(reason) };
  }
  const { length, written } = start.value;
  const read = await headerFacts(path, files);
  const beside = await files.size(snapshotPath(path));
  const facts = read.ok ? success(listingFacts(read.value)) : failed(read.failure.reason);
  const isOther = !read.ok && read.failure.isOther;
  return { path, bytes: length + beside, saved: written, facts, ...(isOther && { isOther }) };
}

/** @returns what is said of the model in front of its weights, or why that cannot be read */
async function headerFacts(path: string, files: Files): Promise<Result<ReadFacts, Unread>> {
  const unread = (reason: string) => failed({ reason, isOther: false });
  const gone = unread('The file is gone.');
  const start = await files.head(path, LENGTH_BYTES);
  if (!start.ok) return unread(sentence(start.failure));
  if (!start.value) return gone;
  const needed = bytesOfHeader(start.value.bytes, start.value.length);
  if (!needed.ok) return unread(describeFileFailure(needed.failure));
  const head = await files.head(path, needed.bytes);
  if (!head.ok) return unread(sentence(head.failure));
  if (!head.value) return gone;
  const parsed = parseSafetensorsHeader(head.value.bytes, head.value.length);
  if (!parsed.ok) return unread(describeFileFailure(parsed.failure));
  const read = readFacts(parsed.header.metadata, 'any');
  if (read.ok) return success(read.value);
  return failed({ reason: describeFileFailure(read.failure), isOther: isOfAnother(read.failure) });
}

interface Unread {
  readonly reason: string;
  /** As of a {@link ModelListing}. */
  readonly isOther: boolean;
}

const planned = v.object({ seed: v.number(), memory: v.exactOptional(v.number()) });

function listingFacts({ facts, resumeState }: ReadFacts): ModelListingFacts {
  const { cell, tokens, V, E, L, H } = facts.shape;
  const plan = v.safeParse(planned, facts.plan);
  const seconds = facts.history.at(-1)?.seconds;
  return {
    ...{ documentKey: facts.documentKey, modelVersion: facts.version, steps: facts.steps },
    noted: notedHash(facts),
    ...(facts.name === undefined ? {} : { name: facts.name }),
    ...madeOf(facts.shape),
    ...{ cell, tokens, layers: L, hiddenSize: H, embeddingSize: E, vocabulary: V },
    ...(facts.asked ? { asked: facts.asked } : {}),
    ...(plan.success ? plan.output : {}),
    ...(seconds === undefined ? {} : { seconds }),
    ...measuredOf(facts),
    ...(facts.task ? { task: facts.task.task } : {}),
    ...variantOf(facts),
    unfinished: resumeState !== undefined,
    namedUnits: Object.keys(facts.unitNames).length,
    ...outdatedOf(facts),
    ...(facts.imported ? { imported: facts.imported } : {}),
  };
}

const measuredOf = ({
  validationPerplexity,
  metric,
}: ModelFacts): Pick<ModelDescription, 'validationPerplexity' | 'metric'> => ({
  ...(validationPerplexity === undefined ? {} : { validationPerplexity }),
  ...(metric ? { metric } : {}),
});

function judgingOf({ task, result, shape }: ModelFacts): Pick<ModelDescription, 'task' | 'result'> {
  if (!task) return {};
  const read = v.safeParse(taskResultSchema, result);
  return {
    task: toldTask(task, shape),
    ...(read.success ? { result: read.output } : {}),
  };
}

function summaryOf({
  metric,
  ...stored
}: v.InferOutput<typeof summarySchema>): Pick<ModelDescription, 'summary'> {
  const { validationPerplexity } = stored;
  if (metric) return { summary: { ...stored, metric } };
  if (validationPerplexity === undefined) return {};
  return { summary: { ...stored, metric: { id: 'perplexity', value: validationPerplexity } } };
}

const outdatedOf = ({ shape }: ModelFacts): { readonly outdated?: boolean } =>
  isOutdated(cutOfShape(shape)) ? { outdated: true } : {};

/** For the current weights; an empty name removes it. */
function renamed(model: StoredModel, key: string, name: string): NamedUnits {
  const changed = (entries: Readonly<Record<string, string>>, value: string) => {
    const others = Object.entries(entries).filter(([other]) => other !== key);
    return Object.fromEntries(name === '' ? others : [...others, [key, value]]);
  };
  return {
    unitNames: changed(model.unitNames, name),
    namedWith: changed(model.namedWith ?? {}, weightsHash(model.weights)),
  };
}

function describe(model: StoredModel, bytes: number): ModelDescription {
  const summary = v.safeParse(summarySchema, model.summary);
  return {
    documentKey: model.documentKey,
    modelVersion: model.version,
    weights: weightsHash(model.weights),
    noted: notedHash(model),
    ...measuredOf(model),
    ...judgingOf(model),
    bytes,
    history: model.history.map(curvePoint),
    ...(summary.success ? summaryOf(summary.output) : {}),
    ...(model.files ? { files: model.files } : {}),
    unfinished: model.resume !== undefined,
    ...outdatedOf(model),
    ...namesOf(model),
  };
}

const namesOf = ({ unitNames, namedWith = {} }: ModelFacts): NamedUnits => ({
  unitNames,
  namedWith,
});
