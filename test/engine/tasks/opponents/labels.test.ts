import { describe, expect, it } from 'vitest';
import type { LabelSentence } from '../../../../src/engine/tasks/examples';
import {
  majorityLabel,
  mostFrequentLabel,
  suffixesAndShape,
} from '../../../../src/engine/tasks/opponents/labelJudge';
import { trainPerceptron } from '../../../../src/engine/tasks/opponents/perceptron';
import { weightRows } from '../../../../src/engine/tasks/opponents/weightRows';

/** @param tagged `word/0 word/1` */
function sentence(tagged: string): LabelSentence {
  const tokens = tagged.split(' ').map((token) => token.split('/'));
  const labels = Uint16Array.from(tokens, ([, label]) => Number(label));
  return { words: tokens.map(([word]) => word), starts: tokens.map((_, at) => at), labels };
}

const train = ['run/0 runs/1 running/2', 'run/0 London/3 jumping/2', 'run/1 sleeps/1 ,/0 a/0'].map(
  sentence,
);

describe('Labels without a network', () => {
  it('are the most frequent of all', () => {
    expect(Array.from(majorityLabel(train, 4).judge(['London', 'x']))).toEqual([0, 0]);
  });

  it('are the most frequent of each word, and of all for a new one', () => {
    const judge = mostFrequentLabel(train, 4);
    expect(Array.from(judge.judge(['run', 'London', 'Paris']))).toEqual([0, 3, 0]);
  });

  it('are for a new word those of its last letters and its shape', () => {
    const judge = suffixesAndShape(train, 4);
    expect(Array.from(judge.judge(['eating', 'Paris', 'sweeps', 'run', '!']))).toEqual([
      2, 3, 1, 0, 0,
    ]);
  });
});

/** The label is whether the next word is `b`: nothing of the word itself tells. */
function bySuccessor(count: number): LabelSentence[] {
  return Array.from({ length: count }, (_, n) => {
    const words = Array.from({ length: 6 }, (_, at) => ((n * 7 + at * at * 3) % 5 < 2 ? 'b' : 'a'));
    const labels = Uint16Array.from(words, (_, at) => (words[at + 1] === 'b' ? 1 : 0));
    return { words, starts: words.map((_, at) => at), labels };
  });
}

/** The first word says which label all have: after two words only the label before tells. */
function carried(count: number): LabelSentence[] {
  return Array.from({ length: count }, (_, n) => {
    const words = ['ab'.charAt((n * 7 + (n >> 2)) % 2), ...Array.from({ length: 7 }, () => 'on')];
    const label = words[0] === 'a' ? 1 : 2;
    return { words, starts: words.map(() => 0), labels: Uint16Array.from(words, () => label) };
  });
}

function perceptronOf(sentences: readonly LabelSentence[], labels: number, seed = 1) {
  const training = trainPerceptron(sentences, labels, { epochs: 4, seed });
  let steps = 1;
  while (!training.step()) steps++;
  return { judge: training.judge(), training, steps };
}

const right = (
  judge: { judge(words: readonly string[]): ArrayLike<number> },
  all: LabelSentence[],
) =>
  all.filter(({ words, labels }) =>
    [...labels].every((label, at) => judge.judge(words)[at] === label),
  ).length / all.length;

describe('The averaged perceptron', () => {
  it('learns what the words beside a token tell', () => {
    expect(right(perceptronOf(bySuccessor(60), 2).judge, bySuccessor(80))).toBe(1);
  });

  it('learns what the labels before a token tell', () => {
    expect(right(perceptronOf(carried(30), 3).judge, carried(8))).toBe(1);
  });

  it('takes a sentence a step, and can be left between two', () => {
    const { training, steps } = perceptronOf(bySuccessor(10), 2);
    expect([steps, training.done, training.all]).toEqual([40, 40, 40]);
    expect(training.step()).toBe(true);
  });

  it('gives the same for the same seed, and is asked as often as one likes', () => {
    const mixed = [...bySuccessor(20), ...carried(5)];
    const words = ['b', 'word', 'a', 'b', 'new'];
    const [one, other] = [perceptronOf(mixed, 3, 7), perceptronOf(mixed, 3, 7)];
    expect(Array.from(one.judge.judge(words))).toEqual(Array.from(other.judge.judge(words)));
    expect(Array.from(one.training.judge().judge(words))).toEqual(
      Array.from(one.judge.judge(words)),
    );
  });

  it('labels an empty sentence, and learns from nothing', () => {
    expect(Array.from(perceptronOf(train, 4).judge.judge([]))).toEqual([]);
    const nothing = trainPerceptron([], 2, { epochs: 4, seed: 1 });
    expect(nothing.step()).toBe(true);
    expect(Array.from(nothing.judge().judge(['a']))).toEqual([0]);
  });
});

describe('Rows of weights', () => {
  it('are the means over time once averaged', () => {
    const rows = weightRows(2);
    const row = rows.make(5);
    rows.change(row, 0, 1, 0); // 1 from the beginning
    rows.change(row, 0, 2, 3); // 3 from time 3 on
    rows.average(4);
    const scores = new Float64Array(2);
    rows.addTo(scores, row);
    expect([...scores]).toEqual([(1 + 1 + 1 + 3) / 4, 0]);
  });

  it('are found again by their hash, however many there are', () => {
    const rows = weightRows(1);
    const hashes = Array.from({ length: 20_000 }, (_, at) => Math.imul(at + 1, 0x9e3779b1));
    const made = hashes.map((hash) => rows.make(hash));
    expect(hashes.map((hash) => rows.find(hash))).toEqual(made);
    expect(rows.find(7)).toBe(-1);
  });

  it('are no more than there is room for', () => {
    const rows = weightRows(10, 45);
    expect([1, 2, 3, 4, 5, 6].map((hash) => rows.make(hash))).toEqual([0, 1, 2, 3, -1, -1]);
    expect([rows.find(4), rows.find(5), rows.count]).toEqual([3, -1, 4]);
  });
});
