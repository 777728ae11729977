/**
 * The models that this thread uses: read from their files, or copied from a training that publishes. A
 * file's model is shared by all documents that use it and read again when the file has changed; a live
 * one takes over newer weights whenever it is asked for.
 */
import type { ModelFacts } from '../../engine/files/modelFile';
import { forgetting } from '../../engine/experts/forgotten';
import { describeFileFailure } from '../../engine/files/safetensors/fileFailures';
import { decodeModelFile } from '../../engine/files/modelFile';
import { viewFloats } from '../../engine/files/safetensors/storedTensor';
import { readFacts } from '../../engine/files/modelMetadata';
import type { Kernels } from '../../engine/kernels/kernels';
import type { Network } from '../../engine/network/network';
import { createNetwork, loadTensors } from '../../engine/network/network';
import { createSurpriseBatch } from '../../engine/reading/surpriseBatch';
import type { Overflow } from '../../engine/network/predictor';
import { createPredictor } from '../../engine/network/predictor';
import type { ModelShape } from '../../engine/network/shape';
import { countParameters } from '../../engine/network/shape';
import { isAlphabetic } from '../../engine/text/words/word';
import { cutOfShape } from '../../engine/text/tokens/cut';
import type { LiveModel, ModelSource } from '../../shared/contracts/documents';
import type { WeightsAt } from '../../shared/model/weights';
import { trainedWeights } from '../../shared/model/weights';
import type { JudgingTask } from '../../shared/tasks';
import { factsWhileTraining, readCompletionFacts } from './completionFacts';
import { factsFromJson } from './factsAsJson';
import { publishedNetworkShare, publishedVersion, readPublished } from './publishedWeights';
import { fromBase64 } from '../platform/base64';
import type { Files } from '../platform/disk/files';
import type { KernelOptions } from '../platform/engineParts';
import type { LoadedModel } from './loadedModel';
import { createSnapshotModel } from './snapshotModel';
import { trainingOf } from './resumePoint';
import { readSeen } from './seenText';

export interface Models {
  /** With the newest weights, or those named; undefined if none can be read. */
  load(source: ModelSource, weights?: WeightsAt): Promise<LoadedModel | undefined>;
  /** What it is for, where it predicts no next word; known once it was loaded. */
  taskOf(source: ModelSource): JudgingTask['task'] | undefined;
  /** The file behind this source may have changed. */
  recheck(source: ModelSource): void;
  /** Lets go of every model but these. */
  keep(sources: readonly ModelSource[]): void;
}

export interface ModelsOptions {
  readonly files: Files;
  readonly createKernels: (options: KernelOptions) => Kernels;
  readonly log: (line: string) => void;
}

interface Opened extends LoadedModel {
  /** Takes over newer weights, if there are any; says whether there are weights at all. */
  refresh(): boolean;
  dispose(): void;
}

interface FileEntry {
  readonly stamp: string | undefined;
  readonly model: Opened | undefined;
  readonly task: JudgingTask['task'] | undefined;
  checked: boolean;
}

export function createModels(options: ModelsOptions): Models {
  const { files, log } = options;
  const byPath = new Map<string, FileEntry>();
  const byLive = new Map<LiveModel, Opened>();

  async function fromFile(path: string): Promise<LoadedModel | undefined> {
    const known = byPath.get(path);
    if (known?.checked) return known.model;
    const stamp = await files.stamp(path);
    if (known && known.stamp === stamp) {
      known.checked = true;
      return known.model;
    }
    const read = await readModel(path, options);
    known?.model?.dispose();
    byPath.set(path, { stamp, ...read, checked: true });
    return read.model;
  }

  function fromLive(live: LiveModel): LoadedModel | undefined {
    const model = byLive.get(live) ?? openLive(live, options);
    if (!model) {
      log('live metadata: not a model');
      return undefined;
    }
    byLive.set(live, model);
    return model.refresh() ? model : undefined;
  }

  return {
    async load(source, weights = trainedWeights) {
      if (weights.kind === 'snapshot') {
        const trained = await this.load(source);
        return trained?.snapshots?.load(weights.index);
      }
      switch (source.kind) {
        case 'file':
          return fromFile(source.path);
        case 'live':
          return fromLive(source.model);
        case 'counts':
          return undefined;
        default:
          return source satisfies never;
      }
    },
    taskOf: (source) => (source.kind === 'file' ? byPath.get(source.path)?.task : liveTask(source)),
    recheck(source) {
      const entry = source.kind === 'file' ? byPath.get(source.path) : undefined;
      if (entry) entry.checked = false;
    },
    keep(sources) {
      const paths = new Set(sources.flatMap((one) => (one.kind === 'file' ? [one.path] : [])));
      const lives = new Set(sources.flatMap((one) => (one.kind === 'live' ? [one.model] : [])));
      for (const [path, { model }] of byPath) {
        if (paths.has(path)) continue;
        byPath.delete(path);
        model?.dispose();
      }
      for (const [live, model] of byLive) {
        if (lives.has(live)) continue;
        byLive.delete(live);
        model.dispose();
      }
    },
  };
}

async function readModel(
  path: string,
  options: ModelsOptions,
): Promise<Pick<FileEntry, 'model' | 'task'>> {
  const bytes = await options.files.read(path);
  if (!bytes.ok) options.log(`model file: ${bytes.failure.reason}`);
  if (!bytes.ok || !bytes.value) return { model: undefined, task: undefined };
  const loaded = loadModel(bytes.value, options);
  if (!loaded) return { model: undefined, task: undefined };
  if ('otherTask' in loaded) return { model: undefined, task: loaded.otherTask };
  return { model: openFile(path, loaded, options), task: undefined };
}

function liveTask(source: ModelSource): JudgingTask['task'] | undefined {
  if (source.kind !== 'live') return undefined;
  const read = readFacts(factsFromJson(source.model.metadata), 'any');
  return read.ok ? read.value.facts.task?.task : undefined;
}

interface Loaded {
  readonly facts: ModelFacts;
  readonly network: Network;
  /** Which training its snapshots are of. */
  readonly training: string | undefined;
}

/** Only the file's facts are kept: the weights are in the network, once in memory. */
function loadModel(
  bytes: Uint8Array,
  options: ModelsOptions,
): Loaded | { readonly otherTask: JudgingTask['task'] } | undefined {
  const decoded = decodeModelFile(bytes, viewFloats);
  if (!decoded.ok) {
    if (decoded.failure.kind === 'otherTask') return { otherTask: decoded.failure.task };
    options.log(`model file: ${describeFileFailure(decoded.failure)}`);
    return undefined;
  }
  const { weights, resume, ...facts } = decoded.model;
  if (facts.shape.direction === 'both') {
    options.log('model file: it reads in both directions, so it predicts no next word');
    return undefined;
  }
  const network = openNetwork(facts.shape, options);
  loadTensors(network, weights);
  return { facts, network, training: trainingOf(resume?.state) };
}

function openFile(
  path: string,
  { facts, network, training }: Loaded,
  options: ModelsOptions,
): Opened {
  const completion = readCompletionFacts(facts.completion);
  const snapshots = createSnapshotModel({
    ...{ path, model: facts, files: options.files, training },
    open: (version) => openPast(facts, version, options),
  });
  return {
    ...opened(facts, network, {
      version: () => facts.version,
      completion: () => completion,
      refresh: () => true,
    }),
    snapshots,
    dispose() {
      snapshots.dispose();
      network.kernels.dispose();
    },
  };
}

/** A network of the same sizes, for other weights of the same model. */
function openPast(model: ModelFacts, version: () => number, options: ModelsOptions): Opened {
  const completion = factsWhileTraining(0);
  return opened(model, openNetwork(model.shape, options), {
    version,
    completion: () => completion,
    refresh: () => true,
  });
}

function openLive(live: LiveModel, options: ModelsOptions): Opened | undefined {
  const facts = parseLiveMetadata(live.metadata);
  if (!facts) return undefined;
  const network = openNetwork(facts.shape, options);
  let version = 0;
  let share = -1;
  const overflow = { found: false };
  let completion = factsWhileTraining(0);
  return opened(facts, network, {
    version: () => version,
    completion() {
      const now = publishedNetworkShare(live);
      if (now !== share) completion = factsWhileTraining(now);
      share = now;
      return completion;
    },
    overflow,
    refresh() {
      if (version !== publishedVersion(live)) {
        version = readPublished(live, network.parameters.values);
        overflow.found = false;
      }
      return version > 0;
    },
  });
}

/** @returns undefined where they are not those of a model */
function parseLiveMetadata(json: string): ModelFacts | undefined {
  const read = readFacts(factsFromJson(json));
  return read.ok ? read.value.facts : undefined;
}

export function openNetwork(
  shape: ModelShape,
  { createKernels }: Pick<ModelsOptions, 'createKernels'>,
): Network {
  const weights = 8 * countParameters(shape);
  // Twice: rows are padded; 64 MB for the work on one token, or on some lanes of a text; 16 for kept words.
  const kernels = createKernels({
    threads: 1,
    budgetBytes: 2 * weights + (80 << 20),
    interrupted: () => false,
  });
  return createNetwork(kernels, shape);
}

function opened(
  { vocabulary, shape, seen, plan, forgotten = [] }: ModelFacts,
  network: Network,
  verbs: Pick<Opened, 'version' | 'completion' | 'refresh'> & { readonly overflow?: Overflow },
): Opened {
  const { overflow = { found: false } } = verbs;
  return {
    network,
    predictor: createPredictor(network, overflow),
    judge: createSurpriseBatch(network, overflow),
    vocabulary,
    cut: cutOfShape(shape),
    alphabetic: Uint8Array.from(vocabulary.words, (word) => (isAlphabetic(word) ? 1 : 0)),
    ofUnknownText: seen === undefined,
    seen: readSeen(seen === undefined ? new Uint8Array(0) : fromBase64(seen)),
    plan,
    forgotten: forgetting(forgotten),
    dispose: () => network.kernels.dispose(),
    ...{ ...verbs, overflow },
  };
}
