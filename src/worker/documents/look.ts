/**
 * What reader and analyst share: a view of a document held still while one question is answered.
 * An edit or a newer model in the middle makes the answer stale, never mixed.
 */
import type { RecurrentState } from '../../engine/network/state';
import type { Failure, Result } from '../../shared/failures';
import { failed, success } from '../../shared/failures';
import type { Job } from '../../shared/wire/rpc';
import type { Subject } from '../../shared/model/weights';
import type { Documents } from './documents';
import type { CompletionDocument } from './documentViews';
import type { DocumentView } from '../view/documentView';
import type { Clock } from '../platform/clock';
import type { Slices } from '../scheduling/slices';

export interface Look {
  readonly view: DocumentView;
  /** Goes on in slices until `step` says true. @throws Stale */
  until(step: () => boolean): Promise<void>;
  /** The state before a token; reads on for a moment to make it exact. */
  stateBefore(token: number): Promise<{ state: RecurrentState; approximate: boolean }>;
  /** Reads tokens one by one, in slices: during `visit`, `view.predictor.layers` show the token. */
  read(from: number, count: number, visit: (token: number) => void): Promise<boolean>;
}

/** The text or the model changed during the question, or nobody waits for the answer any longer. */
export class Stale extends Error {}

export interface LookOptions {
  readonly documents: Documents;
  readonly slices: Slices;
  readonly clock: Clock;
  /** Milliseconds to read on for an exact answer where the trace has not come so far. */
  readonly patience: number;
  /** Alongside the short questions instead of in their queue. */
  readonly aside?: boolean;
}

const tokensAtOnce = 4;
/** Of a small network on a fast machine; where even that is too slow, reading on does not help. */
const tokensAMillisecond = 100;

export type Looking = <T>(
  request: Subject,
  job: Job,
  answer: (look: Look) => Promise<Result<T, Failure>>,
) => Promise<Result<T, Failure>>;

export function createLooking(options: LookOptions): Looking {
  const { documents, slices, aside = false } = options;
  const queued = aside ? slices.aside : slices.queued;
  return (request, job, answer) =>
    queued(async () => {
      if (job.cancelled) return failed({ kind: 'stale' });
      const found = await documents.view(request.documentKey, request.weights);
      if (!found.ok) return found;
      try {
        const answered = await answer(lookAt(found.value, job, options));
        // Every number of such an answer may be none.
        return found.value.model.overflow?.found ? failed({ kind: 'overflow' }) : answered;
      } catch (error) {
        if (error instanceof Stale) return failed({ kind: 'stale' });
        throw error;
      }
    });
}

/** A document for completing words, held still; where there is a model, a look through it. */
export interface CompletionLook extends Pick<Look, 'until'> {
  readonly completionDocument: CompletionDocument;
  readonly look: Look | undefined;
}

export type CompletionLooking = <T>(
  request: { readonly documentKey: string },
  job: Job,
  answer: (look: CompletionLook) => Promise<Result<T, Failure>>,
) => Promise<Result<T, Failure>>;

/** As `createLooking`, for what can be answered without a model as well. */
export function createCompletionLooking(options: LookOptions): CompletionLooking {
  const { documents, slices } = options;
  return (request, job, answer) =>
    slices.queued(async () => {
      if (job.cancelled) return failed({ kind: 'stale' });
      const found = await documents.completionDocument(request.documentKey);
      if (!found.ok) return found;
      const completionDocument = found.value;
      try {
        const until = untilStale(completionDocument, completionDocument.view, job, slices);
        const look = completionDocument.view && lookAt(completionDocument.view, job, options);
        const answered = await answer({ completionDocument, look, until });
        const overflows = completionDocument.view?.model.overflow?.found === true;
        return overflows ? failed({ kind: 'overflow' }) : answered;
      } catch (error) {
        if (error instanceof Stale) return failed({ kind: 'stale' });
        throw error;
      }
    });
}

function untilStale(
  { versions }: Pick<CompletionDocument, 'versions'>,
  view: DocumentView | undefined,
  job: Job,
  slices: Slices,
): Look['until'] {
  const { documentVersion } = versions();
  const isStale = (): boolean =>
    versions().documentVersion !== documentVersion ||
    (view !== undefined && view.model.version() !== view.versions.modelVersion);
  return async (step) => {
    const whole = await slices.run(job, () => {
      if (isStale()) throw new Stale();
      return step();
    });
    if (!whole) throw new Stale();
  };
}

function lookAt(view: DocumentView, job: Job, { slices, clock, patience }: LookOptions): Look {
  const { trace, predictor, ids } = view;
  const until = untilStale({ versions: () => view.versions }, view, job, slices);

  const stateBefore = async (
    token: number,
  ): Promise<{ state: RecurrentState; approximate: boolean }> => {
    const deadline = clock.now() + patience;
    const hopeless = token - trace.reached > patience * tokensAMillisecond;
    await until(() => {
      if (hopeless || token <= trace.reached || clock.now() > deadline) return true;
      return trace.advance(tokensAtOnce);
    });
    // In slices: with a wide network these few hundred tokens take longer than a thread may be silent.
    const { state, at, approximate } = trace.nearest(token);
    let next = at;
    await until(() => {
      if (next < token) trace.read(next++, state);
      return next >= token;
    });
    if (approximate) trace.keepGuess(token, state);
    return { state, approximate };
  };

  return {
    view,
    until,
    stateBefore,
    async read(from, count, visit) {
      const { state, approximate } = await stateBefore(from);
      const end = Math.min(ids.length, from + count);
      let token = from;
      await until(() => {
        if (token >= end) return true;
        predictor.read(ids.id(token), state);
        visit(token++);
        return false;
      });
      return approximate;
    },
  };
}

/** The token that contains the offset or ends there. */
export function tokenAt({ text }: DocumentView, offset: number): Result<number, Failure> {
  const index = text.indexAt(offset);
  if (index < 0 || offset > text.end(index)) return failed({ kind: 'noToken' });
  return success(index);
}
