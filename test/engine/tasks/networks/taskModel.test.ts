/** A small task is learnt, stored, opened again and answers the same; on the twin, the same for the same seed. */
import { describe, expect, it } from 'vitest';
import { decodeModelFile, encodeModelFile } from '../../../../src/engine/files/modelFile';
import { createTwin } from '../../../../src/engine/twin/twin';
import { shapeOfChoice } from '../../../../src/engine/network/cellChoice';
import type { ClassExample, LabelSentence } from '../../../../src/engine/tasks/examples';
import { trainWithin } from '../../../../src/engine/tasks/networks/pace';
import { classRecipe, labelRecipe } from '../../../../src/engine/tasks/networks/recipes';
import {
  classFacts,
  labelFacts,
  openTaskModel,
  storedTaskModel,
} from '../../../../src/engine/tasks/networks/taskModel';
import {
  createTaskNetwork,
  type TaskData,
  type TaskNetwork,
} from '../../../../src/engine/tasks/networks/taskNetwork';
import { classTask, labelTask } from '../../../../src/engine/tasks/networks/tasks';
import { random } from '../../../../src/engine/random';
import { weightsHash } from '../../../../src/worker/models/weightsHash';
import { saveTensors } from '../../../../src/engine/network/network';

const kernels = () => createTwin({ interrupted: () => false });
const chosen = (cell: string, direction?: 'both') => {
  const shape = shapeOfChoice({ cells: [cell], direction, layers: 1 });
  if (!shape.ok) throw new Error(shape.flaw.kind);
  return shape.value;
};
const tiny = {
  ...{ E: 6, H: 6, B: 8, epochs: 10 },
  dropout: 0.1,
  wordDropout: 0.05,
  learningRate: 0.03,
};

/** Good or bad is told by the first word; a filler follows. */
function reviews(count: number): ClassExample[] {
  const { below } = random(4);
  return Array.from({ length: count }, (_, n) => {
    const good = n % 2;
    const text = `${['dull', 'bright'][good]} ${['film', 'book', 'song'][below(3)]} it was`;
    return { text, start: 0, end: text.length, class: good };
  });
}

/** A word is a verb where the next word is a full stop: only who reads backwards can know. */
function sentences(count: number): LabelSentence[] {
  const { below } = random(4);
  return Array.from({ length: count }, () => {
    const words = Array.from({ length: 3 + below(3) }, () => ['run', 'fish', 'play'][below(3)]);
    const labels = words.map((_, n) => (n === words.length - 1 ? 1 : 0));
    return {
      ...{ words: [...words, '.'], starts: [] },
      labels: Uint16Array.from([...labels, 2]),
    };
  });
}

async function learn(task: TaskData, more: Partial<Parameters<typeof createTaskNetwork>[0]>) {
  const made: TaskNetwork = createTaskNetwork({
    ...{ kernels: kernels(), task, chosen: chosen('lstm'), seed: 3, arithmetic: 'separate' },
    recipe: { ...classRecipe, ...tiny },
    ...more,
  });
  const { trainer, network } = made;
  await trainWithin({
    trainer,
    seconds: 1e9,
    spent: () => 0,
    mayGoOn: () => Promise.resolve(true),
  });
  if (trainer.best) network.parameters.values.set(trainer.best.values);
  return { network, plan: trainer.plan, wrong: trainer.best?.loss ?? 1, steps: trainer.stepsDone };
}

const kept = { plan: {}, version: 1, steps: 1, documentKey: 'file:///table.tsv', history: [] };

function reopened(...given: Parameters<typeof storedTaskModel>) {
  const decoded = decodeModelFile(encodeModelFile(storedTaskModel(...given)), undefined, 'any');
  if (!decoded.ok) throw new Error(decoded.failure.kind);
  return openTaskModel(kernels(), decoded.model);
}

describe('classes', () => {
  const split = { train: reviews(80), valid: reviews(16) };
  const task = classTask(split, { asked: 'last', classes: 2 });

  it('are learnt, stored by their names, and judged by the file alone', async () => {
    const { network, plan, wrong } = await learn(task.data, {});
    expect(wrong).toBe(0);
    const facts = classFacts(['bad', 'good'], 'last');
    const judge = reopened(network, task.rows, { ...kept, plan, task: facts });
    const found = judge.judgeTexts(['bright song', 'dull song it was it was', '']);
    expect(found.slice(0, 2).map((one) => one.class)).toEqual(['good', 'bad']);
    expect(found[0].probabilities.good).toBeGreaterThan(0.5);
    expect(found[2].probabilities.good + found[2].probabilities.bad).toBeCloseTo(1, 10);
  }, 20_000);

  it('are learnt by a mean of embeddings, too, which has no layer', async () => {
    const mean = classTask(split, { asked: 'mean', classes: 2 });
    const { network, wrong } = await learn(mean.data, { chosen: undefined });
    expect(wrong).toBe(0);
    expect(network.layout.layers).toEqual([]);
    const facts = classFacts(['bad', 'good'], 'mean');
    const judge = reopened(network, mean.rows, { ...kept, task: facts });
    expect(judge.judgeTexts(['bright', 'dull']).map((one) => one.class)).toEqual(['good', 'bad']);
  }, 20_000);

  it('end in the same bytes for the same seed, and in others for another', async () => {
    const hash = async (seed: number): Promise<string> => {
      const recipe = { ...classRecipe, ...tiny, epochs: 1 };
      const { network } = await learn(task.data, { seed, recipe });
      return weightsHash(saveTensors(network));
    };
    const [first, again, other] = [await hash(1), await hash(1), await hash(2)];
    expect(again).toBe(first);
    expect(other).not.toBe(first);
  }, 20_000);

  it('end where the time does, with what was learnt by then', async () => {
    const { trainer } = createTaskNetwork({
      ...{ kernels: kernels(), task: task.data, chosen: chosen('gru'), seed: 3 },
      ...{ arithmetic: 'separate', recipe: { ...classRecipe, ...tiny, epochs: 500 } },
    });
    let seconds = 0;
    const mayGoOn = (): Promise<boolean> => Promise.resolve((seconds += 0.1) > 0);
    await trainWithin({ trainer, seconds: 10, spent: () => seconds, mayGoOn });
    expect(trainer.plan.steps).toBeLessThan(120);
    expect(trainer.best?.loss).toBe(0);
  }, 20_000);
});

describe('labels', () => {
  const examples = { labels: ['NOUN', 'VERB', 'PUNCT'], spans: false };
  const split = { train: sentences(60), valid: sentences(12) };
  const recipe = { ...labelRecipe, ...tiny };
  const judged = [['fish', 'run', 'play', '.']];

  it('are learnt in both directions, stored with their endings, and given by the file alone', async () => {
    const task = labelTask(split, examples);
    const { network, wrong } = await learn(task.data, { recipe, chosen: chosen('lstm', 'both') });
    expect(wrong).toBe(0);
    const facts = labelFacts(examples, task.affixes);
    const judge = reopened(network, task.affixes.word, { ...kept, task: facts });
    expect(judge.labelSentences(judged)[0].labels).toEqual(['NOUN', 'NOUN', 'VERB', 'PUNCT']);
  }, 20_000);

  it('are learnt by a window of words around each token', async () => {
    const task = labelTask(split, examples, 3);
    const { network, wrong } = await learn(task.data, { recipe, chosen: chosen('window:3') });
    expect(wrong).toBe(0);
    const facts = labelFacts(examples, task.affixes);
    const judge = reopened(network, task.affixes.word, { ...kept, task: facts });
    expect(judge.labelSentences(judged)[0].labels).toEqual(['NOUN', 'NOUN', 'VERB', 'PUNCT']);
  }, 20_000);
});

it('A model of a task is refused where the next word is asked for, by its task', async () => {
  const task = classTask({ train: reviews(20), valid: [] }, { asked: 'last', classes: 2 });
  const recipe = { ...classRecipe, ...tiny, epochs: 1 };
  const { network } = await learn(task.data, { recipe });
  const facts = classFacts(['bad', 'good'], 'last');
  const bytes = encodeModelFile(storedTaskModel(network, task.rows, { ...kept, task: facts }));
  const failure = { kind: 'otherTask', task: 'classes' };
  expect(decodeModelFile(bytes)).toEqual({ ok: false, failure });
});

it('A model of a task whose answers or inputs are not its network’s is damaged', async () => {
  const task = classTask({ train: reviews(20), valid: [] }, { asked: 'last', classes: 2 });
  const recipe = { ...classRecipe, ...tiny, epochs: 1 };
  const { network } = await learn(task.data, { recipe });
  const facts = classFacts(['bad', 'good'], 'last');
  const model = storedTaskModel(network, task.rows, { ...kept, task: facts });
  const three = classFacts(['bad', 'good', 'dull'], 'last');
  expect(() => encodeModelFile({ ...model, task: three })).toThrow('3 answers');
  const { task: _, ...nothing } = model;
  expect(() => encodeModelFile(nothing)).toThrow('no answers');
  const inputs = { ...model, shape: { ...model.shape, inputs: 2 } };
  expect(() => encodeModelFile(inputs)).toThrow(/inputs|numbers/u);
});
