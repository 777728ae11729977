/**
 * The wall between the host and the laboratory's thread, which trains and compares networks of its own:
 * no document is known there but what comes with a run. A run is one call, which ends with it; what happens on
 * the way is told. One run at a time: the next one calls the last one off.
 */
import type { Failure, Result } from '../failures';
import type { ExperimentPage } from '../laboratory/experiments';
import type { Furnished } from '../laboratory/materials';
import type { Order, OutcomeOf, SectionId, RunNews } from '../laboratory/sections';
import type { ThreadNews } from '../wire/threads';

/** A cell that can take part. */
export interface Contestant {
  readonly id: string;
  readonly title: string;
  /** Whether there is a bias that decides how much it keeps. */
  readonly hasKeepBias: boolean;
  /** Among those that are compared unless a person chooses. */
  readonly isUsual: boolean;
}

/** A method for each section, as the page asks. */
export type RunContract = {
  [K in SectionId]: (request: Order<K>) => Result<OutcomeOf<K>, Failure>;
};

/** The same as the thread is asked. */
export type FurnishedContract = {
  [K in SectionId]: (request: Furnished<K>) => Result<OutcomeOf<K>, Failure>;
};

export interface LaboratoryContract extends FurnishedContract {
  /** Every known cell, those first that are usually compared. */
  contestants(request: Record<string, never>): Result<readonly Contestant[], Failure>;
  /** What is to be said of each experiment. */
  experimentPages(request: Record<string, never>): Result<readonly ExperimentPage[], Failure>;
}

export interface LaboratoryNews extends ThreadNews {
  told(what: RunNews): void;
}
