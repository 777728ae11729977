/** The hover of a model that judges. */
import { describe, expect, it } from 'vitest';
import { judgedHover } from '../../../src/host/hover/judgedText';
import type {
  JudgedClass,
  JudgedExample,
  JudgedLabels,
} from '../../../src/shared/questions/examples';

const words = {
  ...{ number: 2, span: { start: 10, end: 22 }, tokens: ['not', '*boring*'] },
  spans: [
    { start: 10, end: 13 },
    { start: 14, end: 22 },
  ],
  known: [true, false],
};
const answer = { documentVersion: 1, modelVersion: 1, count: 9, approximate: false } as const;

const classes: JudgedClass = {
  ...{ task: 'classes', ...words, part: 'test', wanted: 1, given: 0 },
  probabilities: Float32Array.of(0.75, 0.25),
  running: {
    ...{ classes: [0], values: Float32Array.of(0.5, 0.75) },
    leading: Uint16Array.of(1, 0),
    confidence: Float32Array.of(0.5, 0.75),
  },
};
const labels: JudgedLabels = {
  ...{ task: 'labels', ...words, wanted: Uint16Array.of(0, 0xffff), best: 2 },
  labels: Uint16Array.of(0, 1, 1, 0),
  probabilities: Float32Array.of(0.5, 0.25, 0.75, 0.125),
};
const seen = (
  example: JudgedClass | JudgedLabels,
  unit: JudgedExample['unit'] = 'example',
): JudgedExample => ({ ...answer, example, unit, names: ['bad', 'good'] });

describe('The hover of a class', () => {
  it('tells the class so far and in the end, what the text says, and whether it was learnt from', () => {
    const hover = judgedHover(seen(classes), 15, 'command:x');
    expect(hover?.range).toEqual(words.spans[1]);
    expect(hover?.markdown.split('  \n')).toEqual([
      expect.stringMatching(/^\*\*\\\*boring\\\*\*\* ○ not in the vocabulary · so far bad 75/),
      expect.stringMatching(/^In the end \*\*bad\*\* 75.*, \*\*wrong\*\*: the text says good$/),
      'Not learnt from. [Show in the panel](command:x)',
    ]);
  });

  it('is that of the whole example beside its text, of a table only', () => {
    expect(judgedHover(seen(classes), 30, '')?.range).toEqual(words.span);
    expect(judgedHover(seen(classes, 'line'), 30, '')).toBeUndefined();
  });
});

describe('The hover of a label', () => {
  it('tells what else was probable', () => {
    const { markdown } = judgedHover(seen(labels), 11, 'command:x') ?? { markdown: '' };
    expect(markdown).toMatch(/^\*\*not\*\*  \n\*\*bad\*\* 50.* · good 25.*, as the text says/);
    expect(judgedHover(seen(labels), 15, '')?.markdown).not.toContain('the text says');
    expect(judgedHover(seen(labels), 40, '')).toBeUndefined();
  });
});
