import { beforeAll, describe, expect, it } from 'vitest';
import { raceStory } from '../../worker/race/story';
import { openTerminal } from '../terminal';

const { run, file, path } = openTerminal();
let story = '';

const flow = (...args: string[]) =>
  run('gradient', story, '--model', path('m.safetensors'), ...args);

beforeAll(async () => {
  story = await file('story.txt', raceStory(60));
  const plan = { steps: 8, layers: 2, hiddenSize: 6, embeddingSize: 6 };
  const options = ['--plan', await file('plan.json', JSON.stringify(plan)), '--cell', 'lstm,rnn'];
  const { code, err } = await run('train', story, '--out', path('m.safetensors'), ...options);
  expect(code, err).toBe(0);
});

describe('gradient', () => {
  it('prints a length for each earlier word and each thing that a layer carries', async () => {
    const { out } = await flow('--token', '50', '--count', '20', '--unit', '3', '--json');
    const { from, words, layers, carousel, loss } = JSON.parse(out);
    expect(from).toBe(30);
    expect(words).toHaveLength(20);
    expect(layers.map((layer: object) => Object.keys(layer))).toEqual([['h', 'c'], ['h']]);
    for (const numbers of [layers[0].h, layers[0].c, layers[1].h, carousel]) {
      expect(numbers).toHaveLength(20);
      expect(Math.min(...numbers)).toBeGreaterThan(0);
    }
    expect(loss).toBeGreaterThan(0);
    expect(carousel.at(-1)).toBe(1);
  });

  it('prints a table without --json, the nearest word first', async () => {
    const { out } = await flow('--token', '9', '--count', '4');
    const lines = out.trimEnd().split('\n');
    expect(lines[1]?.trim().split(/\s{2,}/)).toEqual([
      'words back',
      'dL/dh 0',
      'dL/dc 0',
      'dL/dh 1',
    ]);
    expect(lines).toHaveLength(6);
    expect(lines[2]).toMatch(/^ +1 /);
  });

  it('checks itself when it is asked to', async () => {
    const { out } = await flow('--token', '50', '--count', '20', '--check', '--json');
    const { check } = JSON.parse(out);
    expect(check.words).toBe(20);
    expect(check.entries.length).toBeGreaterThan(4);
    for (const { error } of check.entries) expect(error).toBeLessThan(1e-6);
    const { out: table } = await flow('--token', '9', '--count', '4', '--check');
    expect(table).toMatch(/check over the last 4 words: \d+ numbers nudged, largest error/);
  });

  it.each([
    ['no token', ['--count', '4'], /--token/],
    ['a token beyond the text', ['--token', '99999'], /--token takes a number from 1/],
    [
      'a unit that is not there',
      ['--token', '9', '--unit', '6'],
      /--unit takes a number from 0 to 5/,
    ],
    [
      'the carousel of a plain layer',
      ['--token', '9', '--layer', '1', '--unit', '0'],
      /no direct writes/,
    ],
  ])('refuses %s with a sentence', async (_, args, sentence) => {
    const { code, err } = await flow(...args);
    expect(code).toBe(2);
    expect(err).toMatch(sentence);
  });
});
