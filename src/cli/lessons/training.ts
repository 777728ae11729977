/**
 * A lesson's training in one go, step after step in this thread: the same preparation and the same
 * trainer as everywhere, so the same weights as *Train on This File* makes of that text and plan.
 * What it leaves out is what a finished model can do without: resuming and tuned completion. Reads
 * no clock: same seed, same bytes.
 */
import type { StoredModel } from '../../engine/files/modelFile';
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
import type { LearntText, Prepared } from '../../worker/training/prepared';

export interface TrainedLesson {
  readonly network: Network;
  readonly vocabulary: Vocabulary;
  readonly seed: number;
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
  const { ids, split } = textOf(prepared);
  const kernels = kernelsFor(prepared, engine);
  const network = createNetwork(kernels, shape);
  const trainer = createTrainer({
    network,
    text: { ids, ...split, counts: vocabulary.counts },
    plan,
    start: 'new',
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
  const model = {
    ...{ shape, vocabulary, plan, weights, history, version: 1, steps: trainer.stepsDone },
    validationPerplexity: Math.exp(best.loss),
    documentKey: `lesson:${id}`,
    fingerprint: fingerprint(tokenizedText(shownText(id), cutOfShape(shape))),
    unitNames: {},
  };
  return { network, vocabulary, seed, model, dispose: () => kernels.dispose() };
}

async function prepareLesson(id: LessonId, seed: number, engine: EngineParts): Promise<Prepared> {
  const { text, plan, options } = lessonTraining(id, seed);
  const prepared = await prepare(
    {
      ...{ documentKey: `lesson:${id}`, name: id, text, modelPath: '', start: 'afresh' },
      budget: { plan },
      options: { ...options, threads: 1, memoryMB: 1024 },
    },
    { model: undefined },
    { engine, breathe: () => Promise.resolve() },
  );
  if (!prepared.ok) throw new Error(sentence(prepared.failure));
  return prepared.value;
}

function textOf({ learnt }: Prepared): LearntText {
  if (learnt.kind !== 'text') throw new Error('A lesson here predicts the next word');
  return learnt;
}

function kernelsFor({ bytes, plan }: Prepared, engine: EngineParts): Kernels {
  // Beside the training's memory some for the probes.
  const budgetBytes = 2 * bytes + (64 << 20);
  const arithmetic = arithmeticOf(plan);
  return engine.createKernels({ threads: 1, budgetBytes, arithmetic, interrupted: () => false });
}
