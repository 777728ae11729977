/** What the host adds to an order on its way to the thread, for the sections that are about a text. */
import type { AutomatonMaterial } from './automaton';
import type { CompareMaterial } from './compare';
import type { RaceMaterial } from './race';
import type { Order, SectionId } from './sections';

export interface Materials {
  readonly race: RaceMaterial;
  readonly compare: CompareMaterial;
  /** None of a language. */
  readonly automaton: AutomatonMaterial | undefined;
}

/** As the thread gets it. */
export type Furnished<K extends SectionId> = K extends keyof Materials
  ? Order<K> & { readonly material: Materials[K] }
  : Order<K>;
