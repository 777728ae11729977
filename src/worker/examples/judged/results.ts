/** What was taken for what, on examples that were not learnt from; and the lists behind the numbers. */
import { noAnswer, type TextExamples } from '../../../engine/tasks/judging/textExamples';
import { confusionOf, figuresOf, type Confusion } from '../../../engine/tasks/metrics/confusion';
import { success, type Failure, type Result } from '../../../shared/failures';
import type {
  ConfusionCell,
  JudgedResults,
  ListedExample,
  ListedExamples,
} from '../../../shared/questions/examples';
import { placedTokens, spanOf } from '../exampleWords';
import { countOf, judging, type JudgedAnswers } from './judgedAnswers';
import type { SeenExamples } from '../seenExamples';

/** Answers that can be right or wrong. */
interface Judged {
  readonly of: 'test' | 'all';
  readonly examples: number;
  /** Of each: its example, and its place among all answers of the text. */
  readonly numbers: Uint32Array;
  readonly places: Uint32Array;
  readonly given: Uint16Array;
  readonly wanted: Uint16Array;
}

async function judgeAll(seen: SeenExamples): Promise<Judged> {
  const { examples, answers, model, until } = seen;
  const of = examples.parts ? 'test' : 'all';
  const which = Array.from({ length: countOf(examples) }, (_, n) => n).filter(
    (n) => (!examples.parts || examples.parts[n] === 'test') && hasAnswer(examples, n),
  );
  await until(judging(model.judge, answers, which));
  const numbers: number[] = [];
  const places: number[] = [];
  for (const n of which) {
    for (let at = answers.starts[n]; at < answers.starts[n + 1]; at++) {
      if (wantedAt(seen, n, at) === noAnswer) continue;
      numbers.push(n);
      places.push(at);
    }
  }
  return {
    ...{ of, examples: which.length },
    ...{ numbers: Uint32Array.from(numbers), places: Uint32Array.from(places) },
    given: Uint16Array.from(places, (at) => answers.given[at]),
    wanted: Uint16Array.from(places, (at, k) => wantedAt(seen, numbers[k], at)),
  };
}

function hasAnswer(examples: TextExamples, n: number): boolean {
  if (examples.task === 'classes') return examples.examples[n].class !== noAnswer;
  return examples.sentences[n].labels.some((label) => label !== noAnswer);
}

/** @param at the answer's place in the text */
export function wantedAt(
  { examples, answers }: { readonly examples: TextExamples; readonly answers: JudgedAnswers },
  n: number,
  at: number,
): number {
  if (examples.task === 'classes') return examples.examples[n].class;
  return examples.sentences[n].labels[at - answers.starts[n]];
}

export async function judgedResults(seen: SeenExamples): Promise<Result<JudgedResults, Failure>> {
  const { model, examples, versions } = seen;
  const { names } = model.judge;
  const judged = await judgeAll(seen);
  const { given, wanted, of } = judged;
  const confusion = confusionOf(given, wanted, names.length);
  const words = examples.task === 'labels' ? byKnowledge(seen, judged) : undefined;
  return success({
    ...{ ...versions, names, of, examples: judged.examples },
    ...{ answers: wanted.length, right: wanted.length - confusion.wrong.length },
    repeated: examples.parts?.filter((part) => part === 'repeated').length ?? 0,
    cells: cellsOf(confusion),
    figures: figuresOf(given, wanted, names.length),
    ...(words && { words }),
    approximate: false,
  });
}

function cellsOf(confusion: Confusion): ConfusionCell[] {
  const cells: ConfusionCell[] = [];
  for (let wanted = 0; wanted < confusion.classes; wanted++) {
    for (let given = 0; given < confusion.classes; given++) {
      const count = confusion.count(wanted, given);
      if (count > 0) cells.push({ wanted, given, count });
    }
  }
  return cells;
}

function byKnowledge(
  { examples, answers, model }: SeenExamples,
  { numbers, places, given, wanted }: Judged,
): JudgedResults['words'] {
  const words = { known: { answers: 0, right: 0 }, unknown: { answers: 0, right: 0 } };
  if (examples.task !== 'labels') return words;
  numbers.forEach((n, k) => {
    const word = examples.sentences[n].words[places[k] - answers.starts[n]];
    const kind = words[model.judge.isKnown(word) ? 'known' : 'unknown'];
    kind.answers++;
    if (given[k] === wanted[k]) kind.right++;
  });
  return words;
}

export async function judgedList(
  seen: SeenExamples,
  asked: {
    readonly cell?: { readonly wanted: number; readonly given: number };
    readonly from: number;
    readonly count: number;
  },
): Promise<Result<ListedExamples, Failure>> {
  const judged = await judgeAll(seen);
  const confusion = confusionOf(judged.given, judged.wanted, seen.model.judge.names.length);
  const { cell, from, count } = asked;
  const all = cell ? confusion.examples(cell.wanted, cell.given) : confusion.wrong;
  const examples = all.slice(from, from + count).map((k) => listed(seen, judged, k));
  return success({ ...seen.versions, count: all.length, from, examples, approximate: false });
}

const longestListed = 160;
const wordsAround = 5;

function listed(
  { examples, answers }: SeenExamples,
  { numbers, places, given, wanted }: Judged,
  k: number,
): ListedExample {
  const n = numbers[k];
  const facts = {
    ...{ number: n, wanted: wanted[k], given: given[k] },
    probability: answers.probability[places[k]],
  };
  if (examples.task === 'classes') {
    const { text } = examples.examples[n];
    const short = text.length > longestListed ? `${text.slice(0, longestListed)}…` : text;
    return { ...facts, span: spanOf(examples, n), text: short.replace(/\s+/g, ' ') };
  }
  const { tokens, spans } = placedTokens(examples, n);
  const at = places[k] - answers.starts[n];
  const first = Math.max(0, at - wordsAround);
  const before = tokens.slice(first, at).join(' ');
  const start = before === '' ? 0 : before.length + 1;
  const text = tokens.slice(first, at + wordsAround + 1).join(' ');
  return { ...facts, span: spans[at], text, token: { start, end: start + tokens[at].length } };
}
