/** The grammars: seeded, and such that their claims can be true. */
import { describe, expect, it } from 'vitest';
import {
  isJudgingLesson,
  lessonText,
  lessonTraining,
  recipeOf,
  shownText,
} from '../../../src/engine/lessons/lessons';
import { lessonIds } from '../../../src/shared/lessons/lessons';

describe.each(lessonIds)('The grammar of %s', (id) => {
  it('writes the same text for the same seed and another for another', () => {
    expect(lessonText(id, 3)).toBe(lessonText(id, 3));
    expect(lessonText(id, 3)).not.toBe(lessonText(id, 4));
  });

  it('opens a page that is in no training text', () => {
    expect(lessonText(id, recipeOf(id).seed)).not.toContain(shownText(id));
    expect(shownText(id).startsWith(recipeOf(id).opening)).toBe(true);
  });

  it.skipIf(isJudgingLesson(id))(
    'joins a text of one’s own with its passages, often enough',
    () => {
      const own = 'A king called Vikram lived in Pratapgadh.';
      const { text } = lessonTraining(id, 3, own);
      expect(text.split(own).length - 1).toBeGreaterThanOrEqual(8);
      expect(text.replaceAll(`\n${own}\n`, '')).toBe(lessonText(id, 3));
    },
  );

  it('has a network of at most 32 units', () => {
    expect(recipeOf(id).sizes.hiddenSize).toBeLessThanOrEqual(32);
  });
});
