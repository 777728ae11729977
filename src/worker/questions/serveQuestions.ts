/**
 * Serves a table of questions: every answer is given a look at the document that it is asked about,
 * held still; short ones one after the other, long ones alongside.
 */
import type { Failure, Result } from '../../shared/failures';
import type {
  AnswerOf,
  AskedOfThread,
  Questions,
  RequestOf,
} from '../../shared/questions/question';
import type { Handlers, Job } from '../../shared/wire/rpc';
import type { Look, Looking } from '../documents/look';

export type Answers<T> = {
  readonly [K in keyof T]: (
    look: Look,
    request: RequestOf<T[K]>,
  ) => Promise<Result<AnswerOf<T[K]>, Failure>>;
};

interface Needs {
  readonly looking: Looking;
  readonly lookingLong: Looking;
}

export function serveQuestions<T extends Questions>(
  table: T,
  answers: Answers<T>,
  { looking, lookingLong }: Needs,
): Handlers<AskedOfThread<T>> {
  const served = Object.keys(table).map((name: keyof T & string) => {
    const through = table[name].takes === 'long' ? lookingLong : looking;
    const handler = (request: RequestOf<T[typeof name]>, job: Job) =>
      through(request, job, (look) => answers[name](look, request));
    return [name, handler];
  });
  return Object.fromEntries(served) as Handlers<AskedOfThread<T>>;
}

/** Calls `asked` before each of these handlers. */
export function counted<H extends object>(handlers: H, asked: () => void): H {
  const all = Object.entries(handlers).map(([name, handler]: [string, AnyHandler]) => [
    name,
    (...given: never[]) => {
      asked();
      return handler(...given);
    },
  ]);
  return Object.fromEntries(all) as H;
}

type AnyHandler = (...given: never[]) => unknown;
