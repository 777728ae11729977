/**
 * `predict`: what a model of classes or labels says of a text that it has not seen. Classes: each line is a
 * text, up to its first tab. Labels: each line is a sentence, its tokens between spaces; or a table of
 * tokens, as it was learnt from.
 */
import { parseArgs } from 'node:util';
import { decodeModelFile } from '../engine/files/modelFile';
import { describeFileFailure } from '../engine/files/safetensors/fileFailures';
import {
  openTaskModel,
  type JudgedText,
  type LabelledTokens,
  type TaskJudge,
} from '../engine/tasks/networks/taskModel';
import { readLabelTable } from '../engine/tasks/formats/labelTable';
import { platformEngine } from '../worker/platform/wasm';
import { oneFile, readInput, readText, UsageError, type Command } from './command';

export const predict: Command = {
  usage: 'predict FILE --model M.safetensors [--json]',
  help: `What a model of classes or labels says of a text. Classes: of each line, up to its first tab, the class and
how probable each is. Labels: of each token; a line is a sentence with spaces between its tokens, or the
file is a table of tokens as in training.

  --model M          a model that “train --task classes|labels” wrote
  --json             one value: [{"text","class","probabilities"}] or [{"words","labels","probabilities"}]`,
  async run(args, terminal) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { model: { type: 'string' }, json: { type: 'boolean', default: false } },
    });
    const file = oneFile(positionals);
    if (values.model === undefined) throw new UsageError('--model names the model.');
    const judge = await openModel(values.model);
    const text = await readText(file);
    const found = judge.facts.task === 'classes' ? classesOf(judge, text) : labelsOf(judge, text);
    if (found.length === 0) throw new UsageError(`${file} has nothing to judge.`);
    terminal.print(values.json ? JSON.stringify(found) : found.map(lineOf).join('\n'));
    return 0;
  },
};

async function openModel(path: string): Promise<TaskJudge> {
  const decoded = decodeModelFile(await readInput(path), undefined, 'any');
  if (!decoded.ok) throw new UsageError(`${path}: ${describeFileFailure(decoded.failure)}`);
  if (!decoded.model.task) {
    throw new UsageError(`${path} predicts the next word: open it in VS Code, or use “trace”.`);
  }
  const memory = { budgetBytes: 2 ** 31 - 2 ** 16, interrupted: () => false };
  return openTaskModel(platformEngine().createKernels({ threads: 1, ...memory }), decoded.model);
}

type Found = (JudgedText & { readonly text: string }) | LabelledTokens;

const linesOf = (text: string): string[] =>
  text.split(/\r\n?|\n/).filter((line) => line.trim() !== '');

function classesOf(judge: TaskJudge, text: string): Found[] {
  const texts = linesOf(text).map((line) => line.replace(/\t.*/su, ''));
  return judge.judgeTexts(texts).map((found, n) => ({ text: texts[n] ?? '', ...found }));
}

function labelsOf(judge: TaskJudge, text: string): Found[] {
  const table = readLabelTable(text);
  const sentences = table.ok
    ? table.value.sentences.map(({ words }) => words)
    : linesOf(text).map((line) => line.trim().split(/\s+/));
  return judge.labelSentences(sentences);
}

function lineOf(found: Found): string {
  if ('text' in found) {
    const { text, class: judged, probabilities } = found;
    return `${judged}\t${percent(probabilities[judged] ?? 0)}\t${text}`;
  }
  return `${found.words.map((word, n) => `${word}\t${found.labels[n] ?? ''}`).join('\n')}\n`;
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
