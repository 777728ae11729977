/** What a training needs from outside. */
import type { Remote } from '../../shared/wire/rpc';
import type { TrainerNews } from '../../shared/contracts/trainer';
import type { EngineParts } from '../platform/engineParts';
import type { ModelFiles } from '../models/modelFiles';
import type { Clock } from '../platform/clock';
import type { Files } from '../platform/disk/files';
import type { Encode } from '../platform/threads/scribe';

export interface TrainingTools {
  readonly clock: Clock;
  readonly files: Files;
  readonly modelFiles: ModelFiles;
  readonly engine: EngineParts;
  /** Makes a model file's bytes, beside this thread. */
  readonly encode: Encode;
  /** Threads where the request leaves it to us. */
  readonly usualThreads: number;
  readonly tell: Remote<TrainerNews>['tell'];
  readonly log: (line: string) => void;
  /** Before every step: counts, for faults. */
  readonly stepping: () => void;
  /** `ControlWord`s. */
  readonly control: Int32Array;
}
