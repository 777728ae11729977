/** Untrained networks that judge, the same weights in both engines. */
import type { TaskFacts } from '../../../../src/engine/files/taskFacts';
import { shapeOfChoice } from '../../../../src/engine/network/cellChoice';
import { createNetwork, initialise, type Network } from '../../../../src/engine/network/network';
import { layOut, type ModelShape } from '../../../../src/engine/network/shape';
import { random } from '../../../../src/engine/random';
import { affixesOf } from '../../../../src/engine/tasks/inputs/affixes';
import { openJudge, type Judge } from '../../../../src/engine/tasks/judging/judge';
import { bytesToRead } from '../../../../src/engine/tasks/judging/sequenceReader';
import { labelFacts, storedTaskModel } from '../../../../src/engine/tasks/networks/taskModel';
import {
  encodeModelFile,
  type ModelFacts,
  type StoredModel,
} from '../../../../src/engine/files/modelFile';
import { rowsFrom } from '../../../../src/engine/tasks/inputs/rows';
import { stackedRows } from '../../../../src/engine/tasks/networks/inputs';
import { vocabularyOfWords } from '../../../../src/engine/text/words/vocabulary';
import { createTwin } from '../../../../src/engine/twin/twin';
import { engineHere } from '../../../worker/engine';

export type Engine = 'twin' | 'wasm';

const words = ['the', 'film', 'is', 'not', 'good', 'bad', 'boring', '.'];

export interface Wanted {
  readonly cell?: string;
  readonly direction?: 'both' | undefined;
  readonly readout?: 'deep' | undefined;
  readonly layers?: number;
}

function shapeOf({ cell = 'lstm', direction, readout, layers = 1 }: Wanted): Partial<ModelShape> {
  if (cell === 'none') return { cell: 'none', L: 0 };
  const shape = shapeOfChoice({ cells: [cell], direction, readout, layers });
  if (!shape.ok) throw new Error(shape.flaw.kind);
  return shape.value;
}

function opened(engine: Engine, shape: ModelShape): Network {
  const layout = layOut(shape, 8);
  const kernels =
    engine === 'twin'
      ? createTwin({ interrupted: () => false })
      : engineHere().createKernels({
          ...{ threads: 1, interrupted: () => false },
          budgetBytes: bytesToRead({ layout, shape }) + 8 * layout.length,
        });
  const network = createNetwork(kernels, shape);
  const counts = new Float64Array(shape.outputs ?? 0).fill(5);
  initialise(network, random(7), counts);
  // Larger than a new network's, so that words make a difference.
  for (let n = 0; n < network.parameters.encoder.length; n++) network.parameters.encoder[n] *= 12;
  return network;
}

export function classJudge(
  engine: Engine,
  asked: 'last' | 'mean' | 'maximum' = 'last',
  wanted: Wanted = {},
): Judge {
  const facts: TaskFacts = { task: 'classes', classes: ['bad', 'good', 'neither'], asked };
  const sizes = { V: words.length + 1, outputs: 3, E: 6, H: 10 };
  const shape: ModelShape = {
    ...{ tokens: 'words', cut: 2, tied: false, cell: 'lstm', L: 1 },
    ...{ ...shapeOf(wanted), ...sizes },
  };
  return openJudge(opened(engine, shape), facts, vocabularyOfWords(words));
}

export const sentence = ['The', 'film', 'is', 'not', 'boring', '.'];

const affixes = affixesOf([
  { words: [...sentence, ...sentence], starts: [], labels: new Uint16Array(12) },
]);

export function labelJudge(engine: Engine, wanted: Wanted = { direction: 'both' }): Judge {
  const labels = ['ADJ', 'NOUN', 'PUNCT', 'X'];
  const facts = labelFacts({ labels, spans: false }, affixes);
  const sizes = { V: stackedRows(affixes).size, outputs: 4, E: 4, H: 6, inputs: 5 };
  const shape: ModelShape = {
    ...{ tokens: 'words', cut: 2, tied: false, cell: 'lstm', L: 1 },
    ...{ ...shapeOf(wanted), ...sizes },
  };
  return openJudge(opened(engine, shape), facts, vocabularyOfWords(affixes.word.values.slice(1)));
}

/** As a file. */
export function modelOf(
  judge: Judge,
  documentKey: string,
  { plan = {}, learntFrom }: { plan?: StoredModel['plan']; learntFrom?: string } = {},
): Uint8Array<ArrayBuffer> {
  const model = stored(judge, documentKey);
  const task = { ...judge.facts, ...(learntFrom !== undefined && { learntFrom }) };
  return encodeModelFile({ ...model, plan, task });
}
modelOf.facts = (judge: Judge, documentKey: string): ModelFacts => {
  const { weights: _, ...facts } = stored(judge, documentKey);
  return facts;
};

function stored({ network, facts }: Judge, documentKey: string): StoredModel {
  const known = facts.task === 'classes' ? words : affixes.word.values.slice(1);
  return storedTaskModel(network, rowsFrom(['', ...known]), {
    ...{ plan: {}, version: 4, steps: 1, documentKey, history: [], task: facts },
  });
}
