/**
 * The models that judge, as this thread uses them: read from their files, or copied from a training that
 * publishes. The newest ones only are kept: what a text is judged with is asked for again and again.
 */
import { decodeModelFile, type ModelFacts } from '../../engine/files/modelFile';
import { readFacts } from '../../engine/files/modelMetadata';
import { viewFloats } from '../../engine/files/safetensors/storedTensor';
import { isJudging, type JudgingFacts } from '../../engine/files/taskFacts';
import { createNetwork, initialise, loadTensors, type Network } from '../../engine/network/network';
import { layOut, type ModelShape } from '../../engine/network/shape';
import { random } from '../../engine/random';
import { openJudge, type Judge } from '../../engine/tasks/judging/judge';
import { bytesToRead } from '../../engine/tasks/judging/sequenceReader';
import type { LiveModel, ModelSource } from '../../shared/contracts/documents';
import { factsFromJson } from '../models/factsAsJson';
import type { ModelsOptions } from '../models/models';
import type { Files } from '../platform/disk/files';
import { publishedVersion, readPublished } from '../models/publishedWeights';

export interface JudgingModel {
  readonly judge: Judge;
  readonly facts: ModelFacts & { readonly task: JudgingFacts };
  /** Of the weights that are in the network right now. */
  version(): number;
}

export interface JudgingModels {
  /** With the newest weights. @returns undefined where there are none, or none that judge */
  load(source: ModelSource): Promise<JudgingModel | undefined>;
}

interface Opened extends JudgingModel {
  readonly of: LiveModel | string;
  readonly stamp: string | undefined;
  /** Takes over newer weights; says whether there are any at all. */
  refresh(): boolean;
}

/** Of texts beside each other. */
const mostKept = 3;

export interface JudgingModelsOptions extends Pick<ModelsOptions, 'createKernels'> {
  readonly files: Pick<Files, 'stamp' | 'read'>;
}

type Needs = JudgingModelsOptions;

export function createJudgingModels(needs: Needs): JudgingModels {
  let kept: Opened[] = [];

  function keep(opened: Opened | undefined, of: Opened['of']): Opened | undefined {
    const others = kept.filter((one) => one.of !== of);
    const now = opened ? [opened, ...others] : others;
    const replaced = kept.filter((one) => !now.includes(one));
    for (const gone of [...replaced, ...now.slice(mostKept)]) gone.judge.network.kernels.dispose();
    kept = now.slice(0, mostKept);
    return opened;
  }

  async function fromFile(path: string): Promise<JudgingModel | undefined> {
    const stamp = await needs.files.stamp(path);
    const known = kept.find((one) => one.of === path);
    if (known && known.stamp === stamp) return keep(known, path);
    const bytes = stamp === undefined ? undefined : await needs.files.read(path);
    if (!bytes?.ok || !bytes.value) return keep(undefined, path);
    return keep(openFile(path, stamp, bytes.value, needs), path);
  }

  function fromLive(live: LiveModel): JudgingModel | undefined {
    const opened = kept.find((one) => one.of === live) ?? openLive(live, needs);
    return keep(opened, live)?.refresh() ? opened : undefined;
  }

  return {
    load(source) {
      if (source.kind === 'file') return fromFile(source.path);
      return Promise.resolve(source.kind === 'live' ? fromLive(source.model) : undefined);
    },
  };
}

function openFile(
  path: string,
  stamp: string | undefined,
  bytes: Uint8Array,
  needs: Needs,
): Opened | undefined {
  const decoded = decodeModelFile(bytes, viewFloats, 'any');
  if (!decoded.ok) return undefined;
  const { weights, resume: _, ...facts } = decoded.model;
  const opened = open(facts, path, needs);
  if (!opened) return undefined;
  loadTensors(opened.judge.network, weights);
  return { ...opened, stamp, version: () => facts.version, refresh: () => true };
}

function openLive(live: LiveModel, needs: Needs): Opened | undefined {
  const read = readFacts(factsFromJson(live.metadata), 'any');
  const opened = read.ok ? open(read.value.facts, live, needs) : undefined;
  if (!opened) return undefined;
  let version = 0;
  return {
    ...opened,
    stamp: undefined,
    version: () => version,
    refresh() {
      if (version !== publishedVersion(live)) {
        version = readPublished(live, opened.judge.network.parameters.values);
      }
      return version > 0;
    },
  };
}

function open(
  facts: ModelFacts,
  of: Opened['of'],
  needs: Needs,
): Pick<Opened, 'of' | 'judge' | 'facts'> | undefined {
  const { task, shape, vocabulary } = facts;
  if (!task || !isJudging(task)) return undefined;
  const judge = openJudge(openNetwork(shape, needs), task, vocabulary);
  return { of, judge, facts: { ...facts, task } };
}

/** The same network as it was before it learnt anything, for comparison. */
export const startUntrained =
  (needs: Pick<Needs, 'createKernels'>) =>
  ({ judge, facts }: JudgingModel, seed: number): { readonly judge: Judge; dispose(): void } => {
    const network = openNetwork(judge.network.shape, needs);
    initialise(network, random(seed), new Float64Array(judge.names.length).fill(1));
    return {
      judge: openJudge(network, facts.task, facts.vocabulary),
      dispose: () => network.kernels.dispose(),
    };
  };

/** Of weights there may be one copy more than that of the gradients. */
function openNetwork(shape: ModelShape, { createKernels }: Pick<Needs, 'createKernels'>): Network {
  const layout = layOut(shape, 8);
  const kernels = createKernels({
    threads: 1,
    budgetBytes: bytesToRead({ layout, shape }) + 8 * layout.length,
    interrupted: () => false,
  });
  return createNetwork(kernels, shape);
}
