/** What the page has of each section, its view left out: where it begins, and how its news are gathered. */
import type { Contestant } from '../../src/shared/contracts/laboratory';
import type { ChoiceOf, NewsOf, SectionId } from '../../src/shared/laboratory/sections';
import { firstGapChoice, gatherGapNews } from './gap/gapNews';

interface SectionParts<K extends SectionId> {
  /** @param before what was chosen when the page was last open */
  firstChoice(contestants: readonly Contestant[], before: ChoiceOf<K> | undefined): ChoiceOf<K>;
  gather(news: readonly NewsOf<K>[], more: readonly NewsOf<K>[]): readonly NewsOf<K>[];
}

export const sectionParts: { readonly [K in SectionId]: SectionParts<K> } = {
  gap: { firstChoice: firstGapChoice, gather: gatherGapNews },
};
