import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readLabelTable } from '../../../../src/engine/tasks/formats/labelTable';
import type { ColumnWishes } from '../../../../src/engine/tasks/formats/labelColumn';

function readWhole(text: string, wishes: ColumnWishes = {}) {
  const read = readLabelTable(text, wishes);
  if (!read.ok) throw new Error(JSON.stringify(read.flaw));
  const { sentences, labels } = read.value;
  for (const { words, starts } of sentences) {
    words.forEach((word, at) => expect(text.startsWith(word, starts[at])).toBe(true));
  }
  const tagged = sentences.map(({ words, labels: ids }) =>
    words.map((word, at) => `${word}/${labels[ids[at]]}`).join(' '),
  );
  return { ...read.value, tagged };
}

const flawOf = (text: string) => {
  const read = readLabelTable(text);
  return read.ok ? undefined : read.flaw;
};

const three = 'a\tDET\ndog\tNOUN\n\nit\tPRON\nruns\tVERB\n\nthe\tDET\nend\tNOUN\n';

describe('Sentences of labelled tokens', () => {
  it('are columns between tabs, a blank line between sentences, even with a tab in it', () => {
    const tagged = ['a/DET dog/NOUN', 'it/PRON runs/VERB', 'the/DET end/NOUN'];
    for (const blank of ['\n\n', '\n\t\n', '\n \n\n\n', '\r\n\r\n']) {
      const text = three.replaceAll('\n\n', blank);
      expect(readWhole(text).tagged).toEqual(tagged);
    }
  });

  it('are columns between spaces with the label last, as in CoNLL-2003', () => {
    const text =
      '-DOCSTART- -X- O O\n\nEU NNP I-NP I-ORG\nrejects VBZ I-VP O\n\nPeter NNP I-NP I-PER\n\n# # O O\nBonn NNP I-NP I-LOC\n';
    const read = readWhole(text);
    expect(read.tagged).toEqual(['EU/I-ORG rejects/O', 'Peter/I-PER', '#/O Bonn/I-LOC']);
    expect(read).toMatchObject({ spans: true, format: { kind: 'spaces', columns: 4, label: 3 } });
  });

  it('pass over comments, but not over the token #', () => {
    const text = `# newdoc id = 1\n${three.replace('it\t', '#\tSYM\n# a comment\nit\t')}`;
    expect(readWhole(text).tagged[1]).toBe('#/SYM it/PRON runs/VERB');
  });

  it('are CoNLL-U, without multiword ranges and empty nodes, by the universal part of speech', () => {
    const row = (id: string, form: string, tag: string) =>
      [id, form, form, tag, `x${tag}`, '_', '0', 'root', '_', '_'].join('\t');
    const sentence = [
      '# text = don’t go',
      row('1-2', 'don’t', '_'),
      row('1', 'do', 'AUX'),
      row('2', 'n’t', 'PART'),
      row('2.1', 'you', 'PRON'),
      row('3', '3', 'VERB'),
    ].join('\n');
    const text = `${sentence}\n\n${sentence}\n\n${sentence}\n`;
    expect(readWhole(text).tagged[0]).toBe('do/AUX n’t/PART 3/VERB');
    expect(readWhole(text, { column: 'xpos' }).tagged[0]).toBe('do/xAUX n’t/xPART 3/xVERB');
  });

  it('have the word in the second column where the first counts', () => {
    const text = '1\t1\tX\n2\tdog\tY\n\n1\tcat\tX\n\n1\tsun\tY\n';
    expect(readWhole(text).tagged).toEqual(['1/X dog/Y', 'cat/X', 'sun/Y']);
    expect(readWhole(text.replaceAll('\t', '  ')).tagged).toEqual(['1/X dog/Y', 'cat/X', 'sun/Y']);
  });

  it('have universal parts of speech for labels where one column holds nothing else', () => {
    const text = 'a\tDET\tdt\ndog\tNOUN\tnn\n\nruns\tVERB\tvbz\n\nthe\tDET\tdt\n';
    expect(readWhole(text).labels).toEqual(['DET', 'NOUN', 'VERB']);
    expect(readWhole(text, { column: '3' }).labels).toEqual(['dt', 'nn', 'vbz']);
    expect(readWhole(text, { known: ['dt', 'nn', 'vbz'] }).labels).toEqual(['dt', 'nn', 'vbz']);
  });

  it('recognise spans by their labels', () => {
    const spans = 'a\tO\nb\tB-x\n\nc\tI-x\n\nd\tO\n';
    expect(readWhole(spans).spans).toBe(true);
    expect(readWhole(spans.replace('I-x', 'IX')).spans).toBe(false);
    expect(readWhole(three).spans).toBe(false);
  });

  it('of a test keep a rare label that was not learnt, but are refused where most were not', () => {
    const read = readWhole(`${three}\nthe\tART\n`, { known: ['DET', 'NOUN', 'PRON', 'VERB'] });
    expect(read.labels).toEqual(['DET', 'NOUN', 'PRON', 'VERB', 'ART']);
    expect(readLabelTable(three, { known: ['A', 'B'] })).toMatchObject({
      ...{ ok: false, flaw: { kind: 'unknownClass', of: 'labels', name: 'DET', line: 1 } },
    });
  });

  it.each([
    ['no tokens', '\n# nothing\n', { kind: 'noExamples' }],
    ['one column', 'a\n\nb\n\nc\n', { kind: 'noClassColumn', columns: 1 }],
    ['a line without a tab', `${three}word\n`, { kind: 'noTab', line: 9 }],
    [
      'a line with a column too many',
      `${three}a\tb\tc\n`,
      { kind: 'unequalColumns', line: 9, columns: 3, expected: 2 },
    ],
    ['an empty label', `${three}\nword\t\n`, { kind: 'emptySide', line: 10, side: 'label' }],
    ['an empty word', `${three}\n\tX\n`, { kind: 'emptySide', line: 10, side: 'word' }],
    ['one label', 'a\tO\n\nb\tO\n\nc\tO\n', { kind: 'oneClass', of: 'labels', name: 'O' }],
    ['two sentences', 'a\tX\n\nb\tY\n', { kind: 'fewSentences', sentences: 2, needed: 3 }],
  ])('are refused with %s', (_, text, flaw) => {
    expect(flawOf(text)).toEqual(flaw);
  });

  it('are refused with ten thousand labels, and with a sentence of a hundred thousand tokens', () => {
    const many = Array.from({ length: 10_000 }, (_, at) => `word\tlabel${at}\n\n`);
    expect(flawOf(many.join(''))).toMatchObject({ kind: 'manyClasses', count: 10_000 });
    const long = `${three}\n${'word\tX\n'.repeat(100_000)}`;
    expect(flawOf(long)).toMatchObject({ kind: 'longSequence', line: 10, tokens: 100_000 });
  });

  it('never throw, and lie where they say', () => {
    const unit = fc.constantFrom(
      'a',
      'B',
      '1',
      '-',
      '.',
      '#',
      '\t',
      '\n',
      '\r',
      ' ',
      '\u00a0',
      'O',
    );
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 60 }), (text) => {
        const read = readLabelTable(text);
        if (!read.ok) return;
        for (const { words, starts, labels } of read.value.sentences) {
          expect([starts.length, labels.length]).toEqual([words.length, words.length]);
          words.forEach((word, at) => expect(text.startsWith(word, starts[at])).toBe(true));
        }
      }),
      { numRuns: 500 },
    );
  });
});
