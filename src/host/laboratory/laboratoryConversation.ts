/**
 * The conversation with the laboratory's page: hands each section's runs to the laboratory's thread, and
 * what is told of them to the page. Knows no section by its name, keeps nothing of a run, and knows
 * nothing of VS Code.
 */
import type { LaboratoryContract } from '../../shared/contracts/laboratory';
import type { Result } from '../../shared/failures';
import { failed, success } from '../../shared/failures';
import type { Materials } from '../../shared/laboratory/materials';
import type { ChoiceOf, RunNews, SectionId } from '../../shared/laboratory/sections';
import type {
  LaboratoryAct,
  LaboratoryHostContract,
  LaboratoryPageContract,
  Wanted,
} from '../../shared/pages/laboratoryPage';
import { laboratoryHostSchemas as schemas } from '../../shared/pages/laboratoryPage';
import { createCanceller } from '../../shared/wire/canceller';
import type { CallOptions, Handlers, Job, Port, Timer } from '../../shared/wire/rpc';
import { CallError, connect } from '../../shared/wire/rpc';
import type { Subscription } from '../common/listeners';
import { checkedHandler } from '../pages/checkedHandler';
import { withFailureSentences } from '../pages/failureSentences';
import type { SupervisedThread } from '../threads/supervisor';
import { answerOf, deadlines } from '../threads/threadCalls';

interface Needs {
  readonly thread: Pick<SupervisedThread<LaboratoryContract>, 'call'>;
  readonly timer: Timer;
  readonly log: (line: string) => void;
  /** What a command asked for. */
  readonly wanted: Wanted | undefined;
  /** Of the sections that are about a text. */
  readonly materials: Furnishing;
  readonly act: (act: LaboratoryAct) => Promise<Result<string | undefined>>;
}

/** What an order needs besides what was chosen; of a run that is to go on, where it was. */
export type Furnishing = {
  readonly [K in keyof Materials]: (choice: ChoiceOf<K>) => Promise<Result<Materials[K]>>;
};

export interface LaboratoryConversation extends Subscription {
  show(wanted: Wanted): void;
  /** Something happened in the thread. */
  told(what: RunNews): void;
}

/** A thread that is asked for a run whose name and order belong together, as in the table. */
interface AnyThread {
  call(name: string, order: object, options: CallOptions): Promise<Result<unknown>>;
}

/** The same of who adds to an order. */
type AnyFurnishing = Readonly<
  Partial<Record<string, (choice: unknown) => Promise<Result<unknown>>>>
>;

export function createLaboratoryConversation(port: Port, needs: Needs): LaboratoryConversation {
  const { thread, timer, log } = needs;
  let { wanted } = needs;
  const runs = Object.entries(schemas.orders).map(([name, schema]) => [
    name,
    checkedHandler(schema, async (order, job) => {
      const furnished = await furnish(needs.materials as AnyFurnishing, name, order);
      if (!furnished.ok) return furnished;
      const ask = (options: CallOptions): Promise<Result<unknown>> =>
        (thread as AnyThread).call(name, furnished.value, options);
      return runToItsEnd(ask, job);
    }),
  ]);
  const handlers: Handlers<LaboratoryHostContract> = {
    ...(Object.fromEntries(runs) as Handlers<Pick<LaboratoryHostContract, SectionId>>),
    ready: checkedHandler(schemas.ready, async () => {
      const asked = thread.call('contestants', {}, { deadline: deadlines.panel });
      const contestants = await answerOf(asked);
      if (!contestants.ok) return contestants;
      const pages = thread.call('experimentPages', {}, { deadline: deadlines.panel });
      const experiments = await answerOf(pages);
      if (!experiments.ok) return experiments;
      const known = { contestants: contestants.value, experiments: experiments.value };
      return success({ ...known, ...(wanted && { wanted }) });
    }),
    act: checkedHandler(schemas.act, needs.act),
  };
  const page = connect<LaboratoryPageContract, LaboratoryHostContract>(
    port,
    withFailureSentences(handlers),
    timer,
    (error, method) =>
      log(`laboratory ${method}: ${error instanceof Error ? error.message : String(error)}`),
  );
  return {
    show(next) {
      wanted = next;
      page.tell('show', next);
    },
    told: (what) => page.tell('told', what),
    dispose: () => page.close(),
  };
}

async function furnish(
  materials: AnyFurnishing,
  name: string,
  order: { readonly choice: unknown },
): Promise<Result<object>> {
  const material = await materials[name]?.(order.choice);
  if (!material) return success(order);
  return material.ok ? success({ ...order, material: material.value }) : material;
}

/** However long it takes; over when the page calls it off. A thread that died in it is a state, not a bug. */
async function runToItsEnd(
  ask: (options: CallOptions) => Promise<Result<unknown>>,
  job: Job,
): Promise<Result<unknown>> {
  const cancel = createCanceller();
  job.whenCancelled?.(() => cancel.cancel());
  try {
    return await answerOf(
      ask({ cancel }).catch((error: unknown) => {
        const isDead = error instanceof CallError && error.kind === 'closed';
        if (isDead) return failed({ kind: 'runCutOff' } as const);
        throw error;
      }),
    );
  } finally {
    cancel.cancel();
  }
}
