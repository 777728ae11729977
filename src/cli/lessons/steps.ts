/** The three steps of a page, with their words found in the text that opens. */
import type { JudgingLesson, LessonId } from '../../engine/lessons/lesson';
import { isJudgingLesson, judgingLessons, lessons, shownText } from '../../engine/lessons/lessons';
import { nthOf } from '../../engine/lessons/measures';
import { createProbe, type ProbedModel } from '../../engine/lessons/probe';
import { wordsOf } from '../../engine/tasks/inputs/classWords';
import type { Lesson, LessonStep } from '../../shared/lessons/lessons';
import type { PageStep } from './page';
import { pages } from './pages';

/** @throws RangeError where a word is not in the text */
export function stepsOf(id: LessonId, model: ProbedModel): Lesson['steps'] {
  if (isJudgingLesson(id)) return judgingSteps(id);
  const probe = createProbe(model);
  const tokens = probe.tokens(shownText(id));
  const unit = lessons[id].unit(probe, tokens);
  const [first, second, third] = pages[id].steps;
  const step = (source: PageStep): LessonStep => found(id, source, tokens, unit);
  return [step(first), step(second), step(third)];
}

function judgingSteps(id: JudgingLesson): Lesson['steps'] {
  const examples = examplesOf(id);
  const step = ({ example = 0, word, nth = 1, withUnit: _, ...said }: PageStep): LessonStep => {
    const { offset = 0, words = [] } = examples[example] ?? {};
    const token = nthOf(words, word, nth);
    if (token < 0) throw new RangeError(`${id}: no word ${word} in example ${example}`);
    return { ...said, word, token, offset };
  };
  const [first, second, third] = pages[id].steps;
  return [step(first), step(second), step(third)];
}

/** Those of the page that opens: a line each, or a word a line and a blank line between them. */
function examplesOf(id: JudgingLesson): { offset: number; words: readonly string[] }[] {
  const isLabels = judgingLessons[id].task === 'labels';
  const between = isLabels ? '\n\n' : '\n';
  let offset = 0;
  return shownText(id)
    .trimEnd()
    .split(between)
    .map((piece) => {
      const from = offset;
      offset += piece.length + between.length;
      const rows = piece.split('\n').map((line) => line.split('\t')[0] ?? '');
      return { offset: from, words: isLabels ? rows : wordsOf(rows[0] ?? '') };
    });
}

function found(
  id: LessonId,
  { word, nth = 1, withUnit, example: _, ...step }: PageStep,
  tokens: readonly string[],
  unit: number,
): LessonStep {
  const token = nthOf(tokens, word, nth);
  if (token < 0) throw new RangeError(`${id}: no word ${word} in the text that opens`);
  return { ...step, word, token, ...(withUnit === true ? { layer: 0, unit } : {}) };
}
