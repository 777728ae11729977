/** What map and table of the gates are both given. */
import type { Overview } from '../../src/shared/questions/gates';
import type { ViewProperties } from '../page/viewProperties';
import type { Range } from './map/geometry';
import type { ShownMap } from './map/shownMap';

export interface GatesProperties extends ViewProperties {
  readonly overview: Overview;
  /** Until the first values are there, nothing. */
  readonly shown: ShownMap | undefined;
  readonly unit: number | undefined;
  readonly chooseUnit: (unit: number) => void;
  readonly reveal: (token: number) => void;
  readonly range: Range | undefined;
  readonly setRange: (range: Range) => void;
}
