/**
 * A document seen through a model of a task, held still while one question is answered. An edit or newer
 * weights in the middle make the answer stale. What was made of text and model is kept for the next one.
 */
import { through, type Steps } from '../../engine/steps';
import type { ModelSource } from '../../shared/contracts/documents';
import { failed, success, type Failure, type Result } from '../../shared/failures';
import type { Versions } from '../../shared/model/versions';
import type { Subject } from '../../shared/model/weights';
import type { Job } from '../../shared/wire/rpc';
import type { Slices } from '../scheduling/slices';
import type { Documents } from './documents';
import { Stale } from './look';
import type { MirroredDocument } from './mirroredDocument';

export interface Held<M> {
  readonly model: M;
  readonly versions: Versions;
}

export type Seen<H> = H & {
  /** Goes on in slices until `step` says true. @throws Stale */
  until(step: () => boolean): Promise<void>;
};

export type LookingThrough<H> = <T>(
  request: Subject,
  job: Job,
  answer: (seen: Seen<H>) => Promise<Result<T, Failure>>,
) => Promise<Result<T, Failure>>;

export interface LookingNeeds<M, H> {
  readonly documents: Pick<Documents, 'find'>;
  readonly slices: Slices;
  /** With the newest weights. @returns undefined where there are none, or they are of another task */
  load(source: ModelSource): Promise<M | undefined>;
  /** Of a document whose model is of another task. */
  otherTask(name: string): Failure;
  /**
   * In steps: a large text takes a second to read, and an edit makes it stale at once.
   * @param before what was held of the document, perhaps of another text or model
   */
  hold(document: MirroredDocument, now: Held<M>, before: H | undefined): Steps<H>;
}

interface Versioned {
  version(): number;
}

/** @returns ways to look: in the queue of short questions, or alongside it */
export function createLookingThrough<M extends Versioned, H extends Held<M>>(
  needs: LookingNeeds<M, H>,
): { readonly short: LookingThrough<H>; readonly long: LookingThrough<H> } {
  const { documents, slices } = needs;
  const held = new WeakMap<MirroredDocument, H>();

  async function see(request: Subject, job: Job): Promise<Result<Seen<H>, Failure>> {
    const document = documents.find(request.documentKey);
    if (!document || job.cancelled) return failed({ kind: 'stale' });
    if (request.weights?.kind === 'snapshot') return failed({ kind: 'noSnapshot' });
    const { source, key } = document;
    const name = nameOfKey(key);
    if (!source) return failed({ kind: 'noModel', name });
    const model = await needs.load(source);
    const isSame = documents.find(key) === document && document.source === source;
    // Or a training has not published its first weights yet.
    if (!isSame || (!model && source.kind === 'live')) return failed({ kind: 'stale' });
    if (!model) return failed(needs.otherTask(name));
    const found = await heldNow(document, model, job);
    if (documents.find(key) !== document || document.source !== source) throw new Stale();
    return success({ ...found, until: untilStale(document, found, job, slices) });
  }

  async function heldNow(document: MirroredDocument, model: M, job: Job): Promise<H> {
    const versions = { documentVersion: document.version, modelVersion: model.version() };
    const before = held.get(document);
    const isSame =
      before?.model === model &&
      before.versions.documentVersion === versions.documentVersion &&
      before.versions.modelVersion === versions.modelVersion;
    if (isSame) return before;
    const now = { model, versions };
    const found = await whileUnchanged(needs.hold(document, now, before), document, job, slices);
    held.set(document, found);
    return found;
  }

  const looking =
    (queued: Slices['queued']): LookingThrough<H> =>
    (request, job, answer) =>
      queued(async () => {
        try {
          const seen = await see(request, job);
          if (!seen.ok) return seen;
          return await answer(seen.value);
        } catch (error) {
          if (error instanceof Stale) return failed({ kind: 'stale' });
          throw error;
        }
      });
  return { short: looking(slices.queued), long: looking(slices.aside) };
}

function untilStale(
  document: MirroredDocument,
  { model, versions }: Held<Versioned>,
  job: Job,
  slices: Slices,
): Seen<unknown>['until'] {
  const isStale = (): boolean =>
    document.version !== versions.documentVersion || model.version() !== versions.modelVersion;
  return async (step) => {
    const whole = await slices.run(job, () => {
      if (isStale()) throw new Stale();
      return step();
    });
    if (!whole) throw new Stale();
  };
}

/**
 * What is read of a text, in slices, until an edit makes it useless; newer weights do not.
 * @throws Stale
 */
export async function whileUnchanged<T>(
  reading: Steps<T>,
  document: Pick<MirroredDocument, 'version'>,
  job: Job,
  slices: Slices,
): Promise<T> {
  const { version } = document;
  const read = await through(reading, (step) =>
    slices.run(job, () => {
      if (document.version !== version) throw new Stale();
      return step();
    }),
  );
  if (!read) throw new Stale();
  return read.value;
}

export const nameOfKey = (key: string): string => decodedKey(key.split('/').at(-1) ?? key);

export function decodedKey(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
