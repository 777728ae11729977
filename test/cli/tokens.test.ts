import { describe, expect, it } from 'vitest';
import { openTerminal } from './terminal';

const { run, file } = openTerminal();

interface Token {
  readonly token: string;
  readonly start: number;
  readonly end: number;
}

async function tokens(text: string, ...args: string[]): Promise<Token[]> {
  const { code, out, err } = await run('tokens', await file('text.txt', text), ...args, '--json');
  expect(code, err).toBe(0);
  return JSON.parse(out) as Token[];
}

const words = async (text: string, ...args: string[]): Promise<string[]> =>
  (await tokens(text, ...args)).map(({ token }) => token);

describe('tokens', () => {
  it('prints tokens as a new model reads them, with their offsets in UTF-16 units', async () => {
    expect(await tokens('Cafe\u0301 😀 l·l\r\n')).toEqual([
      { token: 'Café', start: 0, end: 5 },
      { token: '😀', start: 6, end: 8 },
      { token: 'l·l', start: 9, end: 12 },
      { token: '\n', start: 12, end: 14 },
    ]);
  });

  it('prints them as older models read them', async () => {
    expect(await words('l·l', '--cut', '1')).toEqual(['l', '·', 'l']);
  });

  it('splits at white space where Python’s str.split() does', async () => {
    const spaces = [
      ...'\t\v\f\r\u001c\u001d\u001e\u001f \u0085\u00a0\u1680\u2003\u2028\u2029\u202f\u205f\u3000',
    ];
    const text = spaces.map((space, n) => `w${n}${space}`).join('');
    expect(await words(text, '--tokens', 'whitespace')).toEqual(spaces.map((_, n) => `w${n}`));
    expect(await words('a\ufeffb\u200bc\n', '--tokens', 'whitespace')).toEqual([
      'a\ufeffb\u200bc',
      '<eos>',
    ]);
  });

  it('prints one value, of an empty text and of a long one too', async () => {
    expect(await tokens('')).toEqual([]);
    const many = await tokens('a b '.repeat(20_000), '--tokens', 'characters');
    expect(many).toHaveLength(80_000);
    expect(many[79_999]).toEqual({ token: ' ', start: 79_999, end: 80_000 });
  });

  it('refuses what is no cut', async () => {
    const text = await file('text.txt', 'a');
    expect((await run('tokens', text, '--cut', '3')).code).toBe(2);
    expect((await run('tokens', text, '--tokens', 'letters')).code).toBe(2);
  });
});

describe('train --tokens characters', () => {
  it('learns digits', async () => {
    const text = await file('digits.txt', '3141592653 5897932384\n'.repeat(60));
    const { code, out, err } = await run(
      ...[
        'train',
        text,
        '--out',
        `${text}.safetensors`,
        '--steps',
        '3',
        '--tokens',
        'characters',
        '--json',
      ],
    );
    expect(code, err).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ vocabulary: 12 });
  });
});
