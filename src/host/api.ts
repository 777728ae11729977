/**
 * What `activate()` gives to other extensions (design section 4). Opens no notification; what is
 * expected to go wrong rejects with an Error that has a `kind`.
 */
import type { Position, Range, Uri } from 'vscode';
import type { LayerValues, SessionStatus, TrainingSummary, WordProbability } from '../shared/api';
import type { ModelSource } from '../shared/contracts/documents';
import type { Failure, FailureKind, Result } from '../shared/failures';
import { failed, sentence, success } from '../shared/failures';
import type { ReaderContract } from '../shared/contracts/reader';
import type { TaskId } from '../shared/tasks';
import type { TokenReading } from '../shared/questions/editor/hover';
import { answerOf, insist } from './threads/threadCalls';
import { whyUnreadable } from './texts/currentText';
import type { RestoreModel } from './sessions/restoreModel';
import type { Session } from './sessions/sessionState';
import { completer } from './sessions/sessionState';
import type { Sessions } from './sessions/sessions';
import type { ChosenTasks } from './tasks/chosenTasks';
import type { EditorText, Texts } from './texts/texts';
import type { SupervisedThread } from './threads/supervisor';
import { orderTraining, type OrderNeeds } from './training/trainingOrders';
import type { Trainings } from './training/trainings';

export interface GatescopeApi {
  readonly version: 1;
  train(uri: Uri, options?: TrainOptions): Promise<TrainingSummary>;
  /** Nothing where the document has no model and is not getting one. */
  complete(uri: Uri, position: Position, count?: number): Promise<WordProbability[]>;
  inspect(uri: Uri, position: Position): Promise<TokenRecord>;
  status(uri: Uri): SessionStatus;
}

export interface TrainOptions {
  readonly seconds?: number;
  readonly steps?: number;
  readonly seed?: number;
  readonly afresh?: boolean;
  /** What is learnt; without it what was chosen for the text before, else the next word. */
  readonly task?: TaskId;
  /** Of a series, by name or by number from 1: the first is predicted. */
  readonly columns?: readonly string[];
  /** Of a series: rows that are predicted in one go. */
  readonly horizon?: number;
  /** Of pairs: `dot` if not said. */
  readonly attention?: 'none' | 'dot' | 'additive' | 'hard';
}

export interface TokenRecord {
  readonly index: number;
  readonly token: string;
  readonly range: Range;
  readonly known: boolean;
  readonly seen: boolean;
  readonly bits: number;
  readonly rank: number;
  readonly expected: readonly WordProbability[];
  readonly documentVersion: number;
  readonly modelVersion: number;
  readonly layers: readonly LayerValues[];
}

export class GatescopeError extends Error {
  readonly kind: FailureKind;
  constructor(readonly failure: Failure) {
    super(sentence(failure));
    this.name = 'GatescopeError';
    this.kind = failure.kind;
  }
}

interface Needs extends OrderNeeds {
  readonly texts: Texts;
  readonly sessions: Sessions;
  readonly tasks: Pick<ChosenTasks, 'of' | 'wishes'>;
  readonly restoring: RestoreModel;
  readonly trainings: Pick<Trainings, 'train' | 'ended'>;
  readonly reader: Pick<SupervisedThread<ReaderContract>, 'call'>;
}

const usualCount = 5;

export function createApi(needs: Needs): GatescopeApi {
  const { texts, sessions, restoring, trainings, reader, tasks } = needs;

  async function found(uri: Uri): Promise<Result<EditorText>> {
    const text = await texts.open(uri).catch(() => undefined);
    if (!text) return failed(await whyUnreadable(uri));
    await restoring.restore(text);
    return success(text);
  }

  async function train(uri: Uri, options: TrainOptions = {}): Promise<Result<TrainingSummary>> {
    const text = await found(uri);
    if (!text.ok) return text;
    const { seconds, steps, seed, afresh = false, columns, horizon, attention } = options;
    const wishes = {
      ...tasks.wishes(text.value.key),
      ...(columns && { columns }),
      ...(horizon === undefined ? {} : { horizon }),
      ...(attention && { attention }),
    };
    const task = options.task ?? tasks.of(text.value.key) ?? sessions.of(text.value).task?.task;
    const budget =
      steps !== undefined ? { steps } : seconds !== undefined ? { seconds } : undefined;
    const order = await orderTraining(needs, text.value, {
      afresh,
      ...(budget ? { budget } : {}),
      ...(seed === undefined ? {} : { seed }),
      ...(task === undefined || task === 'next' ? {} : { task: { ...wishes, id: task } }),
    });
    return order.ok ? trainings.train(text.value, order.value) : order;
  }

  /** The document's text with the offset of a position in it, when something answers there. */
  async function placed(
    uri: Uri,
    position: Position,
    answers: (session: Session) => ModelSource | undefined,
  ): Promise<Result<Placed>> {
    const text = await found(uri);
    if (!text.ok) return text;
    const { name } = text.value;
    if (!answers(sessions.of(text.value))) return failed({ kind: 'noModel', name });
    const documents = text.value.documents();
    const cell = documents.find((one) => one.uri.toString() === uri.toString());
    const document = cell ?? documents[0];
    if (!document) return failed({ kind: 'noText', name });
    return success({ text: text.value, offset: text.value.offsetOf(document, position) });
  }

  return {
    version: 1,
    train: async (uri, options) => orThrow(await train(uri, options)),
    async complete(uri, position, count = usualCount) {
      const place = await placed(uri, position, completer);
      if (!place.ok && place.failure.kind === 'noModel') return [];
      const { text, offset } = orThrow(place);
      const request = { documentKey: text.key, offset, count };
      const answer = await answerOf(insist(() => reader.call('complete', request)));
      return orThrow(answer).words.map(({ word, probability }) => ({ word, probability }));
    },
    async inspect(uri, position) {
      const { text, offset } = orThrow(await placed(uri, position, ({ model }) => model));
      const request = { documentKey: text.key, offset };
      const answer = await answerOf(insist(() => reader.call('inspect', request)));
      return recordOf(orThrow(answer), text);
    },
    status: (uri) => sessions.status(texts.keyOf(uri)),
  };
}

interface Placed {
  readonly text: EditorText;
  readonly offset: number;
}

function orThrow<T>(result: Result<T>): T {
  if (!result.ok) throw new GatescopeError(result.failure);
  return result.value;
}

function recordOf(reading: TokenReading, text: EditorText): TokenRecord {
  const { index, token, known, seen, bits, rank, expected, layers } = reading;
  const { documentVersion, modelVersion } = reading;
  const range = text.place(reading.range)?.range;
  if (!range) throw new GatescopeError({ kind: 'stale' });
  return {
    ...{ index, token, range, known, seen, bits, rank, expected },
    ...{ documentVersion, modelVersion, layers },
  };
}
