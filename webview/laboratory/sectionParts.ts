/** What the page has of each section, its view left out: where it begins, what is gathered and kept of a run. */
import type { Contestant } from '../../src/shared/contracts/laboratory';
import type { ExperimentPage } from '../../src/shared/laboratory/experiments';
import type {
  ChoiceOf,
  NewsOf,
  OutcomeOf,
  RunNewsOf,
  SectionId,
} from '../../src/shared/laboratory/sections';
import {
  firstAutomatonChoice,
  gatherAutomatonNews,
  keptAutomaton,
} from './automaton/automatonNews';
import { firstCompareChoice, gatherCompareNews } from './compare/compareNews';
import { firstClaimChoice, gatherClaimNews } from './claims/claimsNews';
import { firstContrastsChoice, gatherContrastsNews } from './contrasts/contrastsNews';
import { firstExperimentChoice, gatherExperimentNews } from './experiments/experimentsNews';
import { firstGapChoice, gatherGapNews } from './gap/gapNews';
import { carriedRaceNews, firstRaceChoice, gatherRaceNews, keptRaceNews } from './race/raceNews';

/** What came of a run. */
interface Told<K extends SectionId> {
  readonly news: readonly NewsOf<K>[];
  readonly outcome?: OutcomeOf<K>;
}

interface SectionParts<K extends SectionId> {
  /** @param before what was chosen when the page was last open */
  firstChoice(
    contestants: readonly Contestant[],
    before: ChoiceOf<K> | undefined,
    experiments: readonly ExperimentPage[],
  ): ChoiceOf<K>;
  /** Of the run before, where this one goes on with it. */
  carried(choice: ChoiceOf<K>, news: readonly NewsOf<K>[]): readonly NewsOf<K>[];
  gather(news: readonly NewsOf<K>[], more: readonly NewsOf<K>[]): readonly NewsOf<K>[];
  /**
   * Over a reload: nothing that comes many times a second, and no words of a text. A run that has not ended
   * has no outcome.
   */
  kept(told: Told<K>, isRunning: boolean): Told<K>;
}

/** While something runs, none of its numbers. */
const whenDone = <T extends { readonly news: readonly unknown[] }>(
  told: T,
  isRunning: boolean,
): T => (isRunning ? { ...told, news: [] } : told);

export const sectionParts: { readonly [K in SectionId]: SectionParts<K> } = {
  gap: {
    ...{ firstChoice: firstGapChoice, gather: gatherGapNews },
    carried: () => [],
    kept: whenDone,
  },
  race: {
    ...{ firstChoice: firstRaceChoice, gather: gatherRaceNews, carried: carriedRaceNews },
    kept: (told, isRunning) => (isRunning ? { ...told, news: keptRaceNews(told.news) } : told),
  },
  compare: {
    ...{ firstChoice: firstCompareChoice, gather: gatherCompareNews },
    carried: (_, news) => news,
    kept: ({ news }) => ({ news }),
  },
  experiments: {
    ...{ firstChoice: firstExperimentChoice, gather: gatherExperimentNews },
    carried: () => [],
    kept: whenDone,
  },
  contrasts: {
    ...{ firstChoice: firstContrastsChoice, gather: gatherContrastsNews },
    carried: () => [],
    kept: whenDone,
  },
  automaton: {
    ...{ firstChoice: firstAutomatonChoice, gather: gatherAutomatonNews },
    carried: () => [],
    kept: keptAutomaton,
  },
  claims: {
    ...{ firstChoice: firstClaimChoice, gather: gatherClaimNews },
    carried: () => [],
    kept: whenDone,
  },
};

export const gathered = <K extends SectionId>(
  before: readonly NewsOf<K>[],
  { section, news }: RunNewsOf<K>,
): readonly NewsOf<K>[] => sectionParts[section].gather(before, news);
