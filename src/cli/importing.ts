/**
 * `import`: a model that was trained elsewhere, as *Import Model…* takes it. What VS Code asks is an
 * option here; where one is missing, the refusal names it.
 */
import { existsSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { isClassName } from '../engine/text/words/unknownNames';
import { parseWordList } from '../engine/text/words/wordList';
import type { Failure, Result } from '../shared/failures';
import type {
  FileSource,
  ForeignTask,
  ImportContract,
  ImportReport,
  ImportRequest,
  NameQuestion,
  PlainCell,
  Pooling,
  TensorNames,
  TokenKind,
} from '../shared/model/importing';
import { importNotes, sameModel } from '../shared/model/importing';
import type { Handlers } from '../shared/wire/rpc';
import { createImporter } from '../worker/importing/importModel';
import { systemClock as clock } from '../worker/platform/clock';
import { createFiles } from '../worker/platform/disk/files';
import { platformEngine } from '../worker/platform/wasm';
import { choiceOption, oneFile, readText, refuse, UsageError, wholeOption } from './command';
import type { Command, Console } from './command';

const plainCells = ['rnn', 'rnnRelu'] as const satisfies readonly PlainCell[];
const kinds = ['whitespace', 'words', 'characters', 'ids'] as const satisfies readonly TokenKind[];

export const importing: Command = {
  usage:
    'import FILE --vocabulary V --out M.safetensors [--parity P.json] [--tokens whitespace|words|characters|ids] [--unknown WORD | --no-unknown] [--layers NAME[,NAME…]] [--embedding NAME | --one-hot] [--projection NAME | --tied] [--cell rnn|rnnRelu] [--task classes|labels] [--classes NAMES] [--pooling last|mean|maximum] [--memory MB] [--json]',
  help: `Converts a PyTorch language model, classifier or tagger (safetensors, its index, or .pt, .pth, .ckpt, .bin, which are
read as data) to a model that Gatescope reads.

  --vocabulary V     the words in the order of the rows: one per line, or JSON (not with --tokens ids)
  --out M            the file for the model
  --parity P         tokens and their losses where the model was trained
  --tokens KIND      how the text was split (characters where each word has one, else whitespace)
  --unknown WORD     the word that stands for unknown words; --no-unknown: none
  --layers NAME      the prefix of weight_ih_l0; several prefixes in reading order (also --lstm)
  --embedding NAME   the matrix that the first layer reads; --one-hot: there is none
  --projection NAME  the matrix to the words; --tied: it is the embedding
  --cell C           of a plain RNN: rnn (tanh) or rnnRelu; its weights do not show it
  --task KIND        it answers with classes of texts or labels of tokens, not with the next word
  --classes NAMES    of classes or labels, in the order of the head's rows: with commas between, or a file
  --pooling HOW      classes are judged by the last state, or the mean or maximum of all; a record decides
  --memory MB        the memory limit of the import (2048)
  --json             one value`,
  failsWhere: 'the model is written, and its losses are not those of the parity record',
  async run(args, terminal) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        vocabulary: { type: 'string' },
        parity: { type: 'string' },
        out: { type: 'string' },
        tokens: { type: 'string' },
        unknown: { type: 'string' },
        'no-unknown': { type: 'boolean' },
        lstm: { type: 'string' },
        layers: { type: 'string' },
        cell: { type: 'string' },
        task: { type: 'string' },
        classes: { type: 'string' },
        pooling: { type: 'string' },
        embedding: { type: 'string' },
        'one-hot': { type: 'boolean' },
        projection: { type: 'string' },
        tied: { type: 'boolean' },
        memory: { type: 'string' },
        json: { type: 'boolean' },
      },
    });
    const file = oneFile(positionals);
    if (values.out === undefined) throw new UsageError('--out names the file for the model.');
    const report = await carryOut(file, values.out, values, terminal);
    return told(report, values.out, values.json === true, terminal);
  },
};

interface Values {
  readonly vocabulary?: string | undefined;
  readonly parity?: string | undefined;
  readonly tokens?: string | undefined;
  readonly unknown?: string | undefined;
  readonly 'no-unknown'?: boolean | undefined;
  readonly lstm?: string | undefined;
  readonly layers?: string | undefined;
  readonly cell?: string | undefined;
  readonly task?: string | undefined;
  readonly classes?: string | undefined;
  readonly pooling?: string | undefined;
  readonly embedding?: string | undefined;
  readonly 'one-hot'?: boolean | undefined;
  readonly projection?: string | undefined;
  readonly tied?: boolean | undefined;
  readonly memory?: string | undefined;
}

const sourceOf = (path: string): FileSource => ({ name: basename(path), path: resolve(path) });

async function carryOut(
  path: string,
  out: string,
  values: Values,
  terminal: Console,
): Promise<ImportReport> {
  const importer = createImporter({
    files: createFiles({ clock, fault: () => undefined }),
    createKernels: platformEngine().createKernels,
    breathe: () => Promise.resolve(),
  });
  const file = sourceOf(path);
  const { parity } = values;
  const cell =
    values.cell === undefined ? undefined : choiceOption('cell', values.cell, plainCells, 'rnn');
  const words = await wordsFrom(importer, file, values, terminal);
  const memory = { from: 64, to: 1 << 20, otherwise: 2048 };
  const request = {
    ...{ file, ...words, ...(cell === undefined ? {} : { cell }) },
    ...(parity === undefined ? {} : { parity: sourceOf(parity) }),
    documentKey: `gatescope-import:${encodeURIComponent(basename(path).replace(/\.[^.]+$/, ''))}`,
    modelPath: resolve(out),
    memoryMB: wholeOption('memory', values.memory, memory),
  };
  return value(await importer.importModel(request, { cancelled: false }));
}

function value<T>(result: Result<T, Failure>): T {
  return result.ok ? result.value : refuse(result.failure);
}

type Judging = Pick<ImportRequest, 'task' | 'classes' | 'pooling'>;

type Chosen = Pick<
  Parameters<ImportContract['importModel']>[0],
  'names' | 'tokens' | 'vocabulary' | 'unknown' | keyof Judging
>;

/** What the options say, and what is found where they do not. */
async function wordsFrom(
  importer: Handlers<ImportContract>,
  file: FileSource,
  values: Values,
  terminal: Console,
): Promise<Chosen> {
  const job = { cancelled: false };
  const judging = judgingOf(values);
  const { task } = judging;
  const told = { file, names: namesOf(values), ...(task ? { task } : {}) };
  const examined = value(await importer.examineImport(told, job));
  if (examined.kind === 'own') return { names: {} };
  if (examined.kind === 'question') throw new UsageError(questionSentence(examined.question));
  const { names } = examined;
  if (values.vocabulary === undefined && values.tokens !== 'ids') {
    throw new UsageError(
      '--vocabulary names the file that holds the words; with --tokens ids none is needed.',
    );
  }
  if (values.vocabulary === undefined) return { names, tokens: 'ids', ...judging };
  const vocabulary = sourceOf(values.vocabulary);
  const usual = await usualCut(values.vocabulary, examined.rows);
  const tokens = choiceOption('tokens', values.tokens, kinds, usual);
  if (values.tokens === undefined)
    terminal.log(`Texts are split for it as with --tokens ${tokens}.`);
  const cut = { names, vocabulary, tokens, ...judging };
  const unknown = oneOf('unknown', values.unknown, 'no-unknown', values['no-unknown']);
  if (unknown !== undefined) return { ...cut, unknown };
  const words = value(await importer.examineWords({ file, ...cut }, job));
  if (words.kind === 'settled') return cut;
  const { suspects } = words;
  if (suspects.length > 0) {
    throw new UsageError(
      `No name shows which word of ${vocabulary.name} stands for unknown words; it may be one of ${listed(suspects)}. Use --unknown WORD, or --no-unknown if there is none.`,
    );
  }
  terminal.log(
    `No word of ${vocabulary.name} looks like the class of unknown words, so one is added that is never expected. If there is one, name it with --unknown WORD.`,
  );
  return { ...cut, unknown: null };
}

const taskKinds = ['classes', 'labels'] as const satisfies readonly ForeignTask[];
const poolings = ['last', 'mean', 'maximum'] as const satisfies readonly Pooling[];

function judgingOf({ task, classes, pooling }: Values): Judging {
  if (task === undefined && (classes ?? pooling) !== undefined) {
    throw new UsageError('--classes and --pooling go with --task classes or --task labels.');
  }
  return {
    ...(task === undefined ? {} : { task: choiceOption('task', task, taskKinds, 'classes') }),
    ...(classes === undefined ? {} : { classes: namesOrFile(classes) }),
    ...(pooling === undefined
      ? {}
      : { pooling: choiceOption('pooling', pooling, poolings, 'last') }),
  };
}

const namesOrFile = (given: string): NonNullable<Judging['classes']> =>
  existsSync(given) ? sourceOf(given) : given.split(',').map((name) => name.trim());

/** As the words look: of one character each, or not. */
async function usualCut(path: string, rows: number): Promise<'characters' | 'whitespace'> {
  const list = parseWordList(await readText(path), { isJson: /\.json$/i.test(path), rows });
  const words = list.ok ? list.words.filter((word) => !isClassName(word)) : [];
  const areCharacters = words.length > 0 && words.every((word) => [...word].length === 1);
  return areCharacters ? 'characters' : 'whitespace';
}

/** An option, and the switch that says that there is none. */
function oneOf(
  option: string,
  value: string | undefined,
  without: string,
  isWithout: boolean | undefined,
): string | null | undefined {
  if (value === undefined) return isWithout === true ? null : undefined;
  if (isWithout === true) throw new UsageError(`Use only one of --${option} and --${without}.`);
  return value;
}

function oneName({ layers, lstm }: Values): string | undefined {
  if (layers !== undefined && lstm !== undefined) {
    throw new UsageError('Use only one of --layers and --lstm.');
  }
  return layers ?? lstm;
}

function namesOf(values: Values): Partial<TensorNames> {
  const layers = oneName(values);
  const encoder = oneOf('embedding', values.embedding, 'one-hot', values['one-hot']);
  const decoder = oneOf('projection', values.projection, 'tied', values.tied);
  return {
    ...(layers === undefined ? {} : { rnn: layers.split(',') }),
    ...(encoder === undefined ? {} : { encoder }),
    ...(decoder === undefined ? {} : { decoder }),
  };
}

const listed = (names: readonly string[]): string =>
  names
    .slice(0, 10)
    .map((name) => JSON.stringify(name.slice(0, 80)))
    .join(', ') + (names.length > 10 ? ', …' : '');

function questionSentence(question: NameQuestion): string {
  if (question.of === 'rnn') {
    const chains = question.candidates.map(({ names }) => names.join(','));
    return `Several layers could be those that predict the next word: ${listed(chains)}. Use --layers NAME.`;
  }
  if (question.of === 'task') {
    return `It does not predict the next word: ${listed(question.heads)} projects to something else. If it answers with a class of a whole text, use --task classes, if with a label of each token, --task labels.`;
  }
  const names = question.candidates.flatMap(({ name }) => name ?? []);
  const hasNone = question.candidates.some(({ name }) => name === null);
  const [what, option, without] =
    question.of === 'encoder'
      ? ['the embedding of the words', '--embedding NAME', '--one-hot if there is none']
      : ['the projection to the words', '--projection NAME', '--tied if it is the embedding'];
  if (names.length === 0) {
    return `The file has no matrix of its own for ${what}. Use ${without}, or export the whole model.`;
  }
  return `Its names do not show which matrix is ${what}: ${listed(names)}. Use ${option}${hasNone ? `, or ${without}` : ''}.`;
}

/** @returns the exit code: 1 where the record does not agree */
function told(report: ImportReport, model: string, json: boolean, terminal: Console): number {
  const { leftOut, parity } = report;
  const compared = parity && {
    ...{ there: parity.theirs, here: parity.ours, largestDifference: parity.largest },
  };
  if (leftOut.length > 0) {
    terminal.log(
      `Left out, because they are not part of a recurrent language model: ${listed(leftOut)}. If its predictions depend on them, they will differ here.`,
    );
  }
  for (const note of importNotes(report)) terminal.log(note);
  const agrees = parity === undefined || parity.largest <= sameModel;
  if (!agrees) {
    terminal.log(
      `It is not the same model: the loss at a token of the parity record differs by ${parity.largest} nats here. Check the names, the vocabulary and how the text was split.`,
    );
  }
  const answer = { model, leftOut, ...(compared ? { parity: compared } : {}) };
  terminal.print(json ? JSON.stringify(answer) : sentenceOf(report, model));
  return agrees ? 0 : 1;
}

function sentenceOf(report: ImportReport, model: string): string {
  const { layers, hiddenSize, embeddingSize, vocabulary, tied, parity } = report;
  const sizes = `layers: ${layers}, units: ${hiddenSize}, embedding: ${embeddingSize}${tied ? ' (tied)' : ''}, words: ${vocabulary}`;
  const losses = parity
    ? `Mean loss over ${parity.tokens} tokens: ${parity.theirs.toFixed(4)} there, ${parity.ours.toFixed(4)} here, largest difference ${parity.largest.toExponential(1)} nats.`
    : report.own
      ? 'It is a model of Gatescope, with its words.'
      : 'Without a parity record, nothing confirms yet that it computes the same here.';
  return `${model} (${sizes}). ${losses}`;
}
