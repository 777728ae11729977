/**
 * Which of a model's weights are looked through: those it has now, or a snapshot of how it came to
 * them. Every question to the analyst about a document may name them (`Subject`); a question that does
 * not is answered through the trained ones, like hovers, colours and completion always are.
 *
 * Snapshot 0 is the untrained network, drawn again from the plan's seed; the later ones were kept while
 * the model trained. Answers through a snapshot carry a `modelVersion` below zero, another one for each
 * snapshot of each model, so that they cannot be confused.
 */
import type { Versions } from './versions';

export type WeightsAt =
  | { readonly kind: 'trained' }
  | { readonly kind: 'snapshot'; readonly index: number };

export const trainedWeights: WeightsAt = { kind: 'trained' };

/** What a question to the analyst is about. */
export interface Subject {
  readonly documentKey: string;
  readonly weights?: WeightsAt;
}

/** Kept while a model trains, at most; the untrained network is not among them. */
export const mostSnapshots = 20;

export interface Snapshot {
  readonly index: number;
  /** Training steps that were done. */
  readonly step: number;
  /** Share of the steps to the trained weights, 0 to 1. */
  readonly progress: number;
  /** Where it was measured at that very step. */
  readonly validationPerplexity?: number;
  /**
   * - `untrained`: drawn from the seed, as every training begins that starts from nothing
   * - `continued`: an earlier model, from which the training went on
   * - `kept`: copied during the training
   */
  readonly origin: 'untrained' | 'continued' | 'kept';
}

/** The versions are those of the trained weights. */
export interface Snapshots extends Versions {
  /** By step, the untrained network first; empty while a training runs. */
  readonly snapshots: readonly Snapshot[];
}

export const snapshotVersion = (modelVersion: number, index: number): number =>
  -(modelVersion * (mostSnapshots + 2) + index + 1);
