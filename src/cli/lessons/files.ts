/** The three files of a shipped lesson. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { describeFileFailure } from '../../engine/files/safetensors/fileFailures';
import { readFloats } from '../../engine/files/safetensors/storedTensor';
import { decodeModelFile, encodeModelFile, type StoredModel } from '../../engine/files/modelFile';
import type { LessonId } from '../../engine/lessons/lesson';
import { lessonSchema, type Lesson } from '../../shared/lessons/lessons';
import { readInput, UsageError } from '../command';

export interface ShippedLesson {
  readonly lesson: Lesson;
  /** The text that opens. */
  readonly text: string;
  readonly model: StoredModel;
}

const pathOf = (folder: string, id: LessonId, kind: 'json' | 'txt' | 'safetensors'): string =>
  join(folder, `${id}.${kind}`);

/** @throws UsageError where a file is missing or not what it should be */
export async function readShipped(folder: string, id: LessonId): Promise<ShippedLesson> {
  const path = pathOf(folder, id, 'json');
  const decoder = new TextDecoder();
  const lesson = v.safeParse(lessonSchema, parseJson(decoder.decode(await readInput(path))));
  if (!lesson.success)
    throw new UsageError(`${path} is not a lesson: ${v.summarize(lesson.issues)}`);
  const text = decoder.decode(await readInput(pathOf(folder, id, 'txt')));
  const model = decodeModelFile(
    await readInput(pathOf(folder, id, 'safetensors')),
    (tensor) => readFloats(tensor, 'f32'),
    'any',
  );
  if (!model.ok) throw new UsageError(`${path}: ${describeFileFailure(model.failure)}`);
  return { lesson: lesson.output, text, model: model.model };
}

export async function writeShipped(folder: string, shipped: ShippedLesson): Promise<void> {
  const { lesson, text, model } = shipped;
  await mkdir(folder, { recursive: true });
  await writeFile(pathOf(folder, lesson.id, 'json'), `${JSON.stringify(lesson, undefined, 2)}\n`);
  await writeFile(pathOf(folder, lesson.id, 'txt'), text);
  await writeFile(pathOf(folder, lesson.id, 'safetensors'), encodeModelFile(model));
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return undefined;
  }
}
