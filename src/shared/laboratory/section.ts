/**
 * A section of the laboratory's page as three schemas: what a person chooses there, what is told while
 * it runs, and what came of it. Choices are checked by the host, the rest by the page.
 */
import type * as v from 'valibot';

export interface Section<
  Choice extends v.GenericSchema,
  News extends v.GenericSchema,
  Outcome extends v.GenericSchema,
> {
  readonly title: string;
  readonly choice: Choice;
  readonly news: News;
  readonly outcome: Outcome;
}

type AnySchema = v.GenericSchema;
type AnySection = Section<AnySchema, AnySchema, AnySchema>;

/** As it is written, so that the types of its schemas are kept. */
export const section = <S extends AnySection>(written: S): S => written;

export type ChoiceIn<S extends AnySection> = v.InferOutput<S['choice']>;
export type NewsIn<S extends AnySection> = v.InferOutput<S['news']>;
export type OutcomeIn<S extends AnySection> = v.InferOutput<S['outcome']>;
