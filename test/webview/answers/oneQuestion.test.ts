import { describe, expect, it } from 'vitest';
import { createAsker } from '../../../webview/answers/oneQuestion';

function wiretapped() {
  const sent: { question: number; answer: (value: string) => void; fail: () => void }[] = [];
  const settled: string[] = [];
  const broken: unknown[] = [];
  const asker = createAsker<number, string>(
    (question) =>
      new Promise((resolve, reject) => {
        sent.push({ question, answer: resolve, fail: () => reject(new Error('gone')) });
      }),
    ({ question, answer }) => settled.push(`${question} ${answer}`),
    (error) => broken.push(error),
  );
  const rest = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
  return { asker, sent, settled, broken, rest };
}

describe('An asker', () => {
  it('keeps one question on its way and only the newest waiting', async () => {
    const { asker, sent, settled, rest } = wiretapped();
    for (const question of [1, 2, 3, 4]) asker.ask(question);
    expect(sent.map(({ question }) => question)).toEqual([1]);
    sent[0].answer('one');
    await rest();
    expect(sent.map(({ question }) => question)).toEqual([1, 4]);
    sent[1].answer('four');
    await rest();
    expect(settled).toEqual(['1 one', '4 four']);
  });

  it('goes on after a question that failed', async () => {
    const { asker, sent, broken, settled, rest } = wiretapped();
    asker.ask(1);
    asker.ask(2);
    sent[0].fail();
    await rest();
    sent[1].answer('two');
    await rest();
    expect(broken).toHaveLength(1);
    expect(settled).toEqual(['2 two']);
  });

  it('hands on nothing after it was disposed of', async () => {
    const { asker, sent, settled, rest } = wiretapped();
    asker.ask(1);
    asker.ask(2);
    asker.dispose();
    sent[0].answer('late');
    await rest();
    expect(settled).toEqual([]);
    expect(sent).toHaveLength(1);
  });
});
