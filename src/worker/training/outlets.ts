/** Where a training's results go while it runs. */
import type { Curve } from '../models/curve';
import type { CompletionTuning } from './completionTuning';
import type { Checkpoints } from './outputs/checkpoints';
import type { Publisher } from './outputs/publisher';
import type { TuningAhead } from './tuningAhead';
import type { Snapshots } from './outputs/snapshots';

export interface Outlets {
  readonly curve: Curve;
  readonly publisher: Publisher;
  readonly checkpoints: Checkpoints;
  readonly tuning: CompletionTuning | undefined;
  readonly ahead: TuningAhead | undefined;
  readonly snapshots: Snapshots;
}
