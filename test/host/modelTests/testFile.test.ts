import { describe, expect, it } from 'vitest';
import { readTestFile } from '../../../src/host/modelTests/testFile';

const first = '{ "kind": "nextWord", "name": "One", "after": "a", "expect": "b", "within": 1 }';
const second = '{ "kind": "passage", "name": "Two", "text": "a b", "bits": 4 }';
const file = `{\n  "text": "story.txt",\n  "tests": [\n    ${first},\n    ${second}\n  ]\n}\n`;

const flawOf = (text: string): [problem: string, where: string] => {
  const read = readTestFile(text);
  if (read.ok) throw new Error('It was read');
  return [read.problem, text.slice(read.place.start, read.place.end)];
};

describe('A file of tests in the editor', () => {
  it('gives each test with the place where it stands', () => {
    const read = readTestFile(file);
    if (!read.ok) throw new Error(read.problem);
    expect(read.file.text).toBe('story.txt');
    expect(read.tests.map(({ test }) => test.name)).toEqual(['One', 'Two']);
    const places = read.tests.map(({ place: { start, end } }) => file.slice(start, end));
    expect(places).toEqual([first, second]);
  });

  it('says what is wrong, and where', () => {
    expect(flawOf(file.replace('"bits": 4', '"bits": "4"'))).toEqual([
      expect.stringContaining('“tests.1.bits”'),
      '"4"',
    ]);
    expect(flawOf(file.replace(', "within": 1', ''))).toEqual([
      '“tests.0”: needs exactly one of “within”, “bits”.',
      first.replace(', "within": 1', ''),
    ]);
    expect(flawOf(file.replace('"text": "story.txt",', ''))[0]).toContain('“model”');
  });

  it('says where it is no JSON, or empty', () => {
    const [problem, where] = flawOf(file.replace('"kind": "passage",', '"kind": "passage"'));
    expect(problem).toMatch(/valid JSON/);
    expect(where).toBe('"name"');
    expect(flawOf('')[0]).toMatch(/valid JSON|empty/);
    expect(flawOf('[]')[0]).toContain('“tests”');
    expect(flawOf('7')[0]).toContain('The file');
  });
});
