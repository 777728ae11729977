/** Trainings of networks that are made of other cells: cut off, continued, refused, and their files. */
import { readFile, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sentence } from '../../../src/shared/failures';
import type { TrainingOptions } from '../../../src/shared/model/training';
import { createModelFiles } from '../../../src/worker/models/modelFiles';
import { systemClock } from '../../../src/worker/platform/clock';
import { createFiles } from '../../../src/worker/platform/disk/files';
import { story, value } from '../house';
import { openTrainingRoom, type TrainingRoom } from './trainingRoom';

let room: TrainingRoom;
beforeEach(async () => {
  room = await openTrainingRoom();
});
afterEach(() => room.dispose());

const made = (options: Partial<TrainingOptions>, steps = 60) => ({
  text: story(900),
  budget: { plan: { steps, validateEvery: 7, B: 4, T: 8 } },
  options: {
    ...({ seed: 1, tokens: 'words', layers: 1, hiddenSize: 12, embeddingSize: 12 } as const),
    ...{ threads: 1, memoryMB: 256 },
    ...options,
  },
});

const own = {
  path: 'mine.cell',
  text: "cell Mine\nk = sigmoid(W x + b)\nh = k*h' + (1 - k)*tanh(W x + U h' + b)\n",
};

describe('a network of other cells', () => {
  it.each<[string, Partial<TrainingOptions>]>([
    ['GRUs', { cells: ['gru'] }],
    ['sLSTMs that remember', { cells: ['slstm'], memory: 20 }],
    ['a window of words', { cells: ['window:3'] }],
    ['different layers', { cells: ['lstm', 'minGru'], readout: 'deep' }],
    ['an own cell', { cells: [own] }],
  ])('of %s ends in the same bytes when it was cut off and resumed', async (_, options) => {
    const request = made(options);
    const whole = value((await room.train(request)).answer);
    const [first] = (await room.stored()).history.filter((point) => point.validation !== undefined);
    expect(Math.log(whole.metric.value)).toBeLessThan(first.validation ?? 0);
    await expect(room.train(request, 45)).rejects.toThrow('lost');
    expect((await room.stored()).resume).toBeDefined();
    // What the settings say by then is another matter: the model has its cells.
    const rest = await room.train({ ...made({ cells: ['rnn'] }), start: 'resume' });
    expect(value(rest.answer).sha256).toBe(whole.sha256);
  });

  it('goes on with its own cells, whatever is asked for', async () => {
    await room.train(made({ cells: ['gru'] }, 12));
    const { answer } = await room.train({ ...made({ cells: ['nothing'] }, 12), start: 'continue' });
    expect(answer.ok).toBe(true);
    expect((await room.stored()).shape.cell).toBe('gru');
  });

  it('is refused where it could not learn the next word, and writes nothing', async () => {
    const { answer } = await room.train(made({ cells: ['gru'], direction: 'both' }));
    const flaw = { kind: 'nextWordBothWays' };
    expect(answer).toEqual({ ok: false, failure: { kind: 'badCell', flaw } });
    if (!answer.ok) expect(sentence(answer.failure)).toContain('has seen the next word');
    await expect(room.stored()).rejects.toThrow('ENOENT');
  });

  it('whose values leave every range is told of as a training that diverged', async () => {
    const text = "cell Flood\nc = 9*c' + W x + b\nh = c\n";
    const { answer } = await room.train(made({ cells: [{ path: 'flood.cell', text }] }, 200));
    expect(answer.ok ? 'trained' : answer.failure.kind).toBe('notFinite');
  });
});

describe('a model whose cell this version cannot compute', () => {
  it('is listed with its sentence and stays where it is', async () => {
    await room.train(made({ cells: [own] }, 12));
    const bytes = await readFile(room.modelPath);
    const at = bytes.indexOf('sigmoid(W x');
    bytes.write('hyperbo(W x', at);
    await writeFile(room.modelPath, bytes);
    const files = createFiles({ clock: systemClock, fault: () => undefined });
    const modelFiles = createModelFiles({ files });
    const [listed] = await modelFiles.list([room.modelPath]);
    expect(listed.isOther).toBe(true);
    expect(listed.facts).toMatchObject({
      ok: false,
      failure: expect.stringMatching(/made of the cell "mine".*there is no function hyperbo/),
    });
    const opened = await modelFiles.open(room.modelPath);
    expect(opened).toMatchObject({ ok: false, failure: { kind: 'otherModel' } });
    expect(await readFile(room.modelPath)).toEqual(bytes);
  });

  it('is told from others by its equations, not by the name of its file', async () => {
    const madeOf = async (cells: TrainingOptions['cells'], more: Partial<TrainingOptions> = {}) => {
      await room.train(made({ ...more, ...(cells && { cells }) }, 2));
      const files = createFiles({ clock: systemClock, fault: () => undefined });
      const [{ facts }] = await createModelFiles({ files }).list([room.modelPath]);
      return facts.ok ? facts.value : undefined;
    };
    const mine = await madeOf([own]);
    expect(mine).toMatchObject({ cell: 'mine', cellTitle: 'mine' });
    expect((await madeOf([{ ...own, path: 'renamed.cell' }]))?.made).toBe(mine?.made);
    const changed = { ...own, text: own.text.replace('tanh', 'relu') };
    expect((await madeOf([changed]))?.made).not.toBe(mine?.made);
    expect(await madeOf(undefined)).toMatchObject({ made: 'lstm', cellTitle: 'LSTM' });
    const deep = await madeOf(['gru'], { readout: 'deep', memory: 30 });
    expect(deep).toMatchObject({ made: 'gru deep', cellTitle: 'GRU, deep read-out', memory: 30 });
    expect(await madeOf(['window'])).toMatchObject({ cellTitle: 'window of 5 words' });
    expect(await madeOf(['lstm', 'gru'])).toMatchObject({ cellTitle: 'LSTM and GRU', layers: 2 });
  });
});
