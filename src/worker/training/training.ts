/** Everything that belongs to one training, as its phases see it. */
import type { Network } from '../../engine/network/network';
import type { Trainer } from '../../engine/training/trainer';
import type { TrainingRequest } from '../../shared/contracts/trainer';
import type { OpenTask } from './examples/learntTask';
import type { Prepared } from './prepared';
import type { Reporter } from './outputs/reporter';
import type { Signals } from './timing/signals';
import type { Stopwatch } from './timing/stopwatch';

export interface Run {
  readonly request: TrainingRequest;
  readonly prepared: Prepared;
  readonly network: Network;
  readonly trainer: Trainer;
  /** Of the weights of now, where it is not the next word that is learnt. */
  readonly judging: OpenTask['judging'] | undefined;
  readonly signals: Signals;
  readonly stopwatch: Stopwatch;
  readonly reporter: Reporter;
  /** Its own name, over every interruption: the date on which it began. */
  readonly training: string;
}
