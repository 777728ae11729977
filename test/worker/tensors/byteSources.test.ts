import { describe, expect, it } from 'vitest';
import { sentence } from '../../../src/shared/failures';
import { readText, wordListOf } from '../../../src/worker/tensors/byteSources';

/** @returns what was read or said, and how many bytes of it were asked for */
async function read(name: string, content: string, rows: number) {
  const bytes = new TextEncoder().encode(content);
  let asked = 0;
  const visit = async <T>(_: string, use: (source: never) => Promise<T>) => {
    const source = {
      length: bytes.length,
      read(at: number, count: number) {
        asked += count;
        return Promise.resolve(bytes.slice(at, at + count));
      },
    };
    return { ok: true as const, value: await use(source as never) };
  };
  const answer = await readText({ visit }, { name, path: name }, wordListOf(rows));
  return { said: answer.ok ? answer.value : sentence(answer.failure), asked, bytes: bytes.length };
}

describe('a list of words beside a model', () => {
  it.each([
    ['words.json', `{${Array.from({ length: 300_000 }, (_, n) => `"w${n}":0`).join()}}`],
    ['words.json', `[${new Array(600_000).fill('""').join()}]`],
    ['words.json', `[${new Array(400_000).fill('[]').join()}]`],
    ['words.json', '['.repeat(1_000_000)],
    ['words.txt', 'word\n'.repeat(200_000)],
  ])(
    '(%s) is refused after its beginning where it is far too long for the model',
    async (name, content) => {
      const { said, asked, bytes } = await read(name, content, 5);
      expect(said).toMatch(/^words\.\w+ was not imported\. It has far more entries than .* \(5\)/);
      expect(asked).toBeLessThan(bytes);
    },
  );

  it('is read where it is about as long as the model, whatever stands around it', async () => {
    const words = JSON.stringify({
      itos: ['a', 'b', 'c'],
      stoi: { a: 0, b: 1, c: 2 },
      made: { by: [1] },
    });
    expect((await read('words.json', `\ufeff${words}`, 3)).said).toBe(words);
    const lines = 'a\nb\n'.repeat(500);
    expect((await read('words.txt', lines, 1000)).said).toBe(lines);
    // What is no JSON is for the reader of the list to say.
    expect((await read('words.json', '{"a":', 3)).said).toBe('{"a":');
  });
});
