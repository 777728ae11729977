/** What a text that is given, a selection say, is judged as. */
import { through } from '../../engine/steps';
import { wordsOf } from '../../engine/tasks/inputs/classWords';
import { readingTextExamples } from '../../engine/tasks/judging/textExamples';
import { largest } from '../../engine/tasks/metrics/accuracy';
import { failed, success, type Failure, type Result } from '../../shared/failures';
import type { JudgedText } from '../../shared/questions/examples';
import { probabilitiesOf } from './exampleAt';
import type { SeenExamples } from './seenExamples';

export async function judgeText(
  seen: SeenExamples,
  { text }: { readonly text: string },
): Promise<Result<JudgedText, Failure>> {
  const { judge, facts } = seen.model;
  const { names } = judge;
  if (facts.task.task === 'classes') {
    const words = wordsOf(text);
    if (words.length === 0) return failed({ kind: 'noToken' });
    const probabilities = await probabilitiesOf(seen, words);
    const unknownWords = words.filter((word) => !judge.isKnown(word)).length;
    return success({
      ...{ task: 'classes', names, given: largest(probabilities) },
      ...{ probabilities: [...probabilities], words: words.length, unknownWords },
    });
  }
  const wishes = { facts: facts.task, name: '', isLearnt: false };
  const read = (await through(readingTextExamples(text, wishes), seen.until))?.value;
  const sentences = read?.task === 'labels' ? read.sentences.map(({ words }) => words) : [];
  if (sentences.length === 0) return failed({ kind: 'noToken' });
  const given: number[] = [];
  const probabilities: number[] = [];
  for (const words of sentences) {
    const all = await probabilitiesOf(seen, words);
    for (let at = 0; at < words.length; at++) {
      const row = all.subarray(at * names.length, (at + 1) * names.length);
      const best = largest(row);
      given.push(best);
      probabilities.push(row[best]);
    }
  }
  return success({ task: 'labels', names, words: sentences.flat(), given, probabilities });
}
