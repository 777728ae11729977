/** The three steps of a page, with their words found in the text that opens. */
import type { LessonId } from '../../engine/lessons/lesson';
import { lessons, shownText } from '../../engine/lessons/lessons';
import { nthOf } from '../../engine/lessons/measures';
import { createProbe, type ProbedModel } from '../../engine/lessons/probe';
import type { Lesson, LessonStep } from '../../shared/lessons/lessons';
import { pages, type PageStep } from './pages';

/** @throws RangeError where a word is not in the text */
export function stepsOf(id: LessonId, model: ProbedModel): Lesson['steps'] {
  const probe = createProbe(model);
  const tokens = probe.tokens(shownText(id));
  const unit = lessons[id].unit(probe, tokens);
  const [first, second, third] = pages[id].steps;
  const step = (source: PageStep): LessonStep => found(id, source, tokens, unit);
  return [step(first), step(second), step(third)];
}

function found(
  id: LessonId,
  { word, nth = 1, withUnit, ...step }: PageStep,
  tokens: readonly string[],
  unit: number,
): LessonStep {
  const token = nthOf(tokens, word, nth);
  if (token < 0) throw new RangeError(`${id}: no word ${word} in the text that opens`);
  return { ...step, word, token, ...(withUnit === true ? { layer: 0, unit } : {}) };
}
