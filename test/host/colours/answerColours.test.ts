import { describe, expect, it } from 'vitest';
import {
  answerKinds,
  kindOfAnswer,
  meaningOfWrong,
  remarksOfAnswers,
  rowsOfAnswers,
  shortAnswers,
  styleOfAnswer,
  titleOfAnswers,
  type Answers,
} from '../../../src/host/colours/answerColours';

const named = (count: number): string[] => Array.from({ length: count }, (_, n) => `L${n}`);
const labels = (names: readonly string[], outside?: number): Answers => ({
  ...{ task: 'labels', names },
  ...(outside !== undefined && { outside }),
});
const classes = (names: readonly string[], beginnings?: 'last' | 'mean'): Answers => ({
  ...{ task: 'classes', names },
  ...(beginnings && { beginnings }),
});

describe('The colours of classes and labels', () => {
  it('tell 32 apart, and neighbours by their line as well as by their colour', () => {
    const styles = named(answerKinds).map((_, n) => styleOfAnswer(n));
    expect(answerKinds).toBe(32);
    expect(new Set(styles.map((style) => JSON.stringify(style))).size).toBe(32);
    for (let n = 1; n < 40; n++) {
      const [one, other] = [styleOfAnswer(n - 1), styleOfAnswer(n)];
      expect(one.colour).not.toBe(other.colour);
      expect(one.decoration).not.toBe(other.decoration);
      expect(one.stroke).not.toBe(other.stroke);
    }
    expect(styleOfAnswer(32)).toEqual(styleOfAnswer(0));
  });

  it('leave plain what has no answer and what stands outside every span', () => {
    expect(kindOfAnswer(NaN, {})).toBe(0);
    expect(kindOfAnswer(2, { outside: 2 })).toBe(0);
    expect(kindOfAnswer(2, { outside: 1 })).toBe('answer 2');
    expect(kindOfAnswer(34, {})).toBe('answer 2');
  });
});

describe('Their legend', () => {
  it('names the first in the status bar and twenty in the tooltip, and counts the rest', () => {
    expect(shortAnswers(classes(['neg', 'pos']))).toBe('─ neg  ┈ pos');
    expect(shortAnswers(labels(['B-x', 'I-x', 'O', 'B-y', 'I-y'], 2))).toBe(
      '─ B-x  ┈ I-x  ╌ B-y  …',
    );
    const many = labels(named(50));
    expect(rowsOfAnswers(many)).toHaveLength(20);
    expect(remarksOfAnswers(many)).toEqual([
      'And 30 more, which the hover names; after 32 names the colours and lines come again.',
    ]);
    expect(remarksOfAnswers(labels(named(20)))).toEqual([]);
  });

  it('says why the beginnings of a text were judged by themselves, of classes only', () => {
    expect(remarksOfAnswers(classes(['a', 'b']))).toEqual([]);
    const [why] = remarksOfAnswers(classes(['a', 'b'], 'mean'));
    expect(why).toContain('judges by the mean of its states');
    expect(remarksOfAnswers(classes(['a', 'b'], 'last'))[0]).toContain('both of its directions');
  });

  it('says what is coloured and what is in a frame', () => {
    expect(titleOfAnswers(labels(['a']))).toBe('Label of each word');
    expect(titleOfAnswers(classes(['a']))).toBe('Class after each word');
    expect(meaningOfWrong(classes(['a']))).toContain('last word');
  });
});
