/**
 * A lesson's training in one go, step after step in this thread: the same preparation and the same
 * trainer as everywhere, so the same weights as *Train on This File* makes of that text and plan.
 * What it leaves out is what a finished model can do without: resuming and tuned completion. Reads
 * no clock: same seed, same bytes.
 */
import type { StoredModel } from '../../engine/files/modelFile';
import type { TaskFacts } from '../../engine/files/taskFacts';
import type { Kernels } from '../../engine/kernels/kernels';
import type { LessonId } from '../../engine/lessons/lesson';
import { lessonTraining, shownText } from '../../engine/lessons/lessons';
import { createNetwork, saveTensors, type Network } from '../../engine/network/network';
import { arithmeticOf } from '../../engine/training/plan';
import { createTrainer } from '../../engine/training/trainer';
import { fingerprint } from '../../engine/text/fingerprint';
import { cutOfShape } from '../../engine/text/tokens/cut';
import { tokenizedText } from '../../engine/text/tokens/tokenizedText';
import type { Vocabulary } from '../../engine/text/words/vocabulary';
import { sentence } from '../../shared/failures';
import type { EngineParts } from '../../worker/platform/engineParts';
import { prepare } from '../../worker/training/prepare';
import { metricOf, storedMetric } from '../../worker/training/metric';
import type { Prepared } from '../../worker/training/prepared';

export interface TrainedLesson {
  readonly network: Network;
  readonly vocabulary: Vocabulary;
  readonly seed: number;
  /** What it answers, where that is not the next word. */
  readonly task?: TaskFacts;
  /** As it is stored. */
  readonly model: StoredModel;
}

export async function trainLesson(
  id: LessonId,
  seed: number,
  engine: EngineParts,
): Promise<TrainedLesson & { dispose(): void }> {
  const prepared = await prepareLesson(id, seed, engine);
  const { shape, plan, vocabulary } = prepared;
  const kernels = kernelsFor(prepared, engine);
  const network = createNetwork(kernels, shape);
  const trainer = createTrainer({
    ...{ network, plan, start: 'new', ...askedOf(prepared, network) },
  });
  const history: StoredModel['history'][number][] = [];
  let losses: number[] = [];
  while (!trainer.finished) {
    const report = trainer.step();
    if (report?.kind === 'trained') losses.push(report.loss);
    if (report?.kind !== 'validated') continue;
    const loss = losses.reduce((sum, value) => sum + value, 0) / losses.length;
    history.push({ step: report.step, seconds: 0, loss, validation: report.loss });
    losses = [];
  }
  const { best } = trainer;
  if (!best) throw new Error(`The lesson ${id} learnt nothing from seed ${seed}`);
  network.parameters.values.set(best.values);
  const weights = saveTensors(network);
  const model: StoredModel = {
    ...{ shape, vocabulary, plan, weights, history, version: 1, steps: trainer.stepsDone },
    ...reached(prepared, best.loss),
    ...taskOf(prepared),
    documentKey: `lesson:${id}`,
    fingerprint: fingerprint(tokenizedText(shownText(id), cutOfShape(shape))),
    unitNames: {},
  };
  return {
    network,
    vocabulary,
    seed,
    model,
    ...taskOf(prepared),
    dispose: () => kernels.dispose(),
  };
}

async function prepareLesson(id: LessonId, seed: number, engine: EngineParts): Promise<Prepared> {
  const { text, plan, options, task } = lessonTraining(id, seed);
  const prepared = await prepare(
    {
      ...{ documentKey: `lesson:${id}`, name: id, text, modelPath: '', start: 'afresh' },
      budget: { plan },
      ...(task && { task }),
      options: { ...options, threads: 1, memoryMB: 1024 },
    },
    { model: undefined },
    { engine, breathe: () => Promise.resolve() },
  );
  if (!prepared.ok) throw new Error(sentence(prepared.failure));
  return prepared.value;
}

/** What the trainer reads: the text, or examples. */
function askedOf({ learnt, vocabulary, plan }: Prepared, network: Network) {
  if (learnt.kind === 'text') {
    const { ids, split } = learnt;
    return { text: { ids, ...split, counts: vocabulary.counts } };
  }
  learnt.begin?.(network);
  return {
    objective: learnt.open(network, plan.seed).objective,
    ...(learnt.begin && { start: 'loaded' as const }),
  };
}

/** Of a text as the shipped files have always said it. */
const reached = (prepared: Prepared, loss: number) =>
  prepared.learnt.kind === 'text'
    ? { validationPerplexity: Math.exp(loss) }
    : storedMetric(metricOf(prepared, loss));

const taskOf = ({ learnt }: Prepared): { readonly task?: TaskFacts } =>
  learnt.kind === 'text' ? {} : { task: learnt.facts };

function kernelsFor({ bytes, plan }: Prepared, engine: EngineParts): Kernels {
  // Beside the training's memory some for the probes.
  const budgetBytes = 2 * bytes + (64 << 20);
  const arithmetic = arithmeticOf(plan);
  return engine.createKernels({ threads: 1, budgetBytes, arithmetic, interrupted: () => false });
}
