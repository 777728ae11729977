/**
 * From a request for another task than the next word to everything that its training starts with: examples as sequences,
 * what its model will know, sizes, plan; or the reason why there can be none. A training of examples begins
 * from nothing, or goes on where one of the same text was cut off; what is known of other words is no start.
 */
import * as v from 'valibot';
import { breathing } from '../../../engine/steps';
import type { StoredModel } from '../../../engine/files/modelFile';
import { newestVersion } from '../../../engine/text/tokens/cut';
import { followed, planSchema, type Plan } from '../../../engine/training/plan';
import { flawOfState } from '../../../engine/training/stateFlaws';
import type { TrainingRequest } from '../../../shared/contracts/trainer';
import type { ExampleRequest } from '../../../shared/tasks';
import { failed, success, type Failure, type Result } from '../../../shared/failures';
import { judgingShape } from '../../cells/chosenShape';
import { fromResumePoint } from '../../models/resumePoint';
import { sha256 } from '../../platform/sha256';
import { openText } from '../../words/openText';
import {
  askedOf,
  keptOf,
  versionBefore,
  withinMemory,
  type Means,
  type Prepared,
  type Unmeasured,
} from '../prepared';
import type { LearntTask } from './learntTask';
import { learntTask } from './learntTasks';

type Request = TrainingRequest & { readonly task: ExampleRequest };

export async function prepareExamples(
  request: Request,
  before: StoredModel | undefined,
  { engine, breathe }: Means,
): Promise<Result<Prepared, Failure>> {
  const chosen = judgingShape(request.options, request.task.id);
  if (!chosen.ok) return chosen;
  await breathe();
  const { arithmetic } = engine;
  const asked = { ...request, chosen: chosen.value, arithmetic };
  const read = await breathing(learntTask(asked), breathe);
  if (!read.ok) return read;
  await breathe();
  const facts = { ...read.value.facts, learntFrom: textHash(request) };
  const learnt: LearntTask = { ...read.value, facts };
  const plan = planFor(request, learnt);
  if (!plan.ok) return plan;
  const { shape, trainTokens, vocabulary } = learnt;
  const started: Unmeasured = {
    text: await openText(request.text, { kind: 'words', version: newestVersion }, breathe),
    ...{ learnt, shape, trainTokens, vocabulary },
    ...followed(plan.value, 0, arithmetic),
    ...{ weights: undefined, resumed: undefined },
    versionBefore: versionBefore(before, request),
    kept: before ? keptOf(before) : { asked: sizesAsked(request), unitNames: {} },
  };
  return withinMemory(request, continued(request, before, started, engine), engine);
}

/** A series has no embedding. */
const sizesAsked = (request: Request): ReturnType<typeof askedOf> => ({
  ...askedOf(request),
  ...(request.task.id === 'series' && { embeddingSize: 0 }),
});

function textHash({ text, task }: Request): string {
  const encoder = new TextEncoder();
  const parts = task.parts ?? [{ path: '', text }];
  return sha256(parts.flatMap((part) => [encoder.encode(part.path), encoder.encode(part.text)]));
}

function planFor({ budget }: Request, learnt: LearntTask): Result<Plan, Failure> {
  if ('steps' in budget) return success(learnt.planFor(budget.steps));
  const whole = learnt.planFor();
  if ('seconds' in budget) return success(whole);
  const given = v.safeParse(v.record(v.string(), v.unknown()), budget.plan);
  if (!given.success) return failed({ kind: 'badPlan', reason: v.summarize(given.issues) });
  const plan = v.safeParse(v.strictObject(planSchema.entries), { ...whole, ...given.output });
  if (plan.success) return success(plan.output);
  return failed({ kind: 'badPlan', reason: v.summarize(plan.issues) });
}

const learntFrom = ({ task }: Pick<StoredModel, 'task'>): string | undefined => task?.learntFrom;

/** To compare shapes: a file gives fields in its own order. */
const inOrder = (shape: StoredModel['shape']): string =>
  JSON.stringify(shape, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
      : value,
  );

/** Where a training of the same text was cut off, from there; else from the beginning, with the reason. */
function continued(
  request: Request,
  before: StoredModel | undefined,
  started: Unmeasured,
  { arithmetic }: Means['engine'],
): Unmeasured & Pick<Prepared, 'beginsAgain'> {
  if (request.start !== 'resume') return started;
  const point = before?.resume;
  if (!before || !point) return { ...started, beginsAgain: 'nothingKept' };
  const plan = v.safeParse(planSchema, before.plan);
  const resumed = fromResumePoint(point);
  const { learnt, shape } = started;
  if (learnt.kind === 'text' || learntFrom(before) !== learntFrom({ task: learnt.facts }))
    return { ...started, beginsAgain: 'textChanged' };
  if (!plan.success || !resumed || inOrder(shape) !== inOrder(before.shape))
    return { ...started, beginsAgain: 'nothingKept' };
  const batches = learnt.perRound;
  const flaw = flawOfState(resumed.state, { shape, plan: plan.output, reads: { batches } });
  if (flaw !== undefined) return { ...started, beginsAgain: 'nothingKept' };
  const { steps } = resumed.state.position.progress;
  return {
    ...started,
    ...followed(plan.output, steps, arithmetic),
    weights: before.weights,
    resumed: { ...resumed, model: before },
  };
}
