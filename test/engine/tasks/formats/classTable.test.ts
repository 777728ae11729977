import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeInFile, readClassTable } from '../../../../src/engine/tasks/formats/classTable';
import { readClassFiles } from '../../../../src/engine/tasks/formats/classFiles';

const flawOf = (text: string, name = 'a.txt') => {
  const read = readClassTable(text, name);
  return read.ok ? undefined : read.flaw;
};

function readWhole(text: string, name = 'a.txt') {
  const read = readClassTable(text, name);
  if (!read.ok) throw new Error(JSON.stringify(read.flaw));
  const { classes, examples } = read.value;
  return { ...read.value, texts: examples.map((one) => [one.text, classes[one.class]]) };
}

const four = 'a good film\tpos\na bad film\tneg\nfine\tpos\nawful\tneg\n';

describe('A table of classes', () => {
  it('is a text, a tab and a class, or the class first', () => {
    const texts = [
      ['a good film', 'pos'],
      ['a bad film', 'neg'],
      ['fine', 'pos'],
      ['awful', 'neg'],
    ];
    expect(readWhole(four)).toMatchObject({ classes: ['neg', 'pos'], texts });
    const turned = four.replaceAll(/(.*)\t(.*)/g, '$2\t$1');
    expect(readWhole(turned)).toMatchObject({ classes: ['neg', 'pos'], texts });
  });

  it('says where each text lies, whatever the line ends, and past a byte order mark', () => {
    for (const end of ['\n', '\r\n', '\r']) {
      const text = `\ufeff${four.replaceAll('\n', end)}`;
      const { examples } = readWhole(text);
      expect(examples.map((one) => text.slice(one.start, one.end))).toEqual(
        examples.map((one) => one.text),
      );
    }
  });

  it('is CSV with a heading, by commas or semicolons, with line breaks and doubled quotes', () => {
    const csv =
      'id,review,stars\n1,"He said ""no"", twice\nand left",1\n2,Fine,5\n3,Bad,1\n4,"Good, truly",5\n';
    const read = readWhole(csv, 'x.csv');
    expect(read.texts).toEqual([
      ['He said "no", twice\nand left', '1'],
      ['Fine', '5'],
      ['Bad', '1'],
      ['Good, truly', '5'],
    ]);
    expect(read.format).toMatchObject({ text: 1, class: 2, heading: 'stars', columns: 3 });
    const [first] = read.examples;
    expect(csv.slice(placeInFile(first, 0), first.end)).toBe('He said ""no"", twice\nand left');
    expect(csv.startsWith('twice', placeInFile(first, first.text.indexOf('twice')))).toBe(true);
    const other = csv.replaceAll(/,(?! )/g, ';').replace('Good;', 'Good,');
    expect(readWhole(other, 'x.csv').texts).toEqual(read.texts);
  });

  it('takes a heading between tabs for one only where its names are known', () => {
    expect(readWhole(`sentence\tlabel\n${four}`).texts).toHaveLength(4);
    expect(flawOf(`fish\tfowl\n${four}`)).toEqual({ kind: 'loneExample', name: 'fowl', line: 1 });
  });

  it('has the column of classes that is asked for, by name or number', () => {
    const csv = 'text,label,lang\nnow then,a,en\nnu då,a,sv\nso so,b,en\nså så,b,sv\n';
    const classesBy = (column?: string) => {
      const read = readClassTable(csv, 'x.csv', column === undefined ? {} : { column });
      return read.ok ? read.value.classes : read.flaw;
    };
    expect(classesBy()).toEqual(['a', 'b']);
    expect(classesBy('lang')).toEqual(['en', 'sv']);
    expect(classesBy('3')).toEqual(['en', 'sv']);
    expect(classesBy('genre')).toEqual({ kind: 'noColumn', column: 'genre', columns: 3 });
  });

  it('orders classes that are numbers by size', () => {
    const rows = ['10', '2', '10', '2', '-1', '-1'].map((name, at) => `text ${at}\t${name}`);
    expect(readWhole(rows.join('\n')).classes).toEqual(['-1', '2', '10']);
  });

  it.each([
    ['no examples', '\n\n', { kind: 'noExamples' }],
    ['no tab at all', 'one\ntwo\n', { kind: 'noTab', line: 1 }],
    ['a line without a tab', `${four}\nno tab here\n`, { kind: 'noTab', line: 6 }],
    [
      'a line with one tab too many',
      `${four}one\ttwo\tthree\n`,
      { kind: 'unequalColumns', line: 5, columns: 3, expected: 2 },
    ],
    ['a text that is empty', `${four}\tpos\n`, { kind: 'emptySide', line: 5, side: 'text' }],
    ['a class that is empty', `${four}words\t \n`, { kind: 'emptySide', line: 5, side: 'class' }],
    [
      'one class',
      'one\tx\ntwo\tx\nthree\tx\nfour\tx\n',
      { kind: 'oneClass', of: 'classes', name: 'x' },
    ],
    ['a lone example', `${four}so so\tmixed\n`, { kind: 'loneExample', name: 'mixed', line: 5 }],
    ['no column of classes', 'a\tb\nc\td\ne\tf\ng\th\n', { kind: 'noClassColumn', columns: 2 }],
  ])('is refused with %s', (_, text, flaw) => {
    expect(flawOf(text)).toEqual(flaw);
  });

  it('is refused with unequal columns between commas, and quotes that are wrong, with the line', () => {
    const head = 'text,label\n"two\nlines",a\n';
    expect(flawOf(`${head}x,y,z\n`, 'x.csv')).toMatchObject({ kind: 'unequalColumns', line: 4 });
    expect(flawOf(`${head}"open,a\n`, 'x.csv')).toEqual({
      kind: 'badQuote',
      line: 4,
      isOpen: true,
    });
    expect(flawOf(`${head}"a" b,a\n`, 'x.csv')).toEqual({
      ...{ kind: 'badQuote', line: 4, isOpen: false },
    });
  });

  it('is refused with ten thousand classes, and with a text of a hundred thousand tokens', () => {
    const many = Array.from({ length: 10_000 }, (_, at) => `text ${at}\tclass ${at}`);
    expect(flawOf(many.join('\n'))).toMatchObject({ kind: 'manyClasses', count: 10_000 });
    const long = `${four}${'word '.repeat(100_000)}\tpos\n`;
    expect(flawOf(long)).toMatchObject({ kind: 'longSequence', line: 5, tokens: 100_000 });
  });

  it('of test examples has the classes that were learnt, and no others', () => {
    const test = readClassTable('so so\tpos\n', 'a.txt', { known: ['neg', 'pos'] });
    expect(test).toMatchObject({ ok: true, value: { examples: [{ text: 'so so', class: 1 }] } });
    const other = readClassTable('so so\tmixed\nfine\tpos\n', 'a.txt', { known: ['neg', 'pos'] });
    expect(other).toMatchObject({
      ok: false,
      flaw: { kind: 'unknownClass', name: 'mixed', line: 1 },
    });
  });

  it('gives back any texts that were written as CSV', () => {
    const field = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', ';', ' ', 'é') });
    const rows = fc.array(
      field.filter((text) => text.trim() !== ''),
      { minLength: 4 },
    );
    fc.assert(
      fc.property(rows, (texts) => {
        const quoted = texts.map((text, at) => `"${text.replaceAll('"', '""')}",class ${at % 2}`);
        const csv = ['text,label', ...quoted].join('\n');
        const read = readWhole(csv, 'x.csv');
        expect(read.texts).toEqual(texts.map((text, at) => [text.trim(), `class ${at % 2}`]));
        for (const { text, start, end } of read.examples) {
          expect(csv.slice(start, end).replaceAll('""', '"')).toBe(text);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('never throws', () => {
    const unit = fc.constantFrom('a', 'b', '"', ',', ';', '\t', '\n', '\r', ' ', '#', '\ufeff');
    fc.assert(
      fc.property(
        fc.string({ unit, maxLength: 80 }),
        fc.constantFrom('a.csv', 'a'),
        (text, name) => {
          const read = readClassTable(text, name);
          if (read.ok) expect(read.value.examples.length).toBeGreaterThanOrEqual(4);
          else expect(read.flaw.kind).toBeTruthy();
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('Several files of classes', () => {
  const files = (...paths: string[]) => paths.map((path) => ({ path, text: 'one\n\n two \n' }));

  it('are a line an example, their class the part of the name that differs', () => {
    const read = readClassFiles(files('data/rt-polarity.neg', 'data/rt-polarity.pos'));
    expect(read).toMatchObject({ ok: true, value: { classes: ['neg', 'pos'], wholeFiles: false } });
    expect(read.ok && read.value.examples).toEqual([
      { text: 'one', start: 0, end: 3, class: 0, file: 0 },
      { text: 'two', start: 6, end: 9, class: 0, file: 0 },
      { text: 'one', start: 0, end: 3, class: 1, file: 1 },
      { text: 'two', start: 6, end: 9, class: 1, file: 1 },
    ]);
    const classesOf = (...paths: string[]) => {
      const named = readClassFiles(files(...paths));
      return named.ok ? named.value.classes : named.flaw;
    };
    expect(classesOf('good-reviews.txt', 'bad-reviews.txt')).toEqual(['bad', 'good']);
    expect(classesOf('a/texts.txt', 'b/texts.txt')).toEqual(['a', 'b']);
  });

  it('are a file an example where they lie in folders', () => {
    const read = readClassFiles(
      files('x/neg/1.txt', 'x/neg/2.txt', 'x/pos/1.txt', 'x\\pos\\3.txt'),
    );
    expect(read).toMatchObject({ ok: true, value: { classes: ['neg', 'pos'], wholeFiles: true } });
    expect(read.ok && read.value.examples.map((one) => [one.text, one.class, one.file])).toEqual([
      ['one\n\n two', 0, 0],
      ['one\n\n two', 0, 1],
      ['one\n\n two', 1, 2],
      ['one\n\n two', 1, 3],
    ]);
  });

  it('say in which file something is wrong', () => {
    const lone = readClassFiles([...files('a.neg'), { path: 'a.pos', text: '\nonly\n' }]);
    expect(lone).toEqual({
      ok: false,
      flaw: { kind: 'loneExample', name: 'pos', line: 2 },
      file: 1,
    });
    expect(readClassFiles(files('a.pos'))).toMatchObject({ flaw: { kind: 'oneClass' } });
    expect(readClassFiles(files('a.pos', 'a.pos'))).toMatchObject({ ok: false });
  });
});
