/**
 * `predict`: what a model of classes or labels says of a text that it has not seen. Classes: each line is a
 * text, up to its first tab. Labels: each line is a sentence, its tokens between spaces; or a table of
 * tokens, as it was learnt from.
 */
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { decodeModelFile, type StoredModel } from '../engine/files/modelFile';
import { describeFileFailure } from '../engine/files/safetensors/fileFailures';
import {
  openTaskModel,
  type JudgedText,
  type LabelledTokens,
  type TaskJudge,
} from '../engine/tasks/networks/taskModel';
import { readLabelTable } from '../engine/tasks/formats/labelTable';
import type { Kernels } from '../engine/kernels/kernels';
import { lengthOfSeries } from '../engine/tasks/series/series';
import type { ExampleFlaw } from '../engine/tasks/formats/flaws';
import type { PairFacts } from '../engine/tasks/pairs/pairFacts';
import { openPairModel } from '../engine/tasks/pairs/pairModel';
import { letters } from '../engine/tasks/pairs/pairTokens';
import { longestSide } from '../engine/tasks/pairs/readPairs';
import { openSeriesModel } from '../engine/tasks/series/seriesModel';
import { platformEngine } from '../worker/platform/wasm';
import {
  oneFile,
  readInput,
  readText,
  refuse,
  UsageError,
  wholeOption,
  type Command,
} from './command';
import { seriesFrom } from './examples/seriesFile';

export const predict: Command = {
  usage: 'predict FILE --model M.safetensors [--horizon N] [--block N[,…]] [--hide N[,…]] [--json]',
  help: `What a model of classes or labels says of a text, how a series continues, or the targets of its lines. Classes: of each line, up to its first tab, the class and
how probable each is. Labels: of each token; a line is a sentence with spaces between its tokens, or the
file is a table of tokens as in training. Series: the rows that come after the file's last one. Pairs: of
each line, up to its first tab, the target.

  --model M          a model that “train --task classes|labels|series|pairs” wrote
  --horizon N        of a series: so many rows (24)
  --block N[,…]      of pairs: places of the source, from 1, that attention may not look at
  --hide N[,…]       of pairs: places of the source, from 1, that are read as an unknown token
  --json             one value: [{"text","class","probabilities"}], [{"words","labels","probabilities"}],
                     {"column","predicted","next"}: of each row what was expected, and what comes next; or
                     [{"source","target","sourceTokens","targetTokens","logProbabilities","looks"}]: of
                     each token that was written, and of the end, the log of its probability and the
                     share of each source token`,
  async run(args, terminal) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        model: { type: 'string' },
        horizon: { type: 'string' },
        block: { type: 'string' },
        hide: { type: 'string' },
        json: { type: 'boolean', default: false },
      },
    });
    const file = oneFile(positionals);
    if (values.model === undefined) throw new UsageError('--model names the model.');
    const model = await openModel(values.model);
    if (model.task?.task === 'series') {
      const horizon = wholeOption('horizon', values.horizon, {
        from: 1,
        to: 10_000,
        otherwise: 24,
      });
      const found = await seriesOf(model, file, horizon);
      terminal.print(values.json ? JSON.stringify(found) : found.next.join('\n'));
      return 0;
    }
    if (model.task?.task === 'pairs') {
      const looking = {
        unseen: placesIn('block', values.block),
        unread: placesIn('hide', values.hide),
      };
      const written = openPairModel(kernels(), model).write(
        await sourcesIn(file, model.task),
        looking,
      );
      terminal.print(
        values.json
          ? JSON.stringify(written)
          : written.map(({ source, target }) => `${source}\t${target}`).join('\n'),
      );
      return 0;
    }
    const judge = openTaskModel(kernels(), model);
    const text = await readText(file);
    const found = judge.facts.task === 'classes' ? classesOf(judge, text) : labelsOf(judge, text);
    if (found.length === 0) throw new UsageError(`${file} has nothing to judge.`);
    terminal.print(values.json ? JSON.stringify(found) : found.map(lineOf).join('\n'));
    return 0;
  },
};

/** Of each line what stands before its first tab. @throws UsageError where that is too long to be read */
async function sourcesIn(file: string, { units }: PairFacts): Promise<string[]> {
  const lines = (await readText(file)).split(/\r\n?|\n/);
  return lines.flatMap((text, at) => {
    if (text.trim() === '') return [];
    const source = text.replace(/\t.*/su, '').trim();
    const tokens = letters(source, units.source).length;
    if (source !== '' && tokens <= longestSide) return [source];
    const flaw: ExampleFlaw =
      source === ''
        ? { kind: 'emptySide', line: at + 1, side: 'source' }
        : { kind: 'longSide', line: at + 1, side: 'source', tokens, most: longestSide };
    return refuse({ kind: 'badExamples', name: basename(file), flaw });
  });
}

/** Places from 1. @returns them from 0 */
function placesIn(option: string, places: string | undefined): ReadonlySet<number> {
  const bounds = { from: 1, to: longestSide, otherwise: 1 };
  const all = places === undefined ? [] : places.split(',');
  return new Set(all.map((place) => wholeOption(option, place, bounds) - 1));
}

async function openModel(path: string): Promise<StoredModel> {
  const decoded = decodeModelFile(await readInput(path), undefined, 'any');
  if (!decoded.ok) throw new UsageError(`${path}: ${describeFileFailure(decoded.failure)}`);
  if (!decoded.model.task) {
    throw new UsageError(`${path} predicts the next word: open it in VS Code, or use “trace”.`);
  }
  return decoded.model;
}

function kernels(): Kernels {
  const memory = { budgetBytes: 2 ** 31 - 2 ** 16, interrupted: () => false };
  return platformEngine().createKernels({ threads: 1, ...memory });
}

/** How a series goes on, and what was expected of each of its rows: of the first one nothing. */
interface FoundSeries {
  readonly column: string;
  readonly predicted: readonly (number | null)[];
  readonly next: readonly number[];
}

async function seriesOf(model: StoredModel, file: string, horizon: number): Promise<FoundSeries> {
  const opened = openSeriesModel(kernels(), model);
  const columns = opened.facts.columns.map(({ name }) => name);
  const series = await seriesFrom(file, { columns, fewest: 2 });
  const values = series.columns.map((column) => column.values);
  const rows = lengthOfSeries(series);
  const [next] = opened.rollOuts(values, [rows], horizon);
  return {
    column: columns[0] ?? '',
    predicted: [null, ...opened.next(values, 1, rows)],
    next: Array.from(next ?? []),
  };
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
