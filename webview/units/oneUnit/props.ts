/** What every part of the page of a unit is given. */
import type { ViewPartProperties } from '../../page/viewProperties';

export interface UnitProperties extends ViewPartProperties {
  /** Finds a token in the text. */
  readonly reveal: (token: number) => void;
}
