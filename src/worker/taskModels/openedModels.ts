/**
 * The models of a task, as this thread uses them: read from their files, or copied from a training that
 * publishes. The newest ones only are kept: what a text is asked with is asked for again and again.
 */
import { decodeModelFile, type ModelFacts } from '../../engine/files/modelFile';
import { readFacts } from '../../engine/files/modelMetadata';
import { viewFloats } from '../../engine/files/safetensors/storedTensor';
import { createNetwork, loadTensors, type Network } from '../../engine/network/network';
import type { ModelShape } from '../../engine/network/shape';
import type { LiveModel, ModelSource } from '../../shared/contracts/documents';
import { factsFromJson } from '../models/factsAsJson';
import type { ModelsOptions } from '../models/models';
import { publishedVersion, readPublished } from '../models/publishedWeights';
import type { Files } from '../platform/disk/files';

export interface OpenedModel {
  /** Of the weights that are in the network right now. */
  version(): number;
}

export interface OpenedModels<T> {
  /** With the newest weights. @returns undefined where there are none, or none of the task */
  load(source: ModelSource): Promise<(T & OpenedModel) | undefined>;
}

export interface OpenedModelsOptions extends Pick<ModelsOptions, 'createKernels'> {
  readonly files: Pick<Files, 'stamp' | 'read'>;
}

/** How a task's models are opened. */
export interface Opening<T> {
  /** Bytes that a network of such a shape may take. */
  budget(shape: ModelShape): number;
  /** @returns undefined where it is of another task */
  open(facts: ModelFacts, networkOf: () => Network): T | undefined;
}

interface Kept<T> {
  readonly of: LiveModel | string;
  readonly stamp: string | undefined;
  readonly model: T & OpenedModel;
  readonly network: Network;
  /** Takes over newer weights; says whether there are any at all. */
  refresh(): boolean;
}

/** Of texts beside each other. */
const mostKept = 3;

export function createOpenedModels<T extends object>(
  needs: OpenedModelsOptions,
  opening: Opening<T>,
): OpenedModels<T> {
  let kept: Kept<T>[] = [];

  function keep(opened: Kept<T> | undefined, of: Kept<T>['of']): Kept<T> | undefined {
    const others = kept.filter((one) => one.of !== of);
    const now = opened ? [opened, ...others] : others;
    const replaced = kept.filter((one) => !now.includes(one));
    for (const gone of [...replaced, ...now.slice(mostKept)]) gone.network.kernels.dispose();
    kept = now.slice(0, mostKept);
    return opened;
  }

  async function fromFile(path: string): Promise<Kept<T> | undefined> {
    const stamp = await needs.files.stamp(path);
    const known = kept.find((one) => one.of === path);
    if (known && known.stamp === stamp) return keep(known, path);
    const bytes = stamp === undefined ? undefined : await needs.files.read(path);
    if (!bytes?.ok || !bytes.value) return keep(undefined, path);
    return keep(openFile(path, stamp, bytes.value, { needs, opening }), path);
  }

  function fromLive(live: LiveModel): Kept<T> | undefined {
    const opened = kept.find((one) => one.of === live) ?? openLive(live, { needs, opening });
    return keep(opened, live)?.refresh() ? opened : undefined;
  }

  return {
    async load(source) {
      if (source.kind === 'file') return (await fromFile(source.path))?.model;
      return source.kind === 'live' ? fromLive(source.model)?.model : undefined;
    },
  };
}

interface Means<T> {
  readonly needs: OpenedModelsOptions;
  readonly opening: Opening<T>;
}

function openFile<T extends object>(
  path: string,
  stamp: string | undefined,
  bytes: Uint8Array,
  means: Means<T>,
): Kept<T> | undefined {
  const decoded = decodeModelFile(bytes, viewFloats, 'any');
  if (!decoded.ok) return undefined;
  const { weights, resume: _, ...facts } = decoded.model;
  const opened = open(facts, means);
  if (!opened) return undefined;
  const { model, network } = opened;
  loadTensors(network, weights);
  const version = { version: () => facts.version };
  return { of: path, stamp, network, model: { ...model, ...version }, refresh: () => true };
}

function openLive<T extends object>(live: LiveModel, means: Means<T>): Kept<T> | undefined {
  const read = readFacts(factsFromJson(live.metadata), 'any');
  const opened = read.ok ? open(read.value.facts, means) : undefined;
  if (!opened) return undefined;
  const { model, network } = opened;
  let version = 0;
  return {
    ...{ of: live, stamp: undefined, network },
    model: { ...model, version: () => version },
    refresh() {
      if (version !== publishedVersion(live)) {
        version = readPublished(live, network.parameters.values);
      }
      return version > 0;
    },
  };
}

function open<T>(
  facts: ModelFacts,
  { needs, opening }: Means<T>,
): { readonly model: T; readonly network: Network } | undefined {
  let network: Network | undefined;
  const model = opening.open(facts, () => (network ??= openNetwork(facts.shape, needs, opening)));
  return model && network && { model, network };
}

function openNetwork(
  shape: ModelShape,
  { createKernels }: OpenedModelsOptions,
  { budget }: Opening<unknown>,
): Network {
  const kernels = createKernels({
    threads: 1,
    budgetBytes: budget(shape),
    interrupted: () => false,
  });
  return createNetwork(kernels, shape);
}
