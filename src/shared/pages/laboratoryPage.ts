/**
 * The wall between the host and the page *Gatescope: Laboratory*. Both sides check what comes over it: the
 * host by `laboratoryHostSchemas` and each section's `choice`, the page by `laboratoryPageSchemas` and
 * each section's `news` and `outcome` (`shared/laboratory`).
 *
 *   page                        host
 *   ready                   ->  the cells there are, and what a command asked for
 *   gap { run, choice }     ->  trains and tests; answered when all is done, or called off with the call
 *   act { act, … }          ->  what VS Code does for a section: a file, a choice, a model; answered with a
 *                               sentence to show, or none
 *   told { section, run, news }
 *                           <-  what happened on the way
 *   show { section, given } <-  a command asks for it, with a part of what is chosen there
 *
 * Every section has a method of its own name, so that a further one needs no line here. The host keeps
 * nothing of a run: what came of it is the page's, which keeps it over a reload.
 */
import * as v from 'valibot';
import { experimentPage, type ExperimentPage } from '../laboratory/experiments';
import { racedModelSchema } from '../laboratory/race';
import { subjectSchema } from '../laboratory/subject';
import { natural } from '../schemas';
import type { Contestant, RunContract } from '../contracts/laboratory';
import type { Failure, Result } from '../failures';
import {
  laboratorySections,
  sectionIds,
  type SectionId,
  type RunNews,
} from '../laboratory/sections';

export interface LaboratoryHostContract extends RunContract {
  ready(request: Record<string, never>): Result<LaboratoryOpening, Failure>;
  act(request: LaboratoryAct): Result<string | undefined, Failure>;
}

export interface LaboratoryPageContract {
  told(what: RunNews): void;
  show(request: Wanted): void;
}

/** What a command asks the page for. */
export interface Wanted {
  readonly section: SectionId;
  /** Of the section's choice; the page checks it. */
  readonly given?: Readonly<Record<string, unknown>>;
  /** With what is chosen then. */
  readonly starts?: boolean;
}

export interface LaboratoryOpening {
  readonly contestants: readonly Contestant[];
  readonly experiments: readonly ExperimentPage[];
  readonly wanted?: Wanted;
}

export type LaboratoryAct = v.InferOutput<typeof laboratoryHostSchemas.act>;

/** Marked pure: the page's bundle has none of it. */
export const laboratoryHostSchemas = /* @__PURE__ */ (() => {
  const orderOf = <C extends v.GenericSchema>(choice: C) => v.object({ run: natural, choice });
  return {
    ready: v.object({}),
    /** Of each section. */
    orders: {
      gap: orderOf(laboratorySections.gap.choice),
      race: orderOf(laboratorySections.race.choice),
      compare: orderOf(laboratorySections.compare.choice),
      experiments: orderOf(laboratorySections.experiments.choice),
      contrasts: orderOf(laboratorySections.contrasts.choice),
      automaton: orderOf(laboratorySections.automaton.choice),
      claims: orderOf(laboratorySections.claims.choice),
    } satisfies Record<SectionId, unknown>,
    act: v.variant('act', [
      v.object({ act: v.literal('saveRecord'), text: subjectSchema, record: v.string() }),
      v.object({ act: v.literal('chooseModels'), text: subjectSchema }),
      v.object({ act: v.literal('useRaced'), text: subjectSchema, model: racedModelSchema }),
    ]),
  } as const;
})();

/** Marked pure: the host's bundle has none of it. */
export const laboratoryPageSchemas = /* @__PURE__ */ (() => {
  const section = v.picklist(sectionIds);
  const { gap, race, compare, experiments, contrasts, automaton, claims } = laboratorySections;
  const wanted = v.object({
    section,
    given: v.exactOptional(v.record(v.string(), v.unknown())),
    starts: v.exactOptional(v.boolean()),
  });
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
      wanted: v.exactOptional(wanted),
    }),
    told: v.variant('section', [
      v.object({ section: v.literal('gap'), run: natural, news: v.array(gap.news) }),
      v.object({ section: v.literal('race'), run: natural, news: v.array(race.news) }),
      v.object({ section: v.literal('compare'), run: natural, news: v.array(compare.news) }),
      v.object({
        section: v.literal('experiments'),
        run: natural,
        news: v.array(experiments.news),
      }),
      v.object({ section: v.literal('contrasts'), run: natural, news: v.array(contrasts.news) }),
      v.object({ section: v.literal('automaton'), run: natural, news: v.array(automaton.news) }),
      v.object({ section: v.literal('claims'), run: natural, news: v.array(claims.news) }),
    ]),
    show: wanted,
    acted: v.optional(v.string()),
    refusal: v.object({
      ok: v.literal(false),
      failure: v.looseObject({ kind: v.string(), sentence: v.string() }),
    }),
  } as const;
})();
