/** A document of pairs with a model that stands in for a trained one, and the questions about them. */
import type { Attention } from '../../../src/engine/network/shape';
import { pairModelOf } from '../../../src/engine/tasks/pairs/pairModel';
import { createPairNetwork, type PairNetwork } from '../../../src/engine/tasks/pairs/pairNetwork';
import { readPairs } from '../../../src/engine/tasks/pairs/readPairs';
import { splitPairs } from '../../../src/engine/tasks/pairs/pairSplit';
import type { Kernels } from '../../../src/engine/kernels/kernels';
import { createTwin } from '../../../src/engine/twin/twin';
import { mirrorDocument } from '../../../src/worker/documents/mirroredDocument';
import { createPairAnswers } from '../../../src/worker/pairs/pairAnswers';
import type { OpenedPairModel } from '../../../src/worker/taskModels/pairModels';
import { systemClock } from '../../../src/worker/platform/clock';
import { engineHere } from '../engine';
import { createSlices } from '../../../src/worker/scheduling/slices';

export const documentKey = 'file:///pairs.tsv';
export const about = { documentKey };
export const job = { cancelled: false };

const twin = (): Kernels => createTwin({ interrupted: () => false });

export function networkOf(
  text: string,
  attention: Attention,
  kernels = twin(),
): PairNetwork & {
  readonly model: OpenedPairModel;
} {
  const read = readPairs(text);
  if (!read.ok) throw new Error(read.flaw.kind);
  const { pairs, units } = read.value;
  const made = createPairNetwork({
    ...{ kernels, split: splitPairs(pairs), units, attention, seed: 3, steps: 200 },
    ...{ chosen: { cell: 'rnn', L: 1 }, arithmetic: 'separate' },
  });
  const { source, target } = made.rows;
  const task = {
    ...{ task: 'pairs' as const, units },
    ...{ source: [...source.values], target: [...target.values] },
  };
  const facts = {
    ...{ version: 4, steps: 0, history: [], documentKey, unitNames: {}, fingerprint: [], task },
    ...{ shape: made.network.shape, vocabulary: { words: [], counts: new Float64Array(0) } },
  } as unknown as OpenedPairModel['facts'];
  const model = pairModelOf(made.network, task);
  return { ...made, model: { facts, model, network: made.network, version: () => 4 } };
}

export function openPairs(text: string, model: OpenedPairModel | undefined) {
  const document = mirrorDocument({ documentKey, version: 1, text });
  document.source = { kind: 'file', path: '/m' };
  return {
    ask: createPairAnswers({
      documents: { find: (key) => (key === documentKey ? document : undefined) },
      slices: createSlices(systemClock),
      models: { load: () => Promise.resolve(model) },
      createKernels: (options) => engineHere().createKernels(options),
      stepsOfShare: 1,
    }),
    edit(changed: string): void {
      document.raw = changed;
      document.version++;
    },
  };
}
