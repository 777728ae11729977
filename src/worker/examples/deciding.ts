/** Which words decided the class of an example, and what mere counts of words say of them. */
import { through } from '../../engine/steps';
import { wordsOf } from '../../engine/tasks/inputs/classWords';
import { decidingWords } from '../../engine/tasks/judging/decidingWords';
import { largest } from '../../engine/tasks/metrics/accuracy';
import { countingBayes, type NaiveBayes } from '../../engine/tasks/opponents/naiveBayes';
import type { WordsOfClass } from '../../engine/tasks/opponents/classJudge';
import { failed, success, type Failure, type Result } from '../../shared/failures';
import type { DecidingAnswer } from '../../shared/questions/examples';
import { checkedNumber, placedTokens } from './exampleWords';
import { probabilitiesOf } from './exampleAt';
import type { TextExamples } from '../../engine/tasks/judging/textExamples';
import type { SeenExamples } from './seenExamples';

/** Of a long table evenly chosen ones are counted: the strongest words are no others. */
const mostCounted = 20_000;
const strongestShown = 20;

interface Counted {
  readonly bayes: NaiveBayes;
  readonly examples: number;
}

export type AskDeciding = (
  seen: SeenExamples,
  request: { readonly number: number; readonly judged?: number },
) => Promise<Result<DecidingAnswer, Failure>>;

export function createDeciding(): AskDeciding {
  const counted = new WeakMap<TextExamples, Counted>();

  async function countedOf(seen: SeenExamples): Promise<Counted | undefined> {
    const found = counted.get(seen.examples) ?? (await countWords(seen));
    if (found) counted.set(seen.examples, found);
    return found;
  }

  return async (seen, { number, judged }) => {
    const checked = checkedNumber(seen, number);
    if (!checked.ok) return checked;
    const { model, examples, versions } = seen;
    if (examples.task !== 'classes') return failed({ kind: 'stale' });
    const words = wordsOf(examples.examples[number].text);
    const about = judged ?? largest(await probabilitiesOf(seen, words));
    if (about >= model.judge.names.length) return failed({ kind: 'stale' });
    const deciding = decidingWords(model.judge, words, about);
    await seen.until(() => deciding.advance());
    const { words: count, replaced, gradient } = deciding;
    const { tokens, spans } = placedTokens(examples, number);
    const shown = { tokens: tokens.slice(0, count), spans: spans.slice(0, count) };
    const counts = await countedOf(seen);
    return success({
      ...versions,
      ...{ number, judged: about, ...shown, replaced, gradient, approximate: false },
      ...(counts && { counted: saidBy(counts, words.slice(0, count), about) }),
    });
  };
}

function saidBy(
  { bayes, examples }: Counted,
  words: readonly string[],
  judged: number,
): NonNullable<DecidingAnswer['counted']> {
  const weights = Float32Array.from(words, (word) => bayes.weight(word, judged));
  return { weights, strongest: bayes.strongest(judged, strongestShown), examples };
}

const examplesAtOnce = 100;

async function countWords({ examples, model, until }: SeenExamples): Promise<Counted | undefined> {
  if (examples.task !== 'classes' || !examples.parts) return undefined;
  const { parts } = examples;
  const learnt = examples.examples.filter((_, n) => parts[n] === 'train');
  const every = Math.ceil(learnt.length / mostCounted);
  const counted: WordsOfClass[] = [];
  let next = 0;
  await until(() => {
    for (let n = 0; n < examplesAtOnce && next < learnt.length; n++, next += every) {
      counted.push({ words: wordsOf(learnt[next].text), class: learnt[next].class });
    }
    return next >= learnt.length;
  });
  const wishes = { pairs: false, alpha: 1 };
  const learning = countingBayes(counted, model.judge.names.length, wishes);
  const bayes = await through(learning, until);
  return bayes && { bayes: bayes.value, examples: counted.length };
}
