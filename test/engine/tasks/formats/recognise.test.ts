import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recogniseTask } from '../../../../src/engine/tasks/formats/recognise';
import type { ExampleFlaw } from '../../../../src/engine/tasks/formats/flaws';
import { recognisedAs, sentenceOfExamples } from '../../../../src/shared/examples';

const tasks = (text: string, name = 'a.txt') => recogniseTask(text, name).map(({ task }) => task);
const said = (text: string, name = 'a.txt') => recogniseTask(text, name).map(recognisedAs);

const reviews = 'A fine film.\tgood\nA dull film.\tbad\nFine!\tgood\nDull, dull.\tbad\n';
const tagged =
  'A\tDET\ndog\tNOUN\n\nIt\tPRON\nruns\tVERB\n\nThe\tDET\nend\tNOUN\nis\tAUX\nnear\tADV\n';

describe('What a text is', () => {
  it('is said of a table of classes in a sentence, with its first example', () => {
    expect(said(reviews)).toEqual([
      '4 examples in 2 classes (column 2: bad, good). The first: “A fine film.” is good.',
    ]);
    const csv = `text,mood\n${reviews.replace('Dull, ', 'Dull; ').replaceAll('\t', ',')}`;
    expect(said(csv, 'a.csv')).toEqual([
      '4 examples in 2 classes (column “mood”: bad, good). The first: “A fine film.” is good.',
    ]);
  });

  it('is said of labelled tokens in a sentence, with the first', () => {
    expect(said(tagged)).toEqual([
      '3 sentences of 8 tokens with 6 labels (ADV, AUX, DET, NOUN, PRON, …). The first: A (DET) dog (NOUN)',
    ]);
  });

  it('is a text to read on in for prose, code, figures and a letter with commas', () => {
    expect(tasks('It was a dark night.\n\nThe rain fell.\n')).toEqual(['next']);
    expect(tasks('Dear all,\n\nof course, we came.\n', 'a.csv')).toEqual(['next']);
    expect(tasks('if (a) {\n\treturn b;\n}\n', 'a.ts')).toEqual(['next']);
    expect(tasks('roses red\nviolets blue\n\nsugar sweet\nso you\n\nit is\nto be\n')).toEqual([
      'next',
    ]);
    expect(tasks('day,rain\n1,0\n2,0\n3,1\n4,1\n', 'a.csv')).toEqual(['next']);
    expect(tasks('')).toEqual(['next']);
  });

  it('is left to the person where it fits two', () => {
    const names =
      'Anna\tf\nBen\tm\n\nCara\tf\nDan\tm\n\nEva\tf\nFinn\tm\n\nGil\tm\nHal\tm\nIda\tf\nJo\tf\n';
    expect(tasks(names)).toEqual(['classes', 'labels']);
  });

  const rows = (count: number, of: (n: number) => string) =>
    `${Array.from({ length: count }, (_, n) => of(n)).join('\n')}\n`;
  const doubled = (n: number) => `double ${n}\t${2 * n}`;

  it('is said of pairs, whose targets are many, with the first', () => {
    expect(said(rows(40, doubled), 'a.tsv')).toEqual([
      '40 pairs of a source and its target, read as letters. The first: “double 0” becomes “0”.',
    ]);
  });

  it('is said of numbers in time, each with its date or number, without, and of one column', () => {
    const day = (n: number) => new Date(Date.UTC(2024, 0, 1 + n)).toISOString().slice(0, 10);
    expect(said(`date,close,volume\n${rows(50, (n) => `${day(n)},${n % 7},${n}`)}`)).toEqual([
      '50 rows of numbers in time, each with its date or number (2 columns: close, volume).',
    ]);
    expect(said(rows(50, (n) => `${n % 7}.5`))).toEqual([
      '50 rows of numbers in time, without dates (1 column: column 1).',
    ]);
    expect(tasks(rows(50, (n) => `${day(n)}\t${n % 7}`))).toEqual(['series']);
    expect(tasks(`date,price,remark\n${rows(50, (n) => `${day(n)},${n % 7},ok`)}`)).toContain(
      'series',
    );
  });

  it('is said of a file with a line to correct, by its number', () => {
    const pairs = `${rows(40, doubled)}no tab here\n`;
    expect(said(pairs)).toEqual([
      '40 pairs of a source and its target; line 41 has to be corrected first.',
    ]);
    const gap = `t,value\n${rows(50, (n) => `${n},${n === 8 ? '' : n % 7}`)}`;
    expect(said(gap)).toEqual([
      '50 rows of numbers in time, each with its date or number; line 10 has to be corrected first.',
    ]);
  });

  it('fits two where targets come again, and where two columns of numbers have no dates', () => {
    expect(tasks(rows(60, (n) => `word number ${n}\tkind ${n % 12}`))).toEqual([
      'classes',
      'pairs',
    ]);
    expect(tasks(rows(60, (n) => `${(7919 * n) % 1000}\t${(n * n) % 1000}`))).toEqual([
      'pairs',
      'series',
    ]);
  });

  it('is no pairs where few sources have many targets, and classes where these are few', () => {
    expect(tasks(rows(60, (n) => `kind ${n % 3}\ta sentence numbered ${n}`))).toEqual(['classes']);
    expect(tasks(rows(60, (n) => `a sentence numbered ${n}\tkind ${n % 3}`))).toEqual(['classes']);
    expect(
      tasks(
        rows(60, (n) => `\tindented ${n};`),
        'a.ts',
      ),
    ).toEqual(['next']);
  });

  it('never throws', () => {
    const unit = fc.constantFrom('a', 'B', '1', '#', '\t', '\n', ' ', ',', '"', 'O');
    fc.assert(
      fc.property(
        fc.string({ unit, maxLength: 60 }),
        fc.constantFrom('a.csv', 'a'),
        (text, name) => {
          for (const sentence of said(text, name)) expect(sentence).not.toContain('undefined');
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('What is wrong with a table', () => {
  const flaws: readonly ExampleFlaw[] = [
    { kind: 'noExamples' },
    { kind: 'noTab', line: 3 },
    { kind: 'unequalColumns', line: 3, columns: 1, expected: 2 },
    { kind: 'badQuote', line: 3, isOpen: true },
    { kind: 'badQuote', line: 3, isOpen: false },
    { kind: 'emptySide', line: 3, side: 'text' },
    { kind: 'noClassColumn', columns: 1 },
    { kind: 'noClassColumn', columns: 2 },
    { kind: 'noColumn', column: 'x', columns: 2 },
    { kind: 'oneClass', of: 'labels', name: 'O' },
    { kind: 'loneExample', name: 'x', line: 3 },
    { kind: 'manyClasses', of: 'classes', count: 10_000, most: 1000 },
    { kind: 'longSequence', line: 3, tokens: 100_000, most: 10_000 },
    { kind: 'fewSentences', sentences: 1, needed: 3 },
    { kind: 'unknownClass', of: 'classes', name: 'x', line: 3 },
    { kind: 'sameClass', name: 'x' },
    { kind: 'severalTasks' },
  ];

  it.each(flaws)('is told with what to do: $kind', (flaw) => {
    const sentence = sentenceOfExamples('a.tsv', flaw);
    expect(sentence).toMatch(
      /^[A-Z][^]*\. [A-Z][^]*\.$|^[A-Z][^]*\. [A-Z][^]*\)\.$|^a\.tsv [^]*\.$/,
    );
    if ('line' in flaw) expect(sentence).toMatch(/line 3/i);
    expect(sentence).not.toMatch(/undefined|1 columns|1 sentences/);
  });
});
