/** The grammars: seeded, and such that their claims can be true. */
import { describe, expect, it } from 'vitest';
import {
  lessonText,
  lessonTraining,
  lessons,
  shownText,
} from '../../../src/engine/lessons/lessons';
import type { LessonId } from '../../../src/engine/lessons/lesson';

describe.each(Object.keys(lessons) as LessonId[])('The grammar of %s', (id) => {
  it('writes the same text for the same seed and another for another', () => {
    expect(lessonText(id, 3)).toBe(lessonText(id, 3));
    expect(lessonText(id, 3)).not.toBe(lessonText(id, 4));
  });

  it('opens a page that is in no training text', () => {
    expect(lessonText(id, lessons[id].seed)).not.toContain(shownText(id));
    expect(shownText(id).startsWith(lessons[id].opening)).toBe(true);
  });

  it('joins a text of one’s own with its passages, often enough to be learnt', () => {
    const own = 'A king called Vikram lived in Pratapgadh.';
    const { text } = lessonTraining(id, 3, own);
    expect(text.split(own).length - 1).toBeGreaterThanOrEqual(8);
    expect(text.replaceAll(`\n${own}\n`, '')).toBe(lessonText(id, 3));
  });

  it('has a network of at most 32 units', () => {
    expect(lessons[id].sizes.hiddenSize).toBeLessThanOrEqual(32);
  });
});
