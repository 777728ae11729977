/**
 * A question of the panel's page about its document, as an entry of a table: the schema of what is
 * asked, how long the answer may take and what calls it off. The host relays the whole table
 * (checks, adds the document, hands on) and the worker serves it; neither knows a question by name.
 * Entries stand in this folder, a file per feature; `panelQuestions.ts` joins them.
 *
 * The page needs the types only: tables are made in functions marked pure, so that its bundle has
 * none of them.
 */
import type * as v from 'valibot';
import type { Failure, Result } from '../failures';
import type { Subject } from '../model/weights';
import type { Labels } from './editor/unitSearch';

/** How a question is asked and answered. */
export interface Manner {
  /**
   * - `short`: a few hundred tokens are read; the answers are given one after the other
   * - `long`: thousands of tokens are read, alongside the short ones; the page can call it off
   */
  readonly takes: 'short' | 'long';
  /** The next question of its kind calls it off, and so does another document. */
  readonly newestOnly?: true;
  /** The reader answers, from the newest weights, unless the page looks through earlier ones. */
  readonly by?: 'reader';
  /** Answered from the trained weights, whichever the page looks through. */
  readonly weights?: 'trained';
  /** The labels of the last search for units in the document go with it. */
  readonly labelled?: true;
  /** The request names other models of the document in `beside`; their files go with it. */
  readonly besides?: true;
}

export interface Question<S extends v.GenericSchema, A> extends Manner {
  readonly schema: S;
  /** For the types only: there is none. */
  readonly answer?: () => A;
}

/** `question<Answer>()(schema, manner)`: what is asked is inferred, the answer is named. */
export const question =
  <A>() =>
  <S extends v.GenericSchema>(schema: S, manner: Manner): Question<S, A> => ({ schema, ...manner });

type AnyQuestion = Question<v.GenericSchema, unknown>;
export type Questions = Readonly<Record<string, AnyQuestion>>;

/** What the page asks. */
export type AskedOf<Q> = Q extends Question<infer S, unknown> ? v.InferOutput<S> : never;
/** What a thread is asked: the same, of a document and of weights, perhaps about labels in it and other models. */
export type RequestOf<Q> = AskedOf<Q> &
  Subject & {
    readonly labels?: Labels;
    /** As `beside` names them. */
    readonly paths?: readonly string[];
  };
export type AnswerOf<Q> = Q extends Question<v.GenericSchema, infer A> ? A : never;

/** The host's side of a table, for the page. */
export type AskedByPage<T> = {
  readonly [K in keyof T]: (request: AskedOf<T[K]>) => Result<AnswerOf<T[K]>, Failure>;
};

/** The thread's side of a table, for the host. */
export type AskedOfThread<T> = {
  readonly [K in keyof T]: (request: RequestOf<T[K]>) => Result<AnswerOf<T[K]>, Failure>;
};
