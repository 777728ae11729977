/**
 * Everything that a training starts with, of whatever task: what is learnt, sizes, plan, first weights and
 * the memory that it will take. Allocates nothing that depends on the network's size.
 */
import type { ModelFacts, NamedTensors, StoredModel } from '../../engine/files/modelFile';
import { countParameters, layOut, type ModelShape } from '../../engine/network/shape';
import type { TrainingSplit } from '../../engine/text/corpus';
import type { TokenizedText } from '../../engine/text/tokens/tokenizedText';
import type { Vocabulary } from '../../engine/text/words/vocabulary';
import { trainingBytes, type Plan } from '../../engine/training/plan';
import type { TrainingProgress, TrainingRequest } from '../../shared/contracts/trainer';
import { failed, success, type Failure, type Result } from '../../shared/failures';
import { mostSnapshots } from '../../shared/model/weights';
import type { Resumed } from '../models/resumePoint';
import type { EngineParts } from '../platform/engineParts';
import type { Breathe } from '../words/openText';
import { countsBytes } from '../words/wordCounts';
import type { LearntTask } from './examples/learntTask';
import { snapshotBudget } from './outputs/snapshotBudget';

export interface Prepared {
  readonly text: TokenizedText;
  readonly learnt: LearntText | LearntTask;
  readonly trainTokens: number;
  readonly vocabulary: Vocabulary;
  readonly shape: ModelShape;
  /** Final, unless its steps are still to be found for a budget in seconds. */
  readonly plan: Plan;
  readonly bytes: number;
  /** An opponent that is a network: what it needs at the end, and what of the limit is kept for it. */
  readonly opponent: { readonly needed: number; readonly room: number };
  /** Snapshots that are kept of its weights, at most. */
  readonly snapshots: number;
  /** Where it starts; without weights, from nothing. */
  readonly weights: NamedTensors | undefined;
  readonly resumed: (Resumed & { readonly model: StoredModel }) | undefined;
  /** Of the model before, or of the text's others; versions continue from there. */
  readonly versionBefore: number;
  /** What stays true of the model, however far it is trained. */
  readonly kept: Pick<ModelFacts, 'name' | 'asked' | 'unitNames' | 'namedWith' | 'forgotten'>;
  /** Words of the text, where they are few for a network. */
  readonly fewWords?: number;
  /** Why it could not be resumed, although it should have been. */
  readonly beginsAgain?: TrainingProgress['beginsAgain'];
  /** Why its plan is not followed to the letter. */
  readonly otherArithmetic?: TrainingProgress['otherArithmetic'];
}

/** Of the next word: the text in the model's words. */
export interface LearntText {
  readonly kind: 'text';
  readonly ids: Int32Array;
  readonly split: TrainingSplit;
}

export type Unmeasured = Omit<
  Prepared,
  'bytes' | 'opponent' | 'snapshots' | 'fewWords' | 'beginsAgain'
>;

/** What `prepare` needs to know of the machine. */
export interface Means {
  readonly engine: Pick<EngineParts, 'alignment' | 'numberBytes' | 'arithmetic'>;
  /** Gives a sign of life. */
  readonly breathe: Breathe;
}

/** Versions are counted up in 32 bits of shared memory; no model comes near half of that. */
const counted = (version = 0): number => (version < 2 ** 30 ? version : 0);

/** A version is one model's: it goes on after those of the text's other models as well. */
export const versionBefore = (
  model: StoredModel | undefined,
  { versionAfter }: TrainingRequest,
): number => Math.max(counted(model?.version), counted(versionAfter));

export function keptOf({
  name,
  asked,
  unitNames,
  namedWith,
  forgotten,
}: ModelFacts): Prepared['kept'] {
  return {
    unitNames,
    ...(name === undefined ? {} : { name }),
    ...(asked ? { asked } : {}),
    ...(namedWith ? { namedWith } : {}),
    ...forgetting(forgotten),
  };
}

export const forgetting = (forgotten: ModelFacts['forgotten']): Pick<ModelFacts, 'forgotten'> =>
  forgotten && forgotten.length > 0 ? { forgotten } : {};

export const askedOf = ({ options: { hiddenSize, embeddingSize } }: TrainingRequest) => ({
  hiddenSize,
  embeddingSize,
});

/** Copies of weights and moments, as tensors and as a file, while a checkpoint is encoded. */
const checkpointBytes = (shape: ModelShape): number => 3 * 4 * 4 * countParameters(shape);

/** The plan, with all tokens that have memory at once. */
const widest = ({ plan, learnt }: Pick<Prepared, 'plan' | 'learnt'>): Plan =>
  learnt.kind === 'text' ? plan : { ...plan, T: learnt.held };

/** The text itself: 2 bytes a unit, spans and ids of its tokens, and the counts of its words. */
const textBytes = ({ text, kind, count }: TokenizedText): number =>
  2 * text.length + 16 * count + (kind === 'characters' ? 0 : countsBytes(count));

export function withinMemory(
  { options }: TrainingRequest,
  prepared: Unmeasured & Pick<Prepared, 'fewWords' | 'beginsAgain'>,
  engine: Means['engine'],
): Result<Prepared, Failure> {
  const { shape, text, learnt } = prepared;
  const { alignment, numberBytes } = engine;
  const bytes =
    trainingBytes(shape, widest(prepared), alignment, numberBytes) +
    textBytes(text) +
    checkpointBytes(shape);
  const limit = options.memoryMB * 2 ** 20;
  if (bytes <= limit) {
    const parameters = countParameters(shape);
    const padded = layOut(shape, alignment).length;
    const needed = (learnt.kind === 'examples' && learnt.opponentBytes?.(engine)) || 0;
    // It is left out rather than the training.
    const opponent = { needed, room: needed <= limit - bytes ? needed : 0 };
    const taken = bytes + opponent.room;
    const kept = snapshotBudget({ parameters, padded }, limit - taken, mostSnapshots);
    return success({ ...prepared, opponent, bytes: taken + kept.bytes, snapshots: kept.count });
  }
  const neededMB = Math.ceil(bytes / 2 ** 20);
  return failed({ kind: 'overBudget', neededMB, limitMB: options.memoryMB });
}
