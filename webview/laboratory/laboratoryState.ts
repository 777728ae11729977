/** What the page holds, and what of it `setState` keeps: each section's choice, and its last run. */
import * as v from 'valibot';
import type { Contestant } from '../../src/shared/contracts/laboratory';
import type { ExperimentPage } from '../../src/shared/laboratory/experiments';
import {
  laboratorySections,
  sectionIds,
  type ChoiceOf,
  type NewsOf,
  type OutcomeOf,
  type SectionId,
} from '../../src/shared/laboratory/sections';
import { sectionParts } from './sectionParts';

export const runStates = ['running', 'done', 'stopped', 'failed'] as const;

/** A run of a section, the last one. */
export interface LastRun<K extends SectionId> {
  /** That it was made with; the section's own may be another one by now. */
  readonly choice: ChoiceOf<K>;
  readonly state: (typeof runStates)[number];
  /** Gathered by the section. */
  readonly news: readonly NewsOf<K>[];
  readonly outcome?: OutcomeOf<K>;
  /** Why there is no outcome. */
  readonly sentence?: string;
}

export interface SectionState<K extends SectionId> {
  /** None until the host has said which cells there are. */
  readonly choice?: ChoiceOf<K>;
  readonly last?: LastRun<K>;
}

export type SectionStates = { readonly [K in SectionId]: SectionState<K> };

export interface LaboratoryState {
  /** None until the host has answered. */
  readonly contestants?: readonly Contestant[];
  readonly experiments?: readonly ExperimentPage[];
  readonly section: SectionId;
  readonly sections: SectionStates;
  /** A sentence about something that should not have happened. */
  readonly trouble?: string;
}

const cutOff = 'The window was reloaded in the middle of this run. Train again.';

const keptSection = <
  C extends v.GenericSchema,
  N extends v.GenericSchema,
  O extends v.GenericSchema,
>(
  { choice, news, outcome }: { readonly choice: C; readonly news: N; readonly outcome: O }, // prettier-ignore
) =>
  v.object({
    choice: v.exactOptional(choice),
    last: v.exactOptional(
      v.object({
        choice,
        state: v.picklist(runStates),
        news: v.array(news),
        outcome: v.exactOptional(outcome),
        sentence: v.exactOptional(v.string()),
      }),
    ),
  });

const keptSchema = v.object({
  section: v.picklist(sectionIds),
  sections: v.object({
    gap: v.optional(v.fallback(keptSection(laboratorySections.gap), {}), {}),
    race: v.optional(v.fallback(keptSection(laboratorySections.race), {}), {}),
    compare: v.optional(v.fallback(keptSection(laboratorySections.compare), {}), {}),
    experiments: v.optional(v.fallback(keptSection(laboratorySections.experiments), {}), {}),
    contrasts: v.optional(v.fallback(keptSection(laboratorySections.contrasts), {}), {}),
    automaton: v.optional(v.fallback(keptSection(laboratorySections.automaton), {}), {}),
    claims: v.optional(v.fallback(keptSection(laboratorySections.claims), {}), {}),
  }),
});

const nothing: SectionStates = {
  gap: {},
  race: {},
  compare: {},
  experiments: {},
  contrasts: {},
  automaton: {},
  claims: {},
};

/** @param kept what `vscode.getState()` gave */
export function firstState(kept: unknown): LaboratoryState {
  const parsed = v.safeParse(keptSchema, kept);
  if (!parsed.success) return { section: 'gap', sections: nothing };
  const { section, sections } = parsed.output;
  return {
    section,
    sections: {
      ...{ gap: unfinished(sections.gap), race: unfinished(sections.race) },
      compare: unfinished(sections.compare),
      experiments: unfinished(sections.experiments),
      contrasts: unfinished(sections.contrasts),
      automaton: unfinished(sections.automaton),
      claims: unfinished(sections.claims),
    },
  };
}

function unfinished<K extends SectionId>(state: SectionState<K>): SectionState<K> {
  if (state.last?.state !== 'running') return state;
  return { ...state, last: { ...state.last, state: 'failed', sentence: cutOff } };
}

export const keptState = ({ section, sections }: LaboratoryState) => ({
  section,
  sections: {
    ...{ gap: kept('gap', sections.gap), race: kept('race', sections.race) },
    compare: kept('compare', sections.compare),
    experiments: kept('experiments', sections.experiments),
    contrasts: kept('contrasts', sections.contrasts),
    automaton: kept('automaton', sections.automaton),
    claims: kept('claims', sections.claims),
  },
});

function kept<K extends SectionId>(id: K, state: SectionState<K>): SectionState<K> {
  const { last } = state;
  if (!last) return state;
  const { outcome: _, ...rest } = last;
  return { ...state, last: { ...rest, ...sectionParts[id].kept(last, last.state === 'running') } };
}
