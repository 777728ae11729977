/**
 * `lessons`: measures the claims of the shipped lessons again and checks their table. With
 * `--trainings N` also trains every lesson from N seeds and counts in how many each claim held;
 * with `--write` the result becomes what is shipped (for development: whenever the engine's bytes,
 * a grammar or a page has changed).
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { lessonIds, type LessonId } from '../../shared/lessons/lessons';
import { platformEngine } from '../../worker/platform/wasm';
import { choiceOption, wholeOption, type Command, type Console } from '../command';
import { readShipped, writeShipped } from './files';
import { describeRows, type LessonRow } from './rows';
import { checkShipped, countTrainings, makeLesson } from './table';

export const lessons: Command = {
  usage: `lessons [--trainings N] [--seed N] [--only ${lessonIds.join('|')}] [--folder DIR] [--write] [--json]`,
  help: `Measures the claims of the shipped lessons again.

  --trainings N      also train each lesson from so many seeds, and count where each claim held
  --seed N           of the first training (1)
  --only ID          one lesson
  --folder DIR       where the lessons are (media/lessons)
  --write            write the shipped files again
  --json             one value`,
  failsWhere: 'the shipped table is wrong',
  async run(args, terminal) {
    const { values } = parseArgs({
      args: [...args],
      options: {
        trainings: { type: 'string' },
        seed: { type: 'string' },
        only: { type: 'string' },
        folder: { type: 'string' },
        write: { type: 'boolean' },
        json: { type: 'boolean' },
      },
    });
    const whole = { from: 0, to: 1000, otherwise: 0 };
    const asked = {
      folder: values.folder ?? join(__dirname, '..', 'media', 'lessons'),
      trainings: wholeOption('trainings', values.trainings, whole),
      seed: wholeOption('seed', values.seed, { from: 1, to: 1e6, otherwise: 1 }),
      write: values.write === true,
    };
    const all = choiceOption('only', values.only, [...lessonIds, 'all'], 'all');
    const rows: LessonRow[] = [];
    for (const id of all === 'all' ? lessonIds : [all]) rows.push(await one(id, asked, terminal));
    terminal.print(values.json === true ? JSON.stringify(rows) : describeRows(rows));
    return rows.every(({ problems }) => problems.length === 0) ? 0 : 1;
  },
};

interface Asked {
  readonly folder: string;
  /** 0: none. */
  readonly trainings: number;
  /** Of the first training; the others follow it. */
  readonly seed: number;
  readonly write: boolean;
}

async function one(id: LessonId, asked: Asked, terminal: Console): Promise<LessonRow> {
  const engine = platformEngine();
  const { trainings, seed } = asked;
  const counted =
    trainings > 0
      ? await countTrainings(id, { trainings, seed, engine, log: terminal.log })
      : undefined;
  if (!asked.write) return checkShipped(await readShipped(asked.folder, id), counted, engine);
  const before = counted ?? (await readShipped(asked.folder, id)).lesson.claims;
  const made = await makeLesson(id, before, engine);
  await writeShipped(asked.folder, made);
  return checkShipped(await readShipped(asked.folder, id), undefined, engine);
}
