/**
 * Temporary files of a window that was killed while saving contain words of a text: they are removed
 * when the next window starts. No thread is started where there are none.
 */
import type { AnalystContract } from '../../shared/contracts/analyst';
import { sentence } from '../../shared/failures';
import type { Timer } from '../../shared/wire/rpc';
import type { Subscription } from '../common/listeners';
import type { ModelFiles } from '../sessions/modelFiles';
import { answerOf } from '../threads/threadCalls';
import type { SupervisedThread } from '../threads/supervisor';

interface Needs {
  readonly files: Pick<ModelFiles, 'folder' | 'hasTemporaries'>;
  readonly analyst: Pick<SupervisedThread<AnalystContract>, 'call'>;
  readonly timer: Timer;
  readonly log: (line: string) => void;
}

/** Milliseconds: by then a lock that a killed process left is no longer taken for a living one's. */
const again = 90_000;

export function removeLeftovers(needs: Needs): Subscription {
  let stop: (() => void) | undefined;
  let disposed = false;
  const look = async (then?: () => void): Promise<void> => {
    const { files, analyst, log } = needs;
    if (disposed || !(await files.hasTemporaries())) return;
    const removed = await answerOf(analyst.call('removeLeftovers', { folder: files.folder }));
    log(removed.ok ? 'temporaries were removed' : sentence(removed.failure));
    if (await files.hasTemporaries()) then?.();
  };
  const orLog = (looking: Promise<void>): Promise<void> =>
    looking.catch((error: unknown) => needs.log(`temporaries: ${String(error)}`));
  void orLog(look(() => (stop = needs.timer.after(again, () => void orLog(look())))));
  return {
    dispose() {
      disposed = true;
      stop?.();
    },
  };
}
