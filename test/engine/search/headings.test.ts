import { describe, expect, it } from 'vitest';
import { headingSpans } from '../../../src/engine/search/headings';

const headings = (text: string): string[] =>
  headingSpans(text).map(({ start, end }) => text.slice(start, end));

describe('Headings', () => {
  it('are those of Markdown, AsciiDoc and LaTeX', () => {
    const text = '# One\ntext # no\n\nTwo\n===\n\n== Three\n\\section{Four}\n#no\nFive\n---\n';
    const lines = ['# One', 'Two', '== Three', '\\section{Four}', '#no\nFive'];
    expect(headings(text)).toEqual(lines);
  });

  it.each<[string, string, string[]]>([
    [
      'underlined by one sign or more',
      'One\n=\n\nTwo\n -\n\nThree\n  ======  \n',
      ['One', 'Two', 'Three'],
    ],
    [
      'of up to six signs',
      '###### a\n####### b\n#\tc\n#\n# d ##\n',
      ['###### a', '#\tc', '#', '# d ##'],
    ],
    ['indented by up to three spaces', '   # a\n\n    # b\n\n   c\n   ===\n', ['# a', 'c']],
    ['not indented by a tab', 'a\n\n\t# b\n', []],
    ['of several lines', 'One\nand more\n---\n', ['One\nand more']],
    ['not in fenced code', '```sh\n# a\n```\n# b\n~~~\n# c\n```\n# d\n~~~\nE\n=\n', ['# b', 'E']],
    [
      'not in code whose fence is closed by a longer one',
      '````\n# a\n```\n# b\n`````\n# c\n',
      ['# c'],
    ],
    ['not in what is never closed', '```\n# a\n\n# b\n', []],
    ['not after a thematic break', 'a\n\n---\n# b\n***\n', ['# b']],
    ['not of a list', '- a\n---\n\n* b\n===\n', []],
    [
      'of a list item and a block quote',
      '- # a\n\n  b\n  ===\n1. ## c\n> # d\n> e\n> ---\n',
      ['# a', 'b', '## c', '# d', 'e'],
    ],
    ['not underlined outside of the quote or item', '> a\n---\n- b\n===\n', []],
    ['not in code within a list', '- ```\n  # a\n  ```\n- # b\n', ['# b']],
    ['not in a comment', '<!--\n# a\n-->\n# b\n<!-- # c -->\n# d\n', ['# b', '# d']],
    ['not in HTML', '<div>\n# a\n\n# b\n</div>\n', ['# b']],
    ['not a definition of a link', '[a]: /b\n===\n', []],
    ['not in front matter', '---\ntitle: a\n# b\n---\nC\n=\n', ['C']],
    ['not in front matter of TOML', '+++\n# a\n+++\n# b\n', ['# b']],
    ['after a line that only looks like front matter', '---\n# a\n', ['# a']],
    ['not in an empty text', '', []],
  ])('are %s', (_, text, expected) => {
    expect(headings(text)).toEqual(expected);
    const windows = text.replaceAll('\n', '\r\n');
    expect(headings(windows)).toEqual(expected.map((line) => line.replaceAll('\n', '\r\n')));
  });

  it('of a large text are found without taking long', () => {
    const text = 'a\n> - b\n```\n# c\n```\n# d\n'.repeat(9_000);
    expect(headingSpans(text).length).toBe(9_000);
    expect(headingSpans('> '.repeat(100_000))).toEqual([]);
    expect(headingSpans(`${'* '.repeat(100_000)}a`)).toEqual([]);
  });
});
