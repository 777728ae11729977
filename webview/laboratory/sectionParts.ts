/** What the page has of each section, its view left out: where it begins, and how its news are gathered. */
import type { Contestant } from '../../src/shared/contracts/laboratory';
import type { ExperimentPage } from '../../src/shared/laboratory/experiments';
import type { ChoiceOf, NewsOf, SectionId } from '../../src/shared/laboratory/sections';
import { firstClaimChoice, gatherClaimNews, turnToClaim } from './claims/claimsNews';
import { firstContrastsChoice, gatherContrastsNews } from './contrasts/contrastsNews';
import {
  firstExperimentChoice,
  gatherExperimentNews,
  turnToExperiment,
} from './experiments/experimentsNews';
import { firstGapChoice, gatherGapNews } from './gap/gapNews';

interface SectionParts<K extends SectionId> {
  /** @param before what was chosen when the page was last open */
  firstChoice(
    contestants: readonly Contestant[],
    before: ChoiceOf<K> | undefined,
    experiments: readonly ExperimentPage[],
  ): ChoiceOf<K>;
  gather(news: readonly NewsOf<K>[], more: readonly NewsOf<K>[]): readonly NewsOf<K>[];
  /** A command asked for one thing in the section. */
  turnTo?(choice: ChoiceOf<K>, topic: string, experiments: readonly ExperimentPage[]): ChoiceOf<K>;
}

export const sectionParts: { readonly [K in SectionId]: SectionParts<K> } = {
  gap: { firstChoice: firstGapChoice, gather: gatherGapNews },
  experiments: {
    ...{ firstChoice: firstExperimentChoice, gather: gatherExperimentNews },
    turnTo: turnToExperiment,
  },
  contrasts: { firstChoice: firstContrastsChoice, gather: gatherContrastsNews },
  claims: { firstChoice: firstClaimChoice, gather: gatherClaimNews, turnTo: turnToClaim },
};
