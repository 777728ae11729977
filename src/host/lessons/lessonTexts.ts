/**
 * The texts of this window that a lesson was opened for, and what has happened in each: which networks
 * were trained there, which gap its text is made for. Which lesson a text belongs to is remembered with
 * the workspace and restored with the window. The files of the lessons are read here; nothing is ever
 * written to them.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import type { Result } from '../../shared/failures';
import { failed, success } from '../../shared/failures';
import type { Lesson, LessonId } from '../../shared/lessons/lessons';
import { lessonIds, lessonSchema } from '../../shared/lessons/lessons';
import type { ClassroomTraining, PanelLesson } from '../../shared/pages/panelLesson';
import type { Listen } from '../common/listeners';
import { createListeners } from '../common/listeners';
import type { DocumentMemories } from '../sessions/documentMemory';
import type { OpenText } from '../texts/openText';

export interface OpenLesson {
  readonly lesson: Lesson;
  readonly trainings: readonly ClassroomTraining[];
  readonly gap: number | undefined;
  readonly running: PanelLesson['running'];
  readonly trouble: string | undefined;
  /** The text has a network of its own now. */
  readonly own: boolean;
}

export interface LessonFiles {
  readonly lesson: Lesson;
  readonly text: string;
}

export interface LessonTexts {
  read(id: LessonId): Promise<Result<LessonFiles>>;
  find(key: string): OpenLesson | undefined;
  /** From now on the text is that lesson's. */
  begin(key: string, lesson: Lesson): void;
  change(key: string, change: Partial<OpenLesson>): void;
  /** A lesson's text that came back with the window is taken up again, where it begins as it did. */
  resume(text: OpenText): Promise<void>;
  /** The weights that the text is read with at first: they came with its lesson and are only read. */
  shippedPath(key: string): string | undefined;
  isShipped(path: string): boolean;
  /** What a network that came with a lesson is called in a sentence. */
  shippedName(path: string): string | undefined;
  close(key: string): void;
  readonly onDidChange: Listen<string>;
}

/** This much of the beginning must still be the lesson's. */
const beginning = 60;

/** @param folder of the lessons that came with the extension */
export function createLessonTexts(folder: string, memories: DocumentMemories): LessonTexts {
  const open = new Map<string, OpenLesson>();
  const remembered = memories.of('gatescope.lessons', v.picklist(lessonIds));
  const changes = createListeners<string>();
  const pathOf = (id: LessonId, ending: string): string => join(folder, `${id}.${ending}`);

  async function read(id: LessonId): Promise<Result<LessonFiles>> {
    try {
      const facts: unknown = JSON.parse(await readFile(pathOf(id, 'json'), 'utf8'));
      const text = await readFile(pathOf(id, 'txt'), 'utf8');
      return success({ lesson: v.parse(lessonSchema, facts), text });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return failed({ kind: 'disk', doing: 'Opening the lesson', reason });
    }
  }

  function begin(key: string, lesson: Lesson): void {
    const gap = lesson.gaps && 0;
    open.set(key, {
      lesson,
      trainings: [],
      gap,
      running: undefined,
      trouble: undefined,
      own: false,
    });
    remembered.choose(key, lesson.id);
    changes.fire(key);
  }

  return {
    read,
    begin,
    find: (key) => open.get(key),
    change(key, change) {
      const now = open.get(key);
      if (!now) return;
      open.set(key, { ...now, ...change });
      changes.fire(key);
    },
    async resume({ key, text }) {
      const id = open.has(key) ? undefined : remembered.of(key);
      const files = id && (await read(id));
      if (!files?.ok) return;
      const { lesson, text: shipped } = files.value;
      const all = [shipped, ...(lesson.gaps ?? []).map((gap) => gap.text)];
      const start = text().slice(0, beginning);
      if (all.some((one) => one.slice(0, beginning) === start)) begin(key, lesson);
    },
    shippedPath(key) {
      const { lesson, own } = open.get(key) ?? {};
      return lesson && !own ? pathOf(lesson.id, 'safetensors') : undefined;
    },
    isShipped: (path) => lessonIds.some((id) => pathOf(id, 'safetensors') === path),
    shippedName(path) {
      const of = [...open.values()].find(({ lesson }) => path === pathOf(lesson.id, 'safetensors'));
      return of && `the lesson “${of.lesson.title}”`;
    },
    close: (key) => void open.delete(key),
    onDidChange: changes.listen,
  };
}
