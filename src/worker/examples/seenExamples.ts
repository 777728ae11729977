/**
 * A document seen through a model that judges, held still while one question is answered: its examples,
 * and what of them was judged before. An edit or newer weights in the middle make the answer stale.
 */
import { readingTextExamples, type TextExamples } from '../../engine/tasks/judging/textExamples';
import { failed, success, type Failure, type Result } from '../../shared/failures';
import type { Versions } from '../../shared/model/versions';
import type { Subject } from '../../shared/model/weights';
import type { Job } from '../../shared/wire/rpc';
import type { Documents } from '../documents/documents';
import { Stale } from '../documents/look';
import { whileUnchanged } from '../documents/lookingThrough';
import { rawText, type MirroredDocument } from '../documents/mirroredDocument';
import type { Slices } from '../scheduling/slices';
import { answersFor, type JudgedAnswers } from './judged/judgedAnswers';
import type { JudgingModel, JudgingModels } from './judgingModels';

export interface SeenExamples {
  readonly model: JudgingModel;
  readonly text: string;
  readonly examples: TextExamples;
  readonly answers: JudgedAnswers;
  readonly versions: Versions;
  /** Of the model's file, where it is one. */
  readonly path: string | undefined;
  /** Goes on in slices until `step` says true. @throws Stale */
  until(step: () => boolean): Promise<void>;
}

export type LookingAtExamples = <T>(
  request: Subject,
  job: Job,
  answer: (seen: SeenExamples) => Promise<Result<T, Failure>>,
) => Promise<Result<T, Failure>>;

interface Needs {
  readonly documents: Pick<Documents, 'find'>;
  readonly models: JudgingModels;
  readonly slices: Slices;
}

type Held = Omit<SeenExamples, 'until' | 'path'>;

/** @returns ways to look: in the queue of short questions, or alongside it */
export function createLookingAtExamples({ documents, models, slices }: Needs): {
  readonly short: LookingAtExamples;
  readonly long: LookingAtExamples;
} {
  const held = new WeakMap<MirroredDocument, Held>();

  async function see(request: Subject, job: Job): Promise<Result<SeenExamples, Failure>> {
    const document = documents.find(request.documentKey);
    if (!document || job.cancelled) return failed({ kind: 'stale' });
    if (request.weights?.kind === 'snapshot') return failed({ kind: 'noSnapshot' });
    const { source, key } = document;
    const name = nameOf(key);
    if (!source) return failed({ kind: 'noModel', name });
    const model = await models.load(source);
    if (documents.find(key) !== document || document.source !== source) {
      return failed({ kind: 'stale' });
    }
    // A training has not published its first weights yet.
    if (!model && source.kind === 'live') return failed({ kind: 'stale' });
    if (!model) return failed({ kind: 'notJudging', name });
    const found = await heldNow(document, model, job);
    if (documents.find(key) !== document || document.source !== source) throw new Stale();
    held.set(document, found);
    const path = source.kind === 'file' ? source.path : undefined;
    return success({ ...found, path, until: untilStale(document, found, job, slices) });
  }

  /** What was held still fits, or as much of it as an edit or newer weights leave. */
  async function heldNow(document: MirroredDocument, model: JudgingModel, job: Job): Promise<Held> {
    const ofText = (): Held | undefined => {
      const found = held.get(document);
      const fits = found?.model === model && found.versions.documentVersion === document.version;
      return fits ? found : undefined;
    };
    const text = ofText()?.text ?? rawText(document);
    const reading = readingTextExamples(text, wishesOf(document, model));
    const examples = ofText()?.examples ?? (await whileUnchanged(reading, document, job, slices));
    const now = { model, versions: versionsOf(document, model) };
    // Another question may have read it meanwhile.
    return heldOf(text, now, ofText() ?? { ...held.get(document), examples });
  }

  const looking =
    (queued: Slices['queued']): LookingAtExamples =>
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

const versionsOf = (document: MirroredDocument, model: JudgingModel): Versions => ({
  documentVersion: document.version,
  modelVersion: model.version(),
});

type Now = Pick<Held, 'model' | 'versions'>;

/**
 * With the answers that an edit leaves; newer weights leave none.
 * @param before with the examples of now
 */
function heldOf(
  text: string,
  { model, versions }: Now,
  before: Partial<Held> & Pick<Held, 'examples'>,
): Held {
  const { examples } = before;
  const areSameWeights =
    before.model === model && before.versions?.modelVersion === versions.modelVersion;
  const answers = areSameWeights ? before.answers : undefined;
  const isSame = answers?.examples === examples;
  return {
    model,
    versions,
    text,
    examples,
    answers: isSame ? answers : answersFor(examples, answers),
  };
}

function wishesOf({ key }: MirroredDocument, { facts }: JudgingModel) {
  // From a terminal, the file's path stands there. Of several files the divisions are not this one's.
  const isOwn = facts.documentKey === key || `file://${facts.documentKey}` === decoded(key);
  return { facts: facts.task, name: nameOf(key), isLearnt: isOwn && facts.files === undefined };
}

function untilStale(
  document: MirroredDocument,
  { model, versions }: Now,
  job: Job,
  slices: Slices,
): SeenExamples['until'] {
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

const nameOf = (key: string): string => decoded(key.split('/').at(-1) ?? key);

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
