/**
 * The sections of the laboratory's page, in their order. A further one is a line here; the type check
 * then asks for who runs it (`worker/laboratory`) and for its view (`webview/laboratory`).
 */
import { automatonSection } from './automaton';
import { compareSection } from './compare';
import { claimsSection } from './claims';
import { contrastsSection } from './contrasts';
import { experimentsSection } from './experiments';
import { gapSection } from './gap';
import { raceSection } from './race';
import type { ChoiceIn, NewsIn, OutcomeIn } from './section';

export const laboratorySections = /* @__PURE__ */ (() => ({
  gap: gapSection,
  race: raceSection,
  compare: compareSection,
  experiments: experimentsSection,
  contrasts: contrastsSection,
  automaton: automatonSection,
  claims: claimsSection,
}))();

export type SectionId = keyof typeof laboratorySections;
export const sectionIds = [
  'gap',
  'race',
  'compare',
  'experiments',
  'contrasts',
  'automaton',
  'claims',
] as const satisfies readonly SectionId[];

export type ChoiceOf<K extends SectionId> = ChoiceIn<(typeof laboratorySections)[K]>;
export type NewsOf<K extends SectionId> = NewsIn<(typeof laboratorySections)[K]>;
export type OutcomeOf<K extends SectionId> = OutcomeIn<(typeof laboratorySections)[K]>;

/** What is to be run. The page counts its runs, so that what is told late is not taken for another's. */
export interface Order<K extends SectionId> {
  readonly run: number;
  readonly choice: ChoiceOf<K>;
}

/** What is told while it runs, several times a second. */
export type RunNewsOf<K extends SectionId> = {
  readonly [P in K]: {
    readonly section: P;
    readonly run: number;
    readonly news: readonly NewsOf<P>[];
  };
}[K];
export type RunNews = RunNewsOf<SectionId>;
