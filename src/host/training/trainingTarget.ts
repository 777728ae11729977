/**
 * Which of a text's models a training writes: the one in use goes on where it agrees with what is
 * wanted, else another of the text's models that does; another seed or other sizes add a new model, and
 * so does training afresh. No training overwrites a model with another one. Pure.
 */
import type { ModelListingFacts } from '../../shared/model/modelFiles';
import type { TaskId } from '../../shared/tasks';
import type { TrainingOptions } from '../../shared/model/training';
import type { TrainingRequest } from '../../shared/contracts/trainer';

export interface OwnModel extends Pick<
  ModelListingFacts,
  | 'task'
  | 'variant'
  | 'cell'
  | 'made'
  | 'memory'
  | 'tokens'
  | 'layers'
  | 'hiddenSize'
  | 'embeddingSize'
  | 'asked'
  | 'seed'
  | 'unfinished'
> {
  /** None: the text's first. */
  readonly slot: string | undefined;
  readonly isInUse: boolean;
}

export interface Wanted extends Pick<
  TrainingOptions,
  'seed' | 'layers' | 'hiddenSize' | 'embeddingSize'
> {
  /** None where its task decides that. */
  readonly tokens: TrainingOptions['tokens'] | undefined;
  readonly task: TaskId;
  /** What tells models of the task apart, as a listing says it. */
  readonly variant?: string | undefined;
  /** What its layers are made of, as a model’s listing says it. */
  readonly made: string;
  /** 0: the usual bias. */
  readonly memory: number;
}

export type Target =
  | { readonly kind: 'known'; readonly slot: string | undefined; readonly start: Start }
  | { readonly kind: 'new'; readonly start: Start };

type Start = TrainingRequest['start'];

/** @param models of the text, the one that was written last first */
export function targetFor(
  models: readonly OwnModel[],
  wanted: Wanted,
  asked: { readonly afresh: boolean; readonly untitled: boolean },
): Target {
  const used = models.filter(({ isInUse }) => isInUse);
  // For the other models of an untitled text it is unknown which text they belong to.
  const others = asked.untitled ? [] : models.filter(({ isInUse }) => !isInUse);
  const same = asked.afresh ? undefined : [...used, ...others].find((one) => agrees(one, wanted));
  if (!same) return { kind: 'new', start: 'afresh' };
  return { kind: 'known', slot: same.slot, start: same.unfinished ? 'resume' : 'continue' };
}

function agrees(model: OwnModel, wanted: Wanted): boolean {
  const { seed, tokens, layers, asked } = model;
  return (
    (seed === undefined || seed === wanted.seed) &&
    (model.task ?? 'next') === wanted.task &&
    model.variant === wanted.variant &&
    (model.made ?? model.cell) === wanted.made &&
    (model.memory ?? 0) === wanted.memory &&
    (wanted.tokens === undefined || tokens === wanted.tokens) &&
    layers === wanted.layers &&
    isSameSize(model.hiddenSize, wanted.hiddenSize, asked?.hiddenSize) &&
    isSameSize(model.embeddingSize, wanted.embeddingSize, asked?.embeddingSize)
  );
}

/** A size that is left to the text fits whatever was chosen from it, but none that was asked for. */
const isSameSize = (has: number, wanted: number, asked = 0): boolean =>
  wanted === 0 ? asked === 0 : wanted === has;
