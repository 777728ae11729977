/** What the view of attention is given, and its parts. */
import type { Span, Versions } from '../../src/shared/model/versions';
import type { PanelJudging } from '../../src/shared/pages/panel';
import type { PairsOverview } from '../../src/shared/questions/pairs';
import type { ViewProperties } from '../page/viewProperties';

export interface PairsProperties extends ViewProperties {
  readonly judging: PanelJudging;
}

export interface PairPartProperties extends PairsProperties {
  readonly overview: PairsOverview;
  /** The view is looked at. */
  readonly active: boolean;
  readonly subject: string;
  readonly reveal: (span: Span, versions: Versions) => void;
}

/** While it trains, the weights are others every second. */
export const isStill = ({ page, active }: PairPartProperties): boolean =>
  active && page.status.state !== 'training';
