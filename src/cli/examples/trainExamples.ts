/**
 * `train FILE… --task classes|labels|series`: learns from all examples but those that it stops by, and writes a
 * model that `predict` judges with.
 */
import { resolve } from 'node:path';
import { classFacts, labelFacts, storedTaskModel } from '../../engine/tasks/networks/taskModel';
import { lengthOfSeries, splitSeries } from '../../engine/tasks/series/series';
import { storedSeriesModel } from '../../engine/tasks/series/seriesModel';
import { storedPairModel } from '../../engine/tasks/pairs/pairModel';
import { splitPairs } from '../../engine/tasks/pairs/pairSplit';
import { encodeModelFile, type StoredModel } from '../../engine/files/modelFile';
import { splitClasses } from '../../engine/tasks/splits/classSplit';
import { splitLabels } from '../../engine/tasks/splits/labelSplit';
import { systemClock as clock } from '../../worker/platform/clock';
import { createFiles } from '../../worker/platform/disk/files';
import { weightsHash } from '../../worker/models/weightsHash';
import { choiceOption, refuse, UsageError, type Console } from '../command';
import { dividedClasses, dividedLabels } from './exampleFiles';
import { parseExampleOptions, type ExampleOptions } from './exampleOptions';
import { pairsFrom, trainPairs } from './trainedPairs';
import { columnsWished, seriesFrom } from './seriesFile';
import { trainSeries } from './trainedSeries';
import { poolings, trainClasses, trainLabels, type Trained } from './trainedNetworks';

/** @throws UsageError */
export async function trainExamples(args: readonly string[], terminal: Console): Promise<number> {
  const options = parseExampleOptions(args);
  const { out } = options;
  if (out === undefined) throw new UsageError('--out names the file for the model.');
  if (options.task === 'series') return learnSeries(options, out, terminal);
  if (options.task === 'pairs') return learnPairs(options, out, terminal);
  const learnt =
    options.task === 'classes' ? await learnClasses(options) : await learnLabels(options);
  const { model, trained, examples } = learnt;
  await writeModel(out, model);
  const summary = {
    ...{ task: options.task, ...trained.facts, examples },
    metric: { name: learnt.metric, validation: trained.validation },
    vocabulary: model.vocabulary.size,
    ...{ seed: options.seed, sha256: weightsHash(model.weights) },
  };
  terminal.print(JSON.stringify(summary, undefined, options.json ? 0 : 2));
  trained.dispose();
  return 0;
}

/** @throws UsageError where it cannot be written */
async function writeModel(out: string, model: StoredModel): Promise<void> {
  const files = createFiles({ clock, fault: () => undefined });
  const written = await files.write(resolve(out), encodeModelFile(model));
  if (!written.ok) refuse(written.failure);
}

/** All rows but the last tenth are learnt from; these decide when it stops. */
async function learnSeries(
  options: ExampleOptions,
  out: string,
  terminal: Console,
): Promise<number> {
  const [path = ''] = options.paths;
  const series = await seriesFrom(path, columnsWished(options));
  const rows = lengthOfSeries(series);
  const split = { ...splitSeries(rows), valid: splitSeries(rows).test, test: rows };
  const trained = await trainSeries(series, split, options);
  const { network, columns, plan, facts, validation } = trained;
  const model = storedSeriesModel(network, columns, kept(options, { plan, facts }), split);
  await writeModel(out, model);
  const summary = {
    ...{ task: options.task, ...facts, columns: columns.map(({ name }) => name) },
    examples: { train: split.valid, valid: rows - split.valid },
    metric: { name: 'mse', validation },
    ...{ seed: options.seed, sha256: weightsHash(model.weights) },
  };
  terminal.print(JSON.stringify(summary, undefined, options.json ? 0 : 2));
  trained.dispose();
  return 0;
}

/** All pairs but those that decide which weights are kept. */
async function learnPairs(
  options: ExampleOptions,
  out: string,
  terminal: Console,
): Promise<number> {
  const [path = ''] = options.paths;
  const pairs = await pairsFrom(path, options);
  const { train, valid } = splitPairs(pairs.pairs, { test: [] });
  const trained = await trainPairs({ train, valid }, pairs, options);
  const { network, rows, trainer, facts, validation } = trained;
  const known = kept(options, { plan: trainer.plan, facts });
  const model = storedPairModel(network, rows, pairs.units, known);
  await writeModel(out, model);
  const summary = {
    ...{ task: options.task, ...facts, attention: trained.translator.attention },
    ...{ units: pairs.units, examples: sizes(train, valid) },
    metric: { name: 'exactMatch', validation },
    ...{ seed: options.seed, sha256: weightsHash(model.weights) },
  };
  terminal.print(JSON.stringify(summary, undefined, options.json ? 0 : 2));
  trained.dispose();
  return 0;
}

interface Learnt {
  readonly model: StoredModel;
  readonly trained: Trained;
  readonly metric: 'accuracy' | 'f1';
  readonly examples: { readonly train: number; readonly valid: number };
}

async function learnClasses(options: ExampleOptions): Promise<Learnt> {
  const { examples } = await dividedClasses(options);
  const nothing = { ...examples, examples: [] };
  const { train, valid } = splitClasses(examples, { test: nothing });
  const { task, trained } = await trainClasses({ train, valid }, examples.classes.length, options);
  const asked = choiceOption('pooling', options.pooling, poolings, 'last');
  const facts = classFacts(examples.classes, asked);
  const model = storedTaskModel(trained.network, task.rows, {
    ...kept(options, trained),
    task: facts,
  });
  return { model, trained, metric: 'accuracy', examples: sizes(train, valid) };
}

async function learnLabels(options: ExampleOptions): Promise<Learnt> {
  const { examples } = await dividedLabels(options);
  const nothing = { ...examples, sentences: [] };
  const { train, valid } = splitLabels(examples, { test: nothing });
  const { task, trained } = await trainLabels({ train, valid }, examples, options);
  const facts = labelFacts(examples, task.affixes);
  const stored = { ...kept(options, trained), task: facts };
  const model = storedTaskModel(trained.network, task.affixes.word, stored);
  const metric = examples.spans ? 'f1' : 'accuracy';
  return { model, trained, metric, examples: sizes(train, valid) };
}

const sizes = (train: readonly unknown[], valid: readonly unknown[]) => ({
  train: train.length,
  valid: valid.length,
});

const kept = (
  { paths: [first = ''] }: ExampleOptions,
  { plan, facts }: Pick<Trained, 'plan' | 'facts'>,
) => ({
  ...{ plan, version: 1, steps: facts.steps, history: [], documentKey: resolve(first) },
});
