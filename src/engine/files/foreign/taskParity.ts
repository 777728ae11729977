/**
 * The parity record of a classifier or tagger: some sequences of ids, for each a class or for each token a
 * label, and what these cost the model where it was trained.
 */
import * as v from 'valibot';
import type { ForeignTask } from './foreignModel';
import { largestLoss, rounding } from './parityRecord';

export interface TaskParityRecord {
  /** Ids as there. */
  readonly sequences: readonly (readonly number[])[];
  /** A class of each sequence, or a label of each of its tokens. */
  readonly answers: readonly (readonly number[])[];
  /** Nats: -log p of each answer. */
  readonly losses: readonly (readonly number[])[];
}

export type ParsedTaskParity =
  | { readonly ok: true; readonly record: TaskParityRecord }
  | { readonly ok: false; readonly problem: string };

/** So that an import ends soon. */
export const mostTaskTokens = 10_000;

const id = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const loss = v.pipe(v.number(), v.finite());
const each = <T extends typeof id | typeof loss>(one: T) => v.array(v.union([one, v.array(one)]));
const schema = v.object({
  sequences: v.pipe(v.array(v.pipe(v.array(id), v.minLength(1))), v.minLength(1)),
  answers: each(id),
  losses: each(loss),
});

const lists = (values: readonly (number | number[])[]): number[][] =>
  values.map((value) => (typeof value === 'number' ? [value] : value));

export interface TaskSizes {
  /** Words and answers of the model: ids are below them. */
  readonly words: number;
  readonly answers: number;
  /** Tokens of the longest sequence that is read as a whole. */
  readonly longest: number;
}

export function parseTaskParity(
  content: string,
  task: ForeignTask,
  sizes: TaskSizes,
): ParsedTaskParity {
  let json: unknown;
  try {
    json = JSON.parse(content);
  } catch {
    return { ok: false, problem: 'it is not valid JSON' };
  }
  const parsed = v.safeParse(schema, json, { abortEarly: true });
  if (!parsed.success) {
    return { ok: false, problem: 'it has no lists “sequences”, “answers” and “losses”' };
  }
  const { sequences, answers, losses } = parsed.output;
  const record = { sequences, answers: lists(answers), losses: lists(losses) };
  const problem = lengthProblem(record, task, sizes) ?? valueProblem(record, sizes);
  return problem === undefined ? { ok: true, record } : { ok: false, problem };
}

function lengthProblem(
  { sequences, answers, losses }: TaskParityRecord,
  task: ForeignTask,
  { longest }: TaskSizes,
): string | undefined {
  const tokens = sequences.reduce((sum, { length }) => sum + length, 0);
  if (tokens > mostTaskTokens) return `it has ${tokens} tokens; at most ${mostTaskTokens} are read`;
  const long = sequences.find(({ length }) => length > longest);
  if (long) return `a sequence has ${long.length} tokens; at most ${longest} are read as a whole`;
  const wanted = ({ length }: readonly number[]): number => (task === 'classes' ? 1 : length);
  const fits = (all: readonly (readonly number[])[]): boolean =>
    all.length === sequences.length &&
    all.every(({ length }, n) => length === wanted(sequences[n]));
  if (fits(answers) && fits(losses)) return undefined;
  const one = task === 'classes' ? 'one class for each sequence' : 'a label for each token';
  return `answers and losses have to be ${one}`;
}

function valueProblem(
  { sequences, answers, losses }: TaskParityRecord,
  sizes: TaskSizes,
): string | undefined {
  const strange = losses.flat().find((one) => one < -rounding || one > largestLoss);
  if (strange !== undefined) {
    return `it has the loss ${strange}; a loss is -log p of the answer, in nats, so between 0 and ${largestLoss}`;
  }
  const word = sequences.flat().find((one) => one >= sizes.words);
  if (word !== undefined) return `it has the token ${word}, and the model has ${sizes.words} words`;
  const answer = answers.flat().find((one) => one >= sizes.answers);
  return answer === undefined
    ? undefined
    : `it has the answer ${answer}, and the model has ${sizes.answers}`;
}
