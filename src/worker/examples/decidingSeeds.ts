/**
 * Which words decided for the text's other models, which differ from the one that is looked at in their seed
 * alone (*Average Seeds…*): what only one seed finds is the seed's, not the text's.
 */
import * as v from 'valibot';
import { decodeModelFile, type StoredModel } from '../../engine/files/modelFile';
import { viewFloats } from '../../engine/files/safetensors/storedTensor';
import { isJudging } from '../../engine/files/taskFacts';
import { createNetwork, loadTensors } from '../../engine/network/network';
import { wordsOf } from '../../engine/tasks/inputs/classWords';
import { decidingWords } from '../../engine/tasks/judging/decidingWords';
import { openJudge } from '../../engine/tasks/judging/judge';
import { largest } from '../../engine/tasks/metrics/accuracy';
import { failed, success, type Failure, type Result } from '../../shared/failures';
import type { DecidingSeed, DecidingSeeds } from '../../shared/questions/examples';
import type { ModelsOptions } from '../models/models';
import type { Files } from '../platform/disk/files';
import { checkedNumber } from './exampleWords';
import { probabilitiesOf } from './exampleAt';
import { judgingBudget } from './judgingModels';
import type { SeenExamples } from './seenExamples';

/** More columns nobody compares. */
const mostSeeds = 6;

interface Needs extends Pick<ModelsOptions, 'createKernels'> {
  readonly files: Pick<Files, 'read' | 'beside'>;
}

export type AskDecidingSeeds = (
  seen: SeenExamples,
  request: { readonly number: number; readonly judged: number },
) => Promise<Result<DecidingSeeds, Failure>>;

export function createDecidingSeeds({ files, createKernels }: Needs): AskDecidingSeeds {
  return async (seen, { number, judged }) => {
    const { model, examples, versions, path } = seen;
    const checked = checkedNumber(seen, number);
    if (!checked.ok) return checked;
    const isKnown = judged < model.judge.names.length;
    if (examples.task !== 'classes' || !isKnown) return failed({ kind: 'stale' });
    const words = wordsOf(examples.examples[number].text);
    const seeds: DecidingSeed[] = [];
    for (const other of path === undefined ? [] : await files.beside(path)) {
      if (seeds.length === mostSeeds) break;
      const read = await files.read(other);
      const decoded = read.ok && read.value && decodeModelFile(read.value, viewFloats, 'any');
      if (!decoded || !decoded.ok || !isSeedOf(decoded.model, seen)) continue;
      seeds.push(await decidedBy(decoded.model, { seen, words, judged }, createKernels));
    }
    seeds.sort((one, other) => one.seed - other.seed);
    return success({
      ...versions,
      number,
      judged,
      own: seedOf(model.facts),
      seeds,
      approximate: false,
    });
  };
}

const seeded = v.object({ seed: v.number() });

const seedOf = ({ plan }: Pick<StoredModel, 'plan'>): number => {
  const found = v.safeParse(seeded, plan);
  return found.success ? found.output.seed : 0;
};

/** Of the same examples, the same network, and begun otherwise. */
function isSeedOf({ task, shape, plan }: StoredModel, { model: { facts } }: SeenExamples): boolean {
  if (!task || !isJudging(task) || task.learntFrom === undefined) return false;
  return (
    task.learntFrom === facts.task.learntFrom &&
    JSON.stringify(task) === JSON.stringify(facts.task) &&
    JSON.stringify(shape) === JSON.stringify(facts.shape) &&
    seedOf({ plan }) !== seedOf(facts)
  );
}

interface Asked {
  readonly seen: SeenExamples;
  readonly words: readonly string[];
  readonly judged: number;
}

async function decidedBy(
  { shape, weights, vocabulary, plan }: StoredModel,
  { seen, words, judged }: Asked,
  createKernels: Needs['createKernels'],
): Promise<DecidingSeed> {
  const { facts } = seen.model;
  const budgetBytes = judgingBudget(shape);
  const kernels = createKernels({ threads: 1, budgetBytes, interrupted: () => false });
  try {
    const network = createNetwork(kernels, shape);
    loadTensors(network, weights);
    const judge = openJudge(network, facts.task, vocabulary);
    const given = largest(
      await probabilitiesOf({ model: { ...seen.model, judge }, until: seen.until }, words),
    );
    const deciding = decidingWords(judge, words, judged);
    await seen.until(() => deciding.advance());
    return { seed: seedOf({ plan }), given, replaced: deciding.replaced };
  } finally {
    kernels.dispose();
  }
}
