/**
 * The wall between the host and the page *Gatescope: Laboratory*. Both sides check what comes over it: the
 * host by `laboratoryHostSchemas` and each section's `choice`, the page by `laboratoryPageSchemas` and
 * each section's `news` and `outcome` (`shared/laboratory`).
 *
 *   page                        host
 *   ready                   ->  the cells there are, and the section that a command asked for
 *   gap { run, choice }     ->  trains and tests; answered when all is done, or called off with the call
 *   told { section, run, news }
 *                           <-  what happened on the way
 *   show { section, topic } <-  a command asks for it
 *
 * Every section has a method of its own name, so that a further one needs no line here. The host keeps
 * nothing of a run: what came of it is the page's, which keeps it over a reload.
 */
import * as v from 'valibot';
import { natural } from '../schemas';
import type { Contestant, RunContract } from '../contracts/laboratory';
import type { Failure, Result } from '../failures';
import { experimentPage, type ExperimentPage } from '../laboratory/experiments';
import {
  laboratorySections,
  sectionIds,
  type SectionId,
  type RunNews,
} from '../laboratory/sections';

export interface LaboratoryHostContract extends RunContract {
  ready(request: Record<string, never>): Result<LaboratoryOpening, Failure>;
}

export interface LaboratoryPageContract {
  told(what: RunNews): void;
  show(request: Shown): void;
}

/** A section, and what in it: the id of an experiment or a claim. */
export interface Shown {
  readonly section: SectionId;
  readonly topic?: string;
}

export interface LaboratoryOpening extends Partial<Shown> {
  readonly contestants: readonly Contestant[];
  readonly experiments: readonly ExperimentPage[];
}

/** Marked pure: the page's bundle has none of it. */
export const laboratoryHostSchemas = /* @__PURE__ */ (() => {
  const orderOf = <C extends v.GenericSchema>(choice: C) => v.object({ run: natural, choice });
  return {
    ready: v.object({}),
    /** Of each section. */
    orders: {
      gap: orderOf(laboratorySections.gap.choice),
      experiments: orderOf(laboratorySections.experiments.choice),
      contrasts: orderOf(laboratorySections.contrasts.choice),
      claims: orderOf(laboratorySections.claims.choice),
    } satisfies Record<SectionId, unknown>,
  } as const;
})();

/** Marked pure: the host's bundle has none of it. */
export const laboratoryPageSchemas = /* @__PURE__ */ (() => {
  const section = v.picklist(sectionIds);
  const asked = { section: v.exactOptional(section), topic: v.exactOptional(v.string()) };
  const { gap, experiments, contrasts, claims } = laboratorySections;
  return {
    opening: v.object({
      contestants: v.array(
        v.object({
          id: v.string(),
          title: v.string(),
          hasKeepBias: v.boolean(),
          isUsual: v.boolean(),
        }),
      ),
      experiments: v.array(experimentPage),
      ...asked,
    }),
    told: v.variant('section', [
      v.object({ section: v.literal('gap'), run: natural, news: v.array(gap.news) }),
      v.object({
        section: v.literal('experiments'),
        run: natural,
        news: v.array(experiments.news),
      }),
      v.object({ section: v.literal('contrasts'), run: natural, news: v.array(contrasts.news) }),
      v.object({ section: v.literal('claims'), run: natural, news: v.array(claims.news) }),
    ]),
    show: v.object({ ...asked, section }),
    refusal: v.object({
      ok: v.literal(false),
      failure: v.looseObject({ kind: v.string(), sentence: v.string() }),
    }),
  } as const;
})();
