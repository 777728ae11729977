/**
 * A saved model at earlier times: which snapshots there are, and a second network that holds one of
 * them, the one asked for last. Its version changes with its weights, so that a reader notices that its
 * view is stale. The untrained network is always there where the model's plan is known: it is drawn
 * again.
 */
import * as v from 'valibot';
import type { ModelFacts } from '../../engine/files/modelFile';
import { bytesOfHeader, LENGTH_BYTES } from '../../engine/files/safetensors/safetensorsHeader';
import type { SnapshotHeader, SnapshotPlace } from '../../engine/files/snapshotFile';
import { decodeSnapshot, readSnapshotHeader } from '../../engine/files/snapshotFile';
import { initialise, loadFlat } from '../../engine/network/network';
import { planSchema } from '../../engine/training/plan';
import { countParameters, type ModelShape } from '../../engine/network/shape';
import { random } from '../../engine/random';
import type { Snapshot } from '../../shared/model/weights';
import { snapshotVersion } from '../../shared/model/weights';
import type { LoadedModel } from './loadedModel';
import type { Files } from '../platform/disk/files';
import type { SnapshotModel } from './loadedModel';

export interface SnapshotModelOptions {
  readonly path: string;
  readonly model: ModelFacts;
  /** Of a model whose training was interrupted: which it was. */
  readonly training: string | undefined;
  readonly files: Pick<Files, 'head' | 'part'>;
  open(version: () => number): LoadedModel & { dispose(): void };
}

export const snapshotPath = (modelPath: string): string => `${modelPath}.snapshots`;

export function createSnapshotModel(
  options: SnapshotModelOptions,
): SnapshotModel & { dispose(): void } {
  const { model, open } = options;
  const plan = v.safeParse(planSchema, model.plan);
  const { seed, memory } = plan.success ? plan.output : {};
  let shown: number | undefined;
  let opened: ReturnType<SnapshotModelOptions['open']> | undefined;

  const version = (): number =>
    shown === undefined ? -Infinity : snapshotVersion(model.version, shown);

  return {
    async list() {
      const header = await readHeader(options);
      return [...(seed === undefined ? [] : [untrained]), ...(header ? listed(header.facts) : [])];
    },
    async load(index) {
      if (opened && shown === index) return opened;
      const weights = index === 0 ? undefined : await readWeights(options, index - 1);
      if (index > 0 && !weights) return undefined;
      if (index === 0 && seed === undefined) return undefined;
      opened ??= open(version);
      const { network, vocabulary } = opened;
      if (weights) loadFlat(network, weights);
      else if (seed !== undefined) initialise(network, random(seed), vocabulary.counts, memory);
      shown = index;
      return opened;
    },
    dispose() {
      shown = undefined;
      opened?.dispose();
      opened = undefined;
    },
  };
}

const untrained: Snapshot = { index: 0, step: 0, progress: 0, origin: 'untrained' };

function listed({ steps, snapshots }: SnapshotHeader['facts']): Snapshot[] {
  return snapshots.map(({ step, validation }, at) => ({
    index: at + 1,
    step,
    progress: Math.min(1, step / Math.max(1, steps)),
    origin: step === 0 ? 'continued' : 'kept',
    ...(validation === undefined
      ? {}
      : { validationPerplexity: Math.exp(Math.min(validation, 700)) }),
  }));
}

/** @returns undefined if there is none, or if it belongs to other weights */
async function readHeader({
  path,
  model,
  training,
  files,
}: SnapshotModelOptions): Promise<SnapshotHeader | undefined> {
  const header = await snapshotHeader(path, model.shape, files);
  if (!header) return undefined;
  // Beside a checkpoint they may be some seconds older, or newer, than it.
  const isSame = training !== undefined && header.facts.training === training;
  return isSame || header.facts.modelVersion === model.version ? header : undefined;
}

type Reading = Pick<Files, 'head' | 'part'>;

/** @returns undefined where there is none, or it is that of a network of other sizes */
export async function snapshotHeader(
  modelPath: string,
  shape: ModelShape,
  files: Reading,
): Promise<SnapshotHeader | undefined> {
  const file = snapshotPath(modelPath);
  const start = await files.head(file, LENGTH_BYTES);
  if (!start.ok || !start.value) return undefined;
  const needed = bytesOfHeader(start.value.bytes, start.value.length);
  if (!needed.ok) return undefined;
  const head = await files.head(file, needed.bytes);
  if (!head.ok || !head.value) return undefined;
  const { bytes, length } = head.value;
  return readSnapshotHeader(bytes, length, countParameters(shape));
}

/** One snapshot's weights, unpadded. */
export async function snapshotWeights(
  modelPath: string,
  { begin, end }: SnapshotPlace,
  files: Reading,
): Promise<Float32Array<ArrayBuffer> | undefined> {
  const part = await files.part(snapshotPath(modelPath), begin, end);
  return part.ok && part.value ? decodeSnapshot(part.value) : undefined;
}

async function readWeights(
  options: SnapshotModelOptions,
  at: number,
): Promise<Float32Array<ArrayBuffer> | undefined> {
  const header = await readHeader(options);
  const place = header?.places[at];
  return place && snapshotWeights(options.path, place, options.files);
}
