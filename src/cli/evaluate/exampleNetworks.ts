/**
 * The network's row of `evaluate --task classes|labels`, and of classes that of the simplest network, the
 * mean of embeddings. The budget is for the network; the simplest one takes its few seconds besides.
 */
import { bySentence } from '../../engine/tasks/networks/tasks';
import { trainClasses, trainLabels, trainMean } from '../examples/trainedNetworks';
import type { ClassProvider, LabelProvider } from './exampleProviders';

export const classNetworks: ClassProvider = async ({ examples, split }, options) => {
  const classes = examples.classes.length;
  const rowOf = async (name: string, learn: typeof trainClasses) => {
    const { task, trained } = await learn(split, classes, options);
    const given = trained.answers(task.sequencesOf(split.test));
    trained.dispose();
    return { name, given, further: { training: trained.facts } };
  };
  return [await rowOf('meanOfEmbeddings', trainMean), await rowOf('network', trainClasses)];
};

export const labelNetworks: LabelProvider = async ({ examples, split }, options) => {
  const { task, trained } = await trainLabels(split, examples, options);
  const given = bySentence(split.test, trained.answers(task.sequencesOf(split.test)));
  trained.dispose();
  return [{ name: 'network', given, further: { training: trained.facts } }];
};
