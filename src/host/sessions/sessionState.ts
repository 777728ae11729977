/**
 * The state of one document as a value, and what each event makes of it. Pure: no clock, no VS
 * Code, no thread. `model` is what answers questions now; it can be there in every state.
 */
import type { ModelDescription } from '../../shared/model/modelFiles';
import type { SessionState, SessionStatus, TrainingSummary } from '../../shared/api';
import type { LiveModel, ModelSource } from '../../shared/contracts/documents';
import { LiveWord } from '../../shared/contracts/documents';
import type { Failure } from '../../shared/failures';
import { sentence } from '../../shared/failures';
import { thinned } from '../common/thinnedCurve';
import type { NamedUnits } from '../../shared/model/unitNames';
import type { TrainingProgress } from '../../shared/contracts/trainer';
import type { CurvePoint } from '../../shared/model/training';
import type { JudgingTask, Metric, TaskResult } from '../../shared/tasks';
import { endingOf, measuredOf } from './describedModel';

/** Names of units live with the model. */
export interface Session extends NamedUnits {
  readonly key: string;
  readonly name: string;
  readonly state: SessionState;
  readonly model?: ModelSource;
  /** Why there is no model; its words are completed from counts all the same. */
  readonly counted?: 'tooShort' | 'nothingLearnt';
  /** Version of the model in its file; a live model carries its own. */
  readonly fileVersion?: number;
  /** SHA-256 of the weights in its file. */
  readonly weights?: string;
  /** And of what people noted there; not known before its file was read. */
  readonly noted?: string;
  readonly report?: TrainingProgress;
  readonly validationPerplexity?: number;
  /** Of a model that judges instead of predicting: what, how well, and beside whom. */
  readonly task?: JudgingTask;
  readonly metric?: Metric;
  readonly result?: TaskResult;
  readonly curve: readonly CurvePoint[];
  readonly summary?: TrainingSummary;
  /** A training was interrupted and can be finished. */
  readonly unfinished: boolean;
  /** It was not interrupted: another window was running it when its file was read. */
  readonly elsewhere?: boolean;
  /** Stop was requested; the trainer is saving. */
  readonly stopping: boolean;
  readonly message?: string;
  /** Of a folder whose files have one model: what it learnt from, as paths within the folder. */
  readonly files?: readonly string[];
  /** The file that its training writes, until its model is read from there. */
  readonly target?: string;
  /** Whose model it is, when it is not the text's own. */
  readonly lender?: Lender;
  /** What it was before the training that is running. */
  readonly before?: Session;
}

/** Another document, or a folder, with whose model a text is read. */
export interface Lender {
  readonly key: string;
  readonly name: string;
  /**
   * `folder`: it holds the text, and everything in the text's session is the folder's, its training
   * too. `choice`: *Use This Model Here*; the saved model alone, whatever its document does.
   */
  readonly by: 'folder' | 'choice';
}

export type SessionEvent =
  | {
      readonly kind: 'restored';
      readonly description: ModelDescription;
      readonly path: string;
      /** Whose model was chosen, when it is another document's. */
      readonly lender?: Lender;
    }
  | {
      readonly kind: 'started';
      readonly start: 'continue' | 'afresh' | 'resume';
      readonly files?: readonly string[];
      /** What is learnt, where it is not the next word. */
      readonly task?: JudgingTask['task'];
      /** Of the file that it will write. */
      readonly path?: string;
    }
  | { readonly kind: 'progress'; readonly report: TrainingProgress }
  | { readonly kind: 'published'; readonly model: LiveModel }
  | { readonly kind: 'paused' }
  | { readonly kind: 'resumed' }
  | { readonly kind: 'stopping' }
  /** The trainer died and another one continues from the last checkpoint. */
  | { readonly kind: 'restarting' }
  | { readonly kind: 'finished'; readonly summary: TrainingSummary; readonly path: string }
  /** The training never began. */
  | { readonly kind: 'refused'; readonly failure?: Failure }
  | { readonly kind: 'broken'; readonly failure: Failure }
  | ({ readonly kind: 'named' } & NamedUnits)
  /** Its file changed, not its weights: another object, so that whoever has it reads again. */
  | { readonly kind: 'rewritten' }
  /** The model that it used before its training no longer exists. */
  | { readonly kind: 'earlierDeleted' }
  | { readonly kind: 'deleted' };

export function idleSession(key: string, name: string): Session {
  const nothing = { curve: [], unitNames: {}, namedWith: {}, unfinished: false, stopping: false };
  return { key, name, state: 'idle', ...nothing };
}

export function sessionAfter(session: Session, event: SessionEvent): Session {
  switch (event.kind) {
    case 'restored':
      return restored(session, event);
    case 'started':
      return started(session, event);
    case 'progress':
      return isBusy(session) ? progressed(session, event.report) : session;
    case 'published':
      return { ...session, model: { kind: 'live', model: event.model } };
    case 'paused':
      return session.state === 'training' ? { ...session, state: 'paused' } : session;
    case 'resumed':
      return session.state === 'paused' ? { ...session, state: 'training' } : session;
    case 'stopping':
      return isBusy(session)
        ? saving(
            session,
            'Stopping; the best weights so far are being saved, and completion is tuned to them.',
          )
        : session;
    case 'restarting':
      return {
        ...session,
        message: 'The trainer stopped unexpectedly; continuing from the last checkpoint.',
      };
    case 'finished':
      return finished(session, event.summary, event.path);
    case 'refused':
      return refused(session, event.failure);
    case 'broken':
      return broken(session, event.failure);
    case 'named':
      return { ...session, unitNames: event.unitNames, namedWith: event.namedWith };
    case 'rewritten':
      return session.model ? { ...session, model: { ...session.model } } : session;
    case 'earlierDeleted':
      return withoutEarlier(session);
    case 'deleted':
      return idleSession(session.key, session.name);
    default:
      return event satisfies never;
  }
}

export const isBusy = (session: Session): boolean =>
  session.state === 'training' || session.state === 'paused';

/** Others can use its model, or will be able to. */
export const canLend = (session: Session): boolean =>
  session.files !== undefined && (session.model !== undefined || isBusy(session));

const counts: ModelSource = { kind: 'counts' };

/** Its session is the folder's under another name. */
export const isLentByFolder = ({ lender }: Session): boolean => lender?.by === 'folder';

/** The key of the folder whose model it uses. */
export const manuscriptOf = (session: Session): string | undefined =>
  isLentByFolder(session) ? session.lender?.key : undefined;

/** Its model was chosen with *Use This Model Here*. */
export const isLentByChoice = ({ lender }: Session): boolean => lender?.by === 'choice';

/** What completes words now: the model; until its first weights are there, counts of the words. */
export function completer(session: Session): ModelSource | undefined {
  if (session.task) return undefined;
  return session.model ?? (isBusy(session) || session.counted ? counts : undefined);
}

/** What answers questions about the text now, whatever its task. */
export const answerer = (session: Session): ModelSource | undefined =>
  session.task ? session.model : completer(session);

/** What the public API says about it. */
export function statusOf(session: Session): SessionStatus {
  const { state, report, validationPerplexity, metric, message } = session;
  const version = modelVersion(session);
  return {
    state,
    ...(isBusy(session) ? { progress: report?.progress ?? 0 } : {}),
    ...(validationPerplexity === undefined ? {} : { validationPerplexity }),
    ...(metric ? { metric } : {}),
    ...(version === undefined ? {} : { modelVersion: version }),
    ...(message === undefined ? {} : { message }),
  };
}

/** Of the weights that answer now: a live model's is counted up in shared memory. */
export function modelVersion({ model, fileVersion }: Session): number | undefined {
  if (model?.kind === 'live') {
    return Atomics.load(new Int32Array(model.model.control), LiveWord.version);
  }
  return model && fileVersion;
}

/** What a text has that uses the model of a folder: all that the folder has, under its own name. */
export function lentSession(
  { lender: _, ...folder }: Session,
  { key, name }: Pick<Session, 'key' | 'name'>,
): Session {
  const lender: Lender = { key: folder.key, name: folder.name, by: 'folder' };
  return { ...folder, key, name, lender };
}

/** The same session of a document that has another name now. @param place of one of its own files */
export function movedSession(
  session: Session,
  { key, name }: Pick<Session, 'key' | 'name'>,
  place: (path: string) => string,
): Session {
  const { model, before, target, ...rest } = session;
  const isOwn = model?.kind === 'file' && !session.lender;
  const file: ModelSource | undefined = isOwn ? { kind: 'file', path: place(model.path) } : model;
  return {
    ...rest,
    key,
    name,
    ...(file ? { model: file } : {}),
    ...(target === undefined ? {} : { target: place(target) }),
    ...(before ? { before: movedSession(before, { key, name }, place) } : {}),
  };
}

function restored(
  session: Session,
  { description, path, lender }: Extract<SessionEvent, { kind: 'restored' }>,
): Session {
  if (lender) return lentByChoice(session, description, path, lender);
  const { weights, noted } = description;
  const isSame = session.weights === weights && (session.noted ?? noted) === noted;
  return {
    ...idleSession(session.key, session.name),
    state: 'ready',
    // Another window may have trained it or noted something; in what was just trained here nobody did.
    model: (isSame ? sameFile(session, path) : undefined) ?? { kind: 'file', path },
    ...{ fileVersion: description.modelVersion, weights, noted },
    ...measuredOf(description),
    curve: thinned(description.history),
    ...(description.summary ? { summary: description.summary } : {}),
    ...{ unitNames: description.unitNames, namedWith: description.namedWith },
    unfinished: description.unfinished,
    ...(description.files ? { files: description.files } : {}),
    ...endingOf(description),
  };
}

/** Of another document's training nothing is shown but how good it became. */
function lentByChoice(
  session: Session,
  description: ModelDescription,
  path: string,
  lender: Lender,
): Session {
  const { modelVersion: fileVersion, weights, noted, unitNames, namedWith } = description;
  const isSame = session.fileVersion === fileVersion && session.noted === noted;
  const isKnown = isSame && isLentByChoice(session);
  return {
    ...idleSession(session.key, session.name),
    state: 'ready',
    model: (isKnown ? sameFile(session, path) : undefined) ?? { kind: 'file', path },
    ...{ lender, fileVersion, weights, noted, unitNames, namedWith },
    ...measuredOf(description),
  };
}

/** Callers that were given this very source have it already. */
function sameFile({ model }: Session, path: string): ModelSource | undefined {
  return model?.kind === 'file' && model.path === path ? model : undefined;
}

function started(
  session: Session,
  { start, files, path, task }: Extract<SessionEvent, { kind: 'started' }>,
): Session {
  const before = without(session, 'before');
  return {
    ...idleSession(session.key, session.name),
    state: 'training',
    ...(session.model ? { model: session.model } : {}),
    ...(session.fileVersion === undefined ? {} : { fileVersion: session.fileVersion }),
    ...(session.weights === undefined ? {} : { weights: session.weights }),
    ...(files ? { files } : {}),
    ...(task ? { task: { task, names: session.task?.names ?? [] } } : {}),
    ...(path === undefined ? {} : { target: path }),
    curve: start === 'resume' ? session.curve : [],
    // Units of weights that begin afresh are others, and so are those of another text's model.
    ...(start === 'afresh' || session.lender ? {} : namesIn(session)),
    before,
  };
}

const namesIn = ({ unitNames, namedWith }: NamedUnits): NamedUnits => ({ unitNames, namedWith });

function progressed(session: Session, report: TrainingProgress): Session {
  const after = reported(session, report);
  return report.state === 'saving'
    ? saving(after, 'The best weights are being saved, and completion is tuned to them.')
    : after;
}

function reported(session: Session, report: TrainingProgress): Session {
  const validationPerplexity = report.validationPerplexity ?? session.validationPerplexity;
  const metric = report.metric ?? session.metric;
  return {
    ...(report.state === 'training' ? without(session, 'message') : session),
    report,
    curve: thinned([...session.curve, ...report.points]),
    ...(validationPerplexity === undefined ? {} : { validationPerplexity }),
    ...(metric ? { metric } : {}),
  };
}

/** No more training; only the file is still being written. */
function saving(session: Session, message: string): Session {
  return { ...session, state: session.model ? 'ready' : 'idle', stopping: true, message };
}

function finished(session: Session, summary: TrainingSummary, path: string): Session {
  // The file has the weights that were published last.
  const version = modelVersion(session);
  return {
    ...without(session, 'before', 'report', 'message', 'lender', 'target'),
    state: 'ready',
    model: { kind: 'file', path },
    ...(version === undefined ? {} : { fileVersion: version }),
    summary,
    weights: summary.sha256,
    ...toldBy(summary),
    unfinished: false,
    stopping: false,
  };
}

const toldBy = ({
  validationPerplexity,
  metric,
}: TrainingSummary): Pick<Session, 'validationPerplexity' | 'metric'> =>
  validationPerplexity === undefined ? { metric } : { metric, validationPerplexity };

function withoutEarlier(session: Session): Session {
  const { before, model } = session;
  if (!before) return session;
  const rest =
    model?.kind === 'file' ? without(session, 'model', 'fileVersion', 'weights') : session;
  return { ...rest, before: idleSession(before.key, before.name) };
}

function refused(session: Session, failure?: Failure): Session {
  const before = session.before ?? idleSession(session.key, session.name);
  const isCounted = failure?.kind === 'tooShort' || failure?.kind === 'nothingLearnt';
  return isCounted ? { ...before, counted: failure.kind } : before;
}

function broken(session: Session, failure: Failure): Session {
  // Live weights outlast their trainer: the shared memory is held by whoever reads it.
  const rest = without(session, 'before', 'report');
  return { ...rest, state: 'failed', stopping: false, message: sentence(failure) };
}

function without<K extends keyof Session>(session: Session, ...names: K[]): Omit<Session, K> {
  const gone = new Set<string>(names);
  const kept = Object.entries(session).filter(([name]) => !gone.has(name));
  return Object.fromEntries(kept) as Omit<Session, K>;
}
