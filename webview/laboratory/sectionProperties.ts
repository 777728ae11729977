/** What the view of a section is given. */
import type { Contestant } from '../../src/shared/contracts/laboratory';
import type { ExperimentPage } from '../../src/shared/laboratory/experiments';
import type { ChoiceOf, SectionId } from '../../src/shared/laboratory/sections';
import type { LaboratoryAct } from '../../src/shared/pages/laboratoryPage';
import type { Theme } from '../colours/theme';
import type { LastRun, SectionState } from './laboratoryState';

export interface SectionProperties<K extends SectionId> {
  readonly contestants: readonly Contestant[];
  readonly experiments: readonly ExperimentPage[];
  readonly choice: ChoiceOf<K>;
  readonly last: LastRun<K> | undefined;
  readonly theme: Theme;
  readonly onChoose: (choice: ChoiceOf<K>) => void;
  readonly onStart: () => void;
  readonly onStop: () => void;
  /** Has VS Code do something. @returns a sentence to show, if there is one */
  readonly act: (act: LaboratoryAct) => Promise<string | undefined>;
}

export interface LaboratoryActions {
  choose(section: SectionId): void;
  change<K extends SectionId>(id: K, next: (section: SectionState<K>) => SectionState<K>): void;
  start(id: SectionId): void;
  stop(id: SectionId): void;
  act(act: LaboratoryAct): Promise<string | undefined>;
}
