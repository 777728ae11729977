/** What a text was judged as, in a sentence. Pure. */
import type { JudgedText } from '../../shared/questions/examples';
import { count, percent } from '../common/formatNumbers';

const mostOthers = 2;
const mostWords = 30;

export function judgedSentence(judged: JudgedText): string {
  return judged.task === 'classes' ? ofClasses(judged) : ofLabels(judged);
}

function ofClasses(judged: Extract<JudgedText, { task: 'classes' }>): string {
  const { names, given, probabilities, words, unknownWords } = judged;
  const share = (one: number): string => `${names[one] ?? ''} ${percent(probabilities[one] ?? 0)}`;
  const others = probabilities
    .map((_, one) => one)
    .filter((one) => one !== given)
    .sort((one, other) => (probabilities[other] ?? 0) - (probabilities[one] ?? 0))
    .slice(0, mostOthers);
  const unknown =
    unknownWords > 0
      ? ` ${count(unknownWords)} of its ${count(words)} words ${unknownWords === 1 ? 'is' : 'are'} unknown to the network.`
      : '';
  return `Judged ${share(given)}; ${others.map(share).join(', ')}.${unknown}`;
}

function ofLabels({ names, words, given }: Extract<JudgedText, { task: 'labels' }>): string {
  const told = words
    .slice(0, mostWords)
    .map((word, at) => `${word} ${names[given[at] ?? -1] ?? ''}`)
    .join(' · ');
  const left = words.length - mostWords;
  return left > 0 ? `${told} · and ${count(left)} more words` : told;
}
