/**
 * The answer to “Delete?” where the caller of a command gives it. Only by a function: code of this
 * process has one, while a link in Markdown, a key binding or a task carries JSON alone, so that none
 * of them deletes anything without the question.
 */
import * as v from 'valibot';

/** @returns whether to go on */
export type Confirm = (question: string, yes: string) => Promise<boolean>;

const answering = v.object({ confirm: v.custom<Confirm>((one) => typeof one === 'function') });

/** @param given the command's argument, whoever it comes from */
export const givenAnswer = (given: unknown): Confirm | undefined =>
  v.is(answering, given) ? given.confirm : undefined;
