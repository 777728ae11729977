import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import {
  parseSafetensors,
  serialiseSafetensors,
} from '../../src/engine/files/safetensors/safetensors';
import { openTerminal } from './terminal';

const { run, file, path } = openTerminal();
const fixture = (name: string): string =>
  fileURLToPath(new URL(`../fixtures/import/${name}`, import.meta.url));
const words = [...Array.from({ length: 11 }, (_, n) => `w${n}`), 'xxunk'];

describe('import', () => {
  it('writes a model that costs what it cost in PyTorch, and an unknown word what its class costs', async () => {
    const vocabulary = await file('words.json', JSON.stringify(words));
    const out = path('chain.out.safetensors');
    const { code, out: printed } = await run(
      ...['import', fixture('chain.safetensors'), '--vocabulary', vocabulary, '--out', out],
      ...['--parity', fixture('chain.parity.json'), '--json'],
    );
    const answer = JSON.parse(printed);
    expect(Object.keys(answer)).toEqual(['model', 'leftOut', 'parity']);
    expect(answer).toMatchObject({ model: out, leftOut: [] });
    expect(answer.parity.here).toBeCloseTo(answer.parity.there, 5);
    expect(answer.parity.largestDifference).toBeLessThan(1e-5);
    expect(code).toBe(0);
    const traced = [];
    for (const word of ['zebra', 'xxunk']) {
      const text = await file('text.txt', `w0 w1 ${word} w2`);
      traced.push((await run('trace', text, '--model', out, '--from', '2')).out.trim().split('\n'));
    }
    const bits = traced.map((lines) => lines.map((line) => JSON.parse(line).bits));
    expect(bits[0]).toEqual(bits[1]);
    expect(bits[0][0]).toBeLessThan(10);
  });

  it('fails a record that does not agree, and says what was left out', async () => {
    const vocabulary = await file('words.json', JSON.stringify(words));
    const { code, out, err } = await run(
      ...['import', fixture('fastai.safetensors'), '--vocabulary', vocabulary],
      ...['--embedding', '0.encoder_dp.emb.weight', '--one-hot'],
      ...['--out', path('m.safetensors')],
    );
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(/Use only one of --embedding and --one-hot/);
    const wrong = await run(
      ...['import', fixture('onehot.safetensors'), '--vocabulary', vocabulary, '--json'],
      ...['--parity', fixture('fastai.parity.json'), '--out', path('m.safetensors')],
    );
    expect(wrong.code).toBe(1);
    expect(wrong.err).toMatch(
      /not the same model: the loss at a token of the parity record differs/,
    );
  });

  it('names the option where there is a choice', async () => {
    const unclear = await file('words.txt', [...words.slice(0, 11), '<other words>'].join('\n'));
    const call = ['import', fixture('chain.safetensors'), '--out', path('m.safetensors')];
    const asked = await run(...call, '--vocabulary', unclear);
    expect([asked.code, asked.err]).toEqual([
      2,
      expect.stringMatching(/Use --unknown WORD, or --no-/),
    ]);
    const answered = await run(...call, '--vocabulary', unclear, '--unknown', '<other words>');
    expect(answered.code).toBe(0);
    const none = await run(...call);
    expect([none.code, none.err]).toEqual([
      2,
      expect.stringMatching(/--vocabulary names the file/),
    ]);
  });

  it('takes a tagger, whose labels are named, and predicts with it', async () => {
    const [model, vocabulary] = [fixture('tasks/labels-lstm-both.pt'), fixture('tasks/words.json')];
    const out = path('tagger.safetensors');
    const call = ['import', model, '--vocabulary', vocabulary, '--tokens', 'words', '--out', out];
    const asked = await run(...call);
    expect([asked.code, asked.err]).toEqual([
      2,
      expect.stringMatching(/"fc\.weight" projects to something else.*--task labels/),
    ]);
    const { code, err } = await run(
      ...[...call, '--task', 'labels', '--classes', 'O,B-place,I-place,B-person'],
      ...['--parity', fixture('tasks/labels-lstm-both.parity.json'), '--json'],
    );
    expect([code, err]).toEqual([0, expect.stringMatching(/labels every token, with one of 4/)]);
    const text = await file('new.txt', 'two hours lost');
    const { out: predicted } = await run('predict', text, '--model', out, '--json');
    expect(JSON.parse(predicted)).toMatchObject([{ words: ['two', 'hours', 'lost'] }]);
    const project = await run('export', out, '--to', 'project', '--out', path('project'));
    expect([project.code, project.err]).toEqual([
      2,
      expect.stringMatching(/was trained for labels, .* The file itself has its weights/),
    ]);
  });

  it('makes a model whose overflow is a sentence, not NaN', async () => {
    const parsed = parseSafetensors(new Uint8Array(await readFile(fixture('chain.safetensors'))));
    if (!parsed.ok) throw new Error(parsed.failure.kind);
    const huge = new Map(
      [...parsed.file.tensors].map(([name, tensor]) => {
        const numbers = new Float32Array(tensor.bytes.length / 4).fill(3e38);
        return [name, { ...tensor, bytes: new Uint8Array(numbers.buffer) }];
      }),
    );
    const model = await file('huge.safetensors', serialiseSafetensors(new Map(), huge));
    const vocabulary = await file('words.json', JSON.stringify(words));
    const out = path('huge.out.safetensors');
    expect((await run('import', model, '--vocabulary', vocabulary, '--out', out)).code).toBe(0);
    const text = await file('text.txt', 'w0 w1 w2');
    const { code, out: printed, err } = await run('trace', text, '--model', out);
    expect(printed).not.toMatch(/null|NaN/);
    expect([code, err]).toEqual([2, expect.stringMatching(/The numbers of this model overflow/)]);
  });
});

describe('help', () => {
  it.each([
    [['--help'], /^Gatescope from a terminal:.*import FILE/s],
    [['import', '--help'], /^usage: .*import FILE.*--vocabulary V +the words/s],
    [['train', 'x.txt', '--help'], /^usage: .*train FILE.*--seconds N/s],
    [['evaluate', '-h'], /^usage: .*--dump F\.jsonl +a line/s],
    [['trace', '--help'], /^usage: /],
    [['bench', '--help'], /^usage: /],
    [['lessons', '--help'], /^usage: /],
    [['conformance', '--help'], /^usage: /],
  ])('is printed with exit code 0: %j', async (args, said) => {
    const { code, out, err } = await run(...args);
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(said);
  });
});
