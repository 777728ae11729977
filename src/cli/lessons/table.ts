/**
 * The table of claims: counted over trainings, made into a shipped lesson, and checked. Values in a
 * file are rounded to six digits, and compared as rounded.
 */
import * as v from 'valibot';
import type { LessonId } from '../../engine/lessons/lesson';
import type { MeasuredClaim } from '../../engine/lessons/lessons';
import type { MeasuredModel } from '../../engine/lessons/lessons';
import {
  isJudgingLesson,
  lessons,
  measureClaims,
  measureGaps,
  recipeOf,
  shownText,
} from '../../engine/lessons/lessons';
import { createNetwork, loadTensors } from '../../engine/network/network';
import { lessonSchema, type Lesson, type LessonClaim } from '../../shared/lessons/lessons';
import type { EngineParts } from '../../worker/platform/engineParts';
import { weightsHash } from '../../worker/models/weightsHash';
import type { ShippedLesson } from './files';
import { pages } from './pages';
import type { LessonRow } from './rows';
import { stepsOf } from './steps';
import { trainLesson } from './training';

/** In how many trainings each claim held. */
export type Counted = readonly Pick<LessonClaim, 'id' | 'heldIn' | 'trainings'>[];

export interface Counting {
  readonly trainings: number;
  /** Of the first. */
  readonly seed: number;
  readonly engine: EngineParts;
  readonly log: (line: string) => void;
}

export async function countTrainings(id: LessonId, counting: Counting): Promise<Counted> {
  const { trainings, seed: first, engine, log } = counting;
  const tables: (readonly MeasuredClaim[])[] = [];
  for (let seed = first; seed < first + trainings; seed++) {
    const trained = await trainLesson(id, seed, engine);
    const measured = measureClaims(id, trained);
    trained.dispose();
    tables.push(measured);
    log(`${id}, seed ${seed}: ${measured.map(short).join(', ')}`);
  }
  return recipeOf(id).claims.map((rule) => {
    const held = tables.flat().filter((row) => row.rule.id === rule.id && row.held);
    return { id: rule.id, heldIn: held.length, trainings };
  });
}

const short = ({ rule, value, held }: MeasuredClaim): string =>
  `${rule.id} ${value.toFixed(3)}${held ? '' : ' not held'}`;

export async function makeLesson(
  id: LessonId,
  counted: Counted,
  engine: EngineParts,
): Promise<ShippedLesson> {
  const trained = await trainLesson(id, recipeOf(id).seed, engine);
  const { model } = trained;
  const lesson = lessonOf(id, trained, counted, weightsHash(model.weights));
  trained.dispose();
  return { lesson, text: shownText(id), model };
}

function lessonOf(id: LessonId, model: MeasuredModel, counted: Counted, sha256: string): Lesson {
  const { title, textbook, seen, cannot } = pages[id];
  const gaps = measureGaps(id, model);
  // As a file would give it back.
  return v.parse(lessonSchema, {
    ...{ id, title, textbook, seen, sha256 },
    ...(cannot === undefined ? {} : { cannot }),
    steps: stepsOf(id, model),
    claims: measureClaims(id, model).map((measured) => claimOf(measured, counted)),
    tokens: isJudgingLesson(id) ? 'words' : lessons[id].tokens,
    seed: model.seed,
    ...(gaps ? { gaps: gaps.map((gap) => ({ ...gap, bits: rounded(gap.bits) })) } : {}),
  });
}

function claimOf({ rule, value, held }: MeasuredClaim, counted: Counted): LessonClaim {
  const { id, claim, measure, unit, bound } = rule;
  const row = counted.find((one) => one.id === id);
  const { heldIn = 0, trainings = 0 } = row ?? {};
  return { id, claim, measure, unit, bound, value: rounded(value), held, heldIn, trainings };
}

const rounded = (value: number): number => Number(value.toPrecision(6));

/** Everything that is shipped, made again from the shipped weights and compared. */
export function checkShipped(
  { lesson, text, model }: ShippedLesson,
  counted: Counted | undefined,
  engine: EngineParts,
): LessonRow {
  const { id } = lesson;
  const kernels = engine.createKernels({
    threads: 1,
    budgetBytes: 64 << 20,
    interrupted: () => false,
    // The table's figures are the same on every machine.
    arithmetic: 'separate',
  });
  const network = createNetwork(kernels, model.shape);
  loadTensors(network, model.weights);
  const probed = { network, vocabulary: model.vocabulary, seed: lesson.seed, task: model.task };
  const now = lessonOf(id, probed, lesson.claims, weightsHash(model.weights));
  kernels.dispose();
  const problems = differences(lesson, now);
  if (text !== shownText(id)) problems.push(`${id}.txt is not what the grammar writes.`);
  if (counted) problems.push(...miscounted(lesson, counted));
  return { id, claims: lesson.claims, problems };
}

function differences(shipped: Lesson, now: Lesson): string[] {
  const keys = Object.keys({ ...shipped, ...now }) as (keyof Lesson)[];
  return keys
    .filter((key) => JSON.stringify(shipped[key]) !== JSON.stringify(now[key]))
    .map((key) => `${shipped.id}.json: ${key} is not what the weights and the sources give.`);
}

/** Only a table of as many trainings can be compared. */
function miscounted({ id, claims }: Lesson, counted: Counted): string[] {
  return counted.flatMap(({ id: claim, heldIn, trainings }) => {
    const shipped = claims.find((one) => one.id === claim);
    if (shipped?.trainings !== trainings || shipped.heldIn === heldIn) return [];
    return [
      `${id}.json: ${claim} held in ${heldIn} of ${trainings} trainings, not ${shipped.heldIn}.`,
    ];
  });
}
