/**
 * The conversation with the page of one `.safetensors` file: reads its header when the page is ready,
 * and again when the file changed on the disk; hands questions about tensors to the analyst. Knows
 * nothing of VS Code, and holds no numbers of the file.
 */
import type { AnalystContract } from '../../shared/contracts/analyst';
import type { Canceller } from '../../shared/wire/canceller';
import { createCanceller } from '../../shared/wire/canceller';
import type { Failure, Result } from '../../shared/failures';
import { failed, sentence } from '../../shared/failures';
import type { FileSource } from '../../shared/model/importing';
import type { SaveOutcome } from '../../shared/pages/panel';
import type { Handlers, Job, Port, Timer } from '../../shared/wire/rpc';
import type { CancelSignal } from '../../shared/wire/canceller';
import { connect } from '../../shared/wire/rpc';
import type {
  ShownFile,
  TensorsHostContract,
  TensorsPageContract,
} from '../../shared/pages/tensorsPage';
import { tensorsHostSchemas as schemas } from '../../shared/pages/tensorsPage';
import { tensorBounds } from '../../shared/model/tensors';
import { answerOf, insist } from '../threads/threadCalls';
import { checkedHandler } from '../pages/checkedHandler';
import type { Subscription } from '../common/listeners';
import type { SavedFile } from '../exports/savedParts';
import { gatherParts } from '../exports/savedParts';
import { withFailureSentences } from '../pages/failureSentences';
import type { SupervisedThread } from '../threads/supervisor';

interface Needs {
  readonly name: string;
  readonly analyst: Pick<SupervisedThread<AnalystContract>, 'call' | 'tell'>;
  readonly timer: Timer;
  readonly log: (line: string) => void;
  /** A new one each time, over all files that are shown. */
  nextReading(): number;
  source(): Promise<Result<FileSource>>;
  exists(): Promise<boolean>;
  importModel(): void;
  /** Asks the user where to save it and writes it. */
  save(file: SavedFile): Promise<Result<SaveOutcome>>;
}

export interface TensorsConversation extends Subscription {
  /** The file was written, deleted or put back. */
  changedOnDisk(): void;
}

const notThere = 'no longer exists: it was deleted, moved or renamed';

/** In milliseconds: programs write a file in several steps. */
const gathering = 300;

export function createTensorsConversation(port: Port, needs: Needs): TensorsConversation {
  const { analyst, timer, name } = needs;
  let shown: ShownFile | undefined;
  /** The newest reading, finished or not. */
  let reading = -1;
  let stopWaiting: (() => void) | undefined;
  const running = new Set<Canceller>();

  const handlers: Handlers<TensorsHostContract> = {
    ready: checkedHandler(schemas.ready, async () => {
      callOff();
      return shown ?? read();
    }),
    rows: checkedHandler(schemas.rows, ({ reading: key, from }) =>
      about(key, () => analyst.call('tensorRows', { key, from, count: tensorBounds.rows })),
    ),
    statistics: checkedHandler(schemas.statistics, ({ reading: key, place }, job) =>
      untilCalledOff(job, (cancel) =>
        about(key, () => analyst.call('tensorStatistics', { key, place }, { cancel }), cancel),
      ),
    ),
    importModel: checkedHandler(schemas.importModel, () => needs.importModel()),
    save: checkedHandler(schemas.save, (part) => gather(part)),
  };
  const gather = gatherParts(
    (file) => needs.save(file),
    () => name,
  );
  const page = connect<TensorsPageContract, TensorsHostContract>(
    port,
    withFailureSentences(handlers),
    timer,
    (error, method) =>
      needs.log(`tensors ${method}: ${error instanceof Error ? error.message : String(error)}`),
  );

  async function about<T>(
    key: number,
    ask: () => Promise<Result<T>>,
    cancel?: CancelSignal,
  ): Promise<Result<T>> {
    if (key !== reading || shown?.gone === true) return failed({ kind: 'stale' });
    const answer = await answerOf(ask());
    // The file was written to since, or the thread is a new one, which knows of no file.
    const isLost = !answer.ok && answer.failure.kind === 'stale' && cancel?.cancelled !== true;
    if (isLost && key === reading) soonReadAgain();
    return answer;
  }

  /** Ends with the page's patience where the page asks, and with the editor. */
  async function untilCalledOff<T>(
    job: Job | undefined,
    ask: (cancel: CancelSignal) => Promise<T>,
  ): Promise<T> {
    const canceller = createCanceller();
    running.add(canceller);
    job?.whenCancelled?.(() => canceller.cancel());
    try {
      return await ask(canceller);
    } finally {
      running.delete(canceller);
    }
  }

  const callOff = (): void => {
    for (const canceller of [...running]) canceller.cancel();
  };

  async function read(): Promise<ShownFile> {
    const before = reading;
    const key = needs.nextReading();
    reading = key;
    callOff();
    if (before >= 0) analyst.tell('closeTensors', { key: before });
    const source = await needs.source();
    const opened = source.ok
      ? await untilCalledOff(undefined, (cancel) => open(key, source.value, cancel))
      : source;
    const now: ShownFile = {
      ...{ name, reading: key, gone: false },
      ...(opened.ok ? { file: opened.value } : { notice: await whyNot(opened.failure) }),
    };
    if (key === reading) shown = now;
    else analyst.tell('closeTensors', { key });
    return now;
  }

  const open = (key: number, file: FileSource, cancel: CancelSignal) =>
    insist(() => answerOf(analyst.call('openTensors', { key, file }, { cancel })));

  const whyNot = async (failure: Failure): Promise<string> =>
    (await needs.exists()) ? sentence(failure) : `${name} ${notThere}.`;

  function soonReadAgain(): void {
    stopWaiting?.();
    stopWaiting = timer.after(gathering, () => void readAgain());
  }

  async function readAgain(): Promise<void> {
    if (shown?.file && !(await needs.exists())) {
      const notice = `${name} ${notThere}. The values shown were read earlier.`;
      shown = { ...shown, notice, gone: true };
      return page.tell('file', shown);
    }
    const now = await read();
    if (now.reading === reading) page.tell('file', now);
  }

  return {
    changedOnDisk: soonReadAgain,
    dispose() {
      stopWaiting?.();
      callOff();
      page.close();
      if (reading >= 0) analyst.tell('closeTensors', { key: reading });
      reading = -1;
    },
  };
}
