/** What the trainer is asked: what was ordered, and of the rest what the settings say now. */
import type { ModelSizes } from '../../shared/lessons/lessonTraining';
import type { Settings } from '../../shared/settings';
import type { TrainingRequest } from '../../shared/contracts/trainer';
import type { ExampleRequest } from '../../shared/tasks';
import type { ModelFiles } from '../sessions/modelFiles';
import type { OpenText } from '../texts/openText';
import type { ModelChoice } from './modelChoice';

export interface TrainingOrder {
  readonly start: TrainingRequest['start'];
  readonly budget?: TrainingRequest['budget'];
  readonly seed?: number;
  /** Which of the text's models it writes; without one, the first. */
  readonly slot?: string | undefined;
  /** The path of a model that makes room for this one: it is kept under another name. */
  readonly kept?: string;
  readonly versionAfter?: number;
  /** Of a new model: paths of models, of which the first that is there says what it forgets, too. */
  readonly forgetsLike?: readonly string[];
  /** Where the text is made of several files: their paths within the folder that its key is. */
  readonly files?: readonly string[];
  /** What is learnt, where it is not the next word. */
  readonly task?: ExampleRequest;
  /** What a new model is made of; LSTMs if not said. */
  readonly made?: ModelChoice['options'];
  /** In place of those of the settings. */
  readonly sizes?: ModelSizes;
}

export interface RequestNeeds {
  readonly files: Pick<ModelFiles, 'pathOf'>;
  readonly settings: () => Settings;
  /** Threads that a training may use where the settings leave it open. */
  readonly usualThreads: number;
}

export function trainingRequest(
  { files, settings, usualThreads }: RequestNeeds,
  text: Pick<OpenText, 'key' | 'name' | 'text'>,
  {
    start,
    budget,
    seed,
    slot,
    versionAfter,
    forgetsLike,
    files: parts,
    task,
    made,
    sizes,
  }: TrainingOrder,
): TrainingRequest {
  const now = settings();
  return {
    documentKey: text.key,
    name: text.name,
    text: text.text(),
    ...(parts ? { files: parts } : {}),
    ...(task ? { task } : {}),
    modelPath: files.pathOf(text.key, slot),
    start,
    ...(versionAfter === undefined ? {} : { versionAfter }),
    ...(forgetsLike === undefined ? {} : { forgetsLike }),
    budget: budget ?? { seconds: now['training.seconds'] },
    options: {
      seed: seed ?? now['training.seed'],
      tokens: now['model.tokens'],
      layers: now['model.layers'],
      hiddenSize: now['model.hiddenSize'],
      embeddingSize: now['model.embeddingSize'],
      threads: now['training.threads'] || usualThreads,
      memoryMB: now['training.memoryMB'],
      ...made,
      ...sizes,
    },
  };
}
