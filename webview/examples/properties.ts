/** What the view of a model that judges is given, and its parts. */
import type { PanelJudging } from '../../src/shared/pages/panel';
import type { JudgingOverview } from '../../src/shared/questions/examples';
import type { Span, Versions } from '../../src/shared/model/versions';
import type { ViewProperties } from '../page/viewProperties';

export interface ExamplesProperties extends ViewProperties {
  readonly judging: PanelJudging;
}

export interface ExamplePartProperties extends ExamplesProperties {
  readonly overview: JudgingOverview;
  /** The view is looked at. */
  readonly active: boolean;
  readonly subject: string;
  readonly reveal: (span: Span, versions: Versions) => void;
}
