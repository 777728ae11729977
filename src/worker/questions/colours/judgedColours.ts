/** What a model that judges gives to a stretch of the text, as colours: a number of a class or label at each token. */
import { noAnswer } from '../../../engine/tasks/judging/textExamples';
import type { ColourAnswer } from '../../../shared/questions/editor/colours';
import type { JudgedRange } from '../../../shared/questions/examples';

export function judgedColours(range: JudgedRange): ColourAnswer {
  const { starts, ends, unknown, given, final, wanted, last, task, names } = range;
  const { documentVersion, modelVersion, outside, beginnings, approximate } = range;
  const values = Float32Array.from(given, (answer) => (answer === noAnswer ? NaN : answer));
  const wrong = Uint8Array.from(given, (_, k) => {
    const isAnswered = wanted[k] !== noAnswer && final[k] !== wanted[k];
    return isAnswered && (task === 'labels' || last[k] === 1) ? 1 : 0;
  });
  const strange = unknown.reduce((sum, one) => sum + one, 0);
  return {
    ...{ documentVersion, modelVersion, starts, ends, values, unknown, approximate },
    unknownShare: unknown.length === 0 ? 0 : strange / unknown.length,
    judged: {
      ...{ task, names, wrong },
      ...(outside !== undefined && { outside }),
      ...(beginnings !== undefined && { beginnings }),
    },
  };
}
