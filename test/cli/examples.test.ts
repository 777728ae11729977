/** Pairs and series from a terminal: evaluated, learnt, used; what is wrong with a file; what a file plainly is. */
import { describe, expect, it } from 'vitest';
import type { Written } from '../../src/engine/tasks/pairs/pairModel';
import { openTerminal } from './terminal';

const { run, file, path } = openTerminal();

const lines = (count: number, of: (n: number) => string) =>
  `${Array.from({ length: count }, (_, n) => of(n)).join('\n')}\n`;
const pairs = lines(60, (n) => `no ${n}\t${n % 10}${Math.floor(n / 10)}`);
const series = `day,close\n${lines(80, (n) => `${n + 1},${(10 * Math.sin(n / 3)).toFixed(2)}`)}`;
const quick = ['--steps', '8', '--threads', '1'];

describe('pairs from a terminal', () => {
  it('are evaluated next to their opponents, and with attention made hard', async () => {
    const name = await file('pairs.tsv', pairs);
    const { code, out } = await run('evaluate', name, '--task', 'pairs', ...quick, '--json');
    const { rows, examples, attention } = JSON.parse(out);
    expect([code, attention, examples]).toEqual([0, 'dot', { train: 48, valid: 6, test: 6 }]);
    expect(Object.keys(rows)).toEqual([
      ...['copySource', 'mostFrequentTarget', 'nearestSource', 'network', 'networkMadeHard'],
    ]);
    expect(rows.network.training.steps).toBe(8);
    expect(rows.copySource.exactMatch).toBe(0);
  });

  it.each([
    ['--attention', 'none', '--cell', 'gru'],
    ['--attention', 'hard', '--direction', 'forward', '--cell', 'rnn'],
    ['--attention', 'additive', '--direction', 'both'],
  ])('are learnt and written: %s %s %s %s', async (...chosen) => {
    const name = await file('pairs.tsv', pairs);
    const model = path('pairs.safetensors');
    const made = ['--task', 'pairs', '--out', model, ...chosen, ...quick];
    expect((await run('train', name, ...made)).code).toBe(0);
    const asked = await file('asked.txt', 'no 7\nno 12\n');
    const { out } = await run('predict', asked, '--model', model, '--json', '--hide', '1,4');
    const [first, second] = JSON.parse(out) as Written[];
    expect([first.source, second.source]).toEqual(['no 7', 'no 12']);
    expect(first.logProbabilities).toHaveLength(first.targetTokens.length + 1);
    expect(first.looks === undefined).toBe(chosen[1] === 'none');
    const plain = await run('predict', asked, '--model', model);
    expect(plain.out).toMatch(/^no 7\t.*\nno 12\t.*\n$/);
  });

  it.each([
    ['a line without a tab', `${pairs}alone\n`, /Line 61 of bad.tsv has no tab/],
    ['an empty source', `${pairs}\tb\n`, /Line 61 .* has a target and no source/],
    ['an empty target', `${pairs}a\t\n`, /Line 61 .* has a source and no target/],
    ['a source of 5,000 letters', `${pairs}${'ab'.repeat(2500)}\tb\n`, /line 61 .* 5,000 tokens/],
    ['one target for all', lines(30, (n) => `no ${n}\tsame`), /the same target, “same”/],
  ])('are refused with a sentence: %s', async (_, text, expected) => {
    const name = await file('bad.tsv', text);
    const { code, err } = await run('evaluate', name, '--task', 'pairs', ...quick);
    expect(code).toBe(2);
    expect(err).toMatch(expected);
  });

  it('are not written of a source that is too long, nor of none', async () => {
    const name = await file('pairs.tsv', pairs);
    const model = path('short.safetensors');
    await run('train', name, '--task', 'pairs', '--out', model, ...quick);
    const long = await file('long.txt', `no 7\n\n${'a'.repeat(5000)}\n`);
    expect((await run('predict', long, '--model', model)).err).toMatch(/line 3 .* 5,000 tokens/);
    const none = await file('none.txt', 'no 7\n \tb\n');
    expect((await run('predict', none, '--model', model)).err).toMatch(/Line 2 .* no source/);
    const place = await run('predict', name, '--model', model, '--block', '0');
    expect([place.code, place.err]).toEqual([2, expect.stringMatching(/block/)]);
  });

  it('are read by layers of cells', async () => {
    const name = await file('pairs.tsv', pairs);
    const { code, err } = await run('evaluate', name, '--task', 'pairs', '--cell', 'window:3');
    expect([code, err]).toEqual([2, expect.stringMatching(/layers of cells/)]);
  });
});

describe('a series from a terminal', () => {
  it('is evaluated next to its opponents, learnt and continued', async () => {
    const name = await file('series.csv', series);
    const { out } = await run('evaluate', name, '--task', 'series', ...quick, '--json');
    const { rows } = JSON.parse(out);
    expect(Object.keys(rows)).toEqual(expect.arrayContaining(['yesterday', 'autoregression']));
    const model = path('series.safetensors');
    const made = await run('train', name, '--task', 'series', '--out', model, ...quick);
    expect(made.code).toBe(0);
    const asked = await run('predict', name, '--model', model, '--horizon', '3', '--json');
    expect(JSON.parse(asked.out).next).toHaveLength(3);
  });

  it.each([
    ['a missing value', `${series}81,\n`, /Line 82 of bad.csv has no value in “close”/],
    ['a text', `${series}81,much\n`, /Line 82 .* “much” in “close”/],
    ['a row that goes back', `${series}3,1\n`, /line 82 .* is before the one above/],
    ['a constant', `t,v\n${lines(50, (n) => `${n},7`)}`, /Every value of “v”/],
  ])('is refused with a sentence: %s', async (_, text, expected) => {
    const name = await file('bad.csv', text);
    const { code, err } = await run('evaluate', name, '--task', 'series', ...quick);
    expect(code).toBe(2);
    expect(err).toMatch(expected);
  });
});

describe('blanks from a terminal', () => {
  const few = ['--steps', '2', '--threads', '1'];

  it('are guessed from both sides, next to counts and to the left side alone', async () => {
    const name = await file(
      'pets.txt',
      lines(90, (n) => `The ${n % 2 ? 'dog' : 'cat'} sleeps .`),
    );
    const { code, out } = await run('evaluate', name, '--task', 'blank', ...few, '--json');
    const { task, tokens, rows } = JSON.parse(out);
    expect([code, task, tokens]).toEqual([0, 'blank', { train: 405, valid: 22, test: 23 }]);
    expect(Object.keys(rows)).toEqual([
      ...['unigram', 'ngram3', 'ngram3Right', 'bothSides', 'networkLeft', 'network'],
    ]);
    expect(rows.network.training.steps).toBe(2);
    expect(rows.bothSides.perplexity).toBeLessThan(rows.unigram.perplexity);
    const plain = await run('evaluate', name, '--task', 'blank', ...few);
    expect(plain.out).toMatch(/^train 405, [^]*\nnetwork +perplexity/);
  });

  it.each([
    ['a short text', 'Too short .', [], /short.txt is too short: blanks need 200 words/],
    ['two layers', lines(90, () => 'a b c d'), ['--cell', 'gru,rnn'], /one layer of cells/],
    ['a window', lines(90, () => 'a b c d'), ['--cell', 'window:3'], /one layer of cells/],
    ['a direction', lines(90, () => 'a b c d'), ['--direction', 'both'], /--direction/],
  ])('are refused with a sentence: %s', async (_, text, others, expected) => {
    const name = await file('short.txt', text);
    const { code, err } = await run('evaluate', name, '--task', 'blank', ...quick, ...others);
    expect([code, err]).toEqual([2, expect.stringMatching(expected)]);
  });

  it('are not stored', async () => {
    const name = await file('text.txt', 'a b c');
    const { code, err } = await run('train', name, '--task', 'blank', '--out', path('no.st'));
    expect([code, err]).toEqual([2, expect.stringMatching(/--task is one of next, classes/)]);
  });
});

describe('a file without --task', () => {
  it('is read word by word, and what it plainly is is said', async () => {
    const name = await file('pairs.tsv', pairs);
    const model = path('words.safetensors');
    const asText = ['--out', model, '--steps', '2'];
    const { code, err } = await run('train', name, ...asText);
    expect(code).toBe(0);
    expect(err).toMatch(/pairs.tsv is read word by word here[^]*--task pairs: 60 pairs/);
    expect((await run('train', name, '--task', 'next', ...asText)).err).not.toMatch(/--task pairs/);
  });

  it('is named as fitting two tasks where it does', async () => {
    const squares = lines(60, (n) => `${(7919 * n) % 1000}\t${(n * n) % 1000}`);
    const name = await file('squares.tsv', squares);
    const { err } = await run('train', name, '--out', path('two.safetensors'), '--steps', '2');
    expect(err).toMatch(/could be 2 things:[^]*--task pairs: [^]*--task series: /);
  });
});
