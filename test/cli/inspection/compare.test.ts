import { beforeAll, describe, expect, it } from 'vitest';
import { raceStory } from '../../worker/race/story';
import { openTerminal } from '../terminal';

const { run, file, path } = openTerminal();
let story = '';

beforeAll(async () => {
  story = await file('story.txt', raceStory(60));
  for (const [seed, cell] of [
    ['1', 'lstm'],
    ['2', 'gru'],
  ] as const) {
    const args = ['--out', path(`${cell}.safetensors`), '--steps', '6', '--seed', seed];
    const { code, err } = await run('train', story, ...args, '--cell', cell);
    expect(code, err).toBe(0);
  }
});

const models = () => [path('lstm.safetensors'), path('gru.safetensors')];

describe('compare', () => {
  it('prints bits, groups, words, units and tensors', async () => {
    const { out, code, err } = await run('compare', ...models(), story, '--count', '3', '--json');
    expect(code, err).toBe(0);
    const { tokens, common, bits, words, groups, units, tensors } = JSON.parse(out);
    expect(tokens[0]).toBe(tokens[1]);
    expect(common).toEqual({ words: tokens[0], share: 1 });
    expect(bits[0]).not.toBe(bits[1]);
    expect(words).toHaveLength(3);
    expect(Object.keys(words[0])).toEqual(['word', 'count', 'bits']);
    expect(Object.keys(groups)).toEqual(['frequency', 'kind', 'distance']);
    expect(units.units).toHaveLength(64);
    expect(tensors.map(({ name }: { name: string }) => name)).toContain('encoder.weight');
  });

  it('prints a table without --json', async () => {
    const { out } = await run('compare', ...models(), story);
    expect(out).toContain('by frequency');
    expect(out).toMatch(/units: \d+ of 64 have a counterpart above chance/);
  });

  it('needs two models and a text', async () => {
    const { code, err } = await run('compare', ...models());
    expect(code).toBe(2);
    expect(err).toContain('Two models and one text are needed.');
    const none = await run('compare', story, story, story);
    expect(none.code).toBe(2);
  });
});
