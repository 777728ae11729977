/**
 * What the panel's conversation is about at present: the document, the weights that it is looked
 * through, and what the page has been told. Plain data that its parts share; only `turnTo` in
 * `panelConversation.ts` changes the document.
 */
import type { UnitPlace } from '../../shared/questions/editor/unitSearch';
import type { ShownWeights } from './shownWeights';

export interface PanelSubject {
  key: string | undefined;
  /** Where the page is to open when it is next told about the document. */
  open: Wish | undefined;
  /** The model version that the page was told last. */
  told: number | undefined;
  /** The page has said that it is ready. */
  listening: boolean;
  readonly shown: ShownWeights;
}

/** Where the page is to open; without a token, at the cursor. */
export interface Wish {
  readonly tab: 'lesson' | 'gates' | 'predictions' | 'units';
  readonly token: number | undefined;
  readonly unit?: UnitPlace;
}
