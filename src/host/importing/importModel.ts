/**
 * *Import Model…*: takes a PyTorch language model into Gatescope's storage, from where it can be used
 * for any text. For files that cannot be read as data there is a snippet of Python.
 */
import * as vscode from 'vscode';
import * as v from 'valibot';
import type { AnalystContract } from '../../shared/contracts/analyst';
import type { Failure, Result } from '../../shared/failures';
import { sentence, success } from '../../shared/failures';
import type {
  Examination,
  FileSource,
  ForeignTask,
  ImportRequest,
  TensorNames,
} from '../../shared/model/importing';
import { commands } from '../../shared/manifest';
import type { Settings } from '../../shared/settings';
import { answerOf, cancelSignal } from '../threads/threadCalls';
import {
  askCut,
  askModelFile,
  askName,
  askPlainCell,
  askReplace,
  askUnknown,
  askVocabulary,
  besides,
  confirmLeftOut,
  sourceOf,
  stemOf,
} from './importQuestions';
import { askAnswers, askPooling, askTask } from './taskQuestions';
import { importSummary } from '../models/importSummary';
import type { ModelFiles } from '../sessions/modelFiles';
import { modelId } from '../sessions/modelFiles';
import { importedScheme } from '../sessions/keySchemes';
import { pythonSnippet } from './pythonSnippet';
import type { RestoreModel } from '../sessions/restoreModel';
import type { Sessions } from '../sessions/sessions';
import type { Texts } from '../texts/texts';
import type { SupervisedThread } from '../threads/supervisor';

interface Needs {
  readonly texts: Pick<Texts, 'find'>;
  readonly sessions: Sessions;
  readonly restoring: RestoreModel;
  readonly files: ModelFiles;
  readonly analyst: Pick<SupervisedThread<AnalystContract>, 'call'>;
  readonly settings: () => Settings;
  readonly showFailure: (failure: Failure) => void;
  /** After a model was stored. */
  readonly imported: () => void;
}

const uri = v.custom<vscode.Uri>((given) => given instanceof vscode.Uri);

/** The page of a file knows which one; everything else is asked. */
const givenModel = v.object({ model: uri });
/** Scripts and tests can answer the questions beforehand. */
const answersSchema = v.object({
  model: uri,
  vocabulary: v.optional(uri),
  tokens: v.picklist(['words', 'characters', 'whitespace', 'ids']),
  cell: v.optional(v.picklist(['rnn', 'rnnRelu'])),
  /** The word that stands for unknown ones; null: there is none. */
  unknown: v.optional(v.nullable(v.string())),
});
type Answers = v.InferOutput<typeof answersSchema>;

/** What was found out about a file: which names, how the text was cut, the files beside it. */
type Found = Pick<
  ImportRequest,
  'names' | 'cell' | 'tokens' | 'vocabulary' | 'unknown' | 'parity' | keyof Judging
>;

/** Of a classifier or tagger: what it answers, and from what of its states. */
type Judging = Pick<ImportRequest, 'task' | 'classes' | 'pooling'>;

export function registerImportModel(needs: Needs): vscode.Disposable {
  return vscode.commands.registerCommand(commands.importModel, async (given: unknown) => {
    const answered = v.safeParse(answersSchema, given);
    const answers = answered.success ? answered.output : undefined;
    const model = v.is(givenModel, given) ? given.model : await askModelFile();
    if (!model) return;
    const done = await importModel(needs, model, answers);
    if (done.ok) return;
    if (done.failure.kind === 'pickle') await offerSnippet(model, done.failure);
    else needs.showFailure(done.failure);
  });
}

async function offerSnippet(model: vscode.Uri, failure: Failure): Promise<void> {
  const copy = 'Copy Python Snippet';
  const chosen = await vscode.window.showWarningMessage(sentence(failure), copy);
  if (chosen !== copy) return;
  await vscode.env.clipboard.writeText(pythonSnippet(model.fsPath));
  const target = `${stemOf(model)}.safetensors`;
  void vscode.window.showInformationMessage(
    // Without buttons VS Code shows one line.
    `Snippet copied. Set WORDS in it, run it where the model was trained, then import ${target}.`,
  );
}

/** Nothing if the user cancelled. */
async function importModel(
  needs: Needs,
  model: vscode.Uri,
  answers: Answers | undefined,
): Promise<Result<void>> {
  const file = await sourceOf(model);
  if (!file.ok) return file;
  const found = await findOut(needs, file.value, model, answers);
  if (!found.ok || !found.value) return found.ok ? success(undefined) : found;
  const key = await keyFor(needs, stemOf(model), answers !== undefined);
  if (key === undefined) return success(undefined);
  const modelPath = needs.files.pathOf(key);
  const memoryMB = needs.settings()['training.memoryMB'];
  const request = { file: file.value, ...found.value, documentKey: key, modelPath, memoryMB };
  return carryOut(needs, request);
}

async function findOut(
  needs: Needs,
  file: FileSource,
  model: vscode.Uri,
  answers: Answers | undefined,
): Promise<Result<Found | undefined>> {
  const examined = await examine(needs, file);
  if (!examined.ok || !examined.value) return examined.ok ? success(undefined) : examined;
  const parity = await optionalSource(await besides(model, ['parity.json']));
  if (!parity.ok) return parity;
  const beside = parity.value ? { parity: parity.value } : {};
  if (examined.value.kind === 'own') return success({ names: {}, ...beside });
  const { names, leftOut, isUnsure, task, answers: count = 0 } = examined.value;
  const goesOn = leftOut.length === 0 || answers || (await confirmLeftOut(file.name, leftOut));
  if (!goesOn) return success(undefined);
  const asks = isUnsure && !parity.value && !answers;
  const cell = asks ? await askPlainCell() : answers?.cell;
  if (asks && !cell) return success(undefined);
  const judging = task ? await judgingOf(model, task, parity.value !== undefined) : success({});
  if (!judging.ok || !judging.value) return judging.ok ? success(undefined) : judging;
  const record = { ...beside, ...(cell ? { cell } : {}), ...judging.value };
  const tokens = answers?.tokens ?? (await askCut());
  if (tokens === undefined) return success(undefined);
  if (tokens === 'ids') {
    const named = await withNames(record, count, !record.classes);
    return success(named && { names, tokens, ...named });
  }
  const words =
    answers?.vocabulary ?? (await besides(model, vocabularies)) ?? (await askVocabulary(model));
  if (!words) return success(undefined);
  const vocabulary = await sourceOf(words);
  if (!vocabulary.ok) return vocabulary;
  const cut = { names, tokens, vocabulary: vocabulary.value };
  if (answers) {
    const { unknown } = answers;
    return success({ ...cut, ...(unknown === undefined ? {} : { unknown }), ...record });
  }
  const { task: _, classes } = record;
  const judged = { ...(task ? { task } : {}), ...(classes ? { classes } : {}) };
  const unknown = await unknownOf(needs, { file, ...cut, ...judged });
  if (!unknown.ok || !unknown.value) return unknown.ok ? success(undefined) : unknown;
  const { areNameless, ...said } = unknown.value;
  const named = await withNames(record, count, areNameless);
  return success(named && { ...cut, ...said, ...named });
}

/** What the weights do not show; undefined: the person went away. */
async function judgingOf(
  model: vscode.Uri,
  task: ForeignTask,
  hasRecord: boolean,
): Promise<Result<Judging | undefined>> {
  const classes = await optionalSource(await besides(model, answerFiles));
  if (!classes.ok) return classes;
  const judging = { task, ...(classes.value ? { classes: classes.value } : {}) };
  if (task === 'labels' || hasRecord) return success(judging);
  const pooling = await askPooling();
  return success(pooling && { ...judging, pooling });
}

const answerFiles = ['classes.json', 'labels.json', 'classes.txt', 'labels.txt'];

/** With names of classes or labels, where nothing says them; undefined: the person went away. */
async function withNames<T extends Judging>(
  found: T,
  count: number,
  areNameless: boolean,
): Promise<T | undefined> {
  if (!found.task || !areNameless) return found;
  const classes = await askAnswers(found.task, count);
  return classes && { ...found, classes };
}

/** The class of unknown words, where it has to be asked for; undefined: the person went away. */
async function unknownOf(
  { analyst }: Needs,
  request: Parameters<AnalystContract['examineWords']>[0],
): Promise<
  Result<(Pick<ImportRequest, 'unknown'> & { readonly areNameless: boolean }) | undefined>
> {
  const examined = await answerOf(analyst.call('examineWords', request));
  if (!examined.ok) return examined;
  const { areNameless = false } = examined.value;
  if (examined.value.kind === 'settled') return success({ areNameless });
  const unknown = await askUnknown(examined.value);
  return success(unknown === undefined ? undefined : { unknown, areNameless });
}

const vocabularies = ['vocabulary.json', 'vocab.json', 'vocabulary.txt', 'vocab.txt'];

async function optionalSource(
  file: vscode.Uri | undefined,
): Promise<Result<FileSource | undefined>> {
  return file ? sourceOf(file) : success(undefined);
}

/** Asks for names until none is in question. */
async function examine(
  { analyst }: Needs,
  file: FileSource,
): Promise<Result<Examined | undefined>> {
  let names: Partial<TensorNames> = {};
  let task: { readonly task?: ForeignTask } = {};
  for (;;) {
    const examined = await answerOf(analyst.call('examineImport', { file, names, ...task }));
    if (!examined.ok) return examined;
    if (examined.value.kind !== 'question') return success({ ...examined.value, ...task });
    const { question } = examined.value;
    if (question.of === 'task') {
      const answer = await askTask();
      if (answer === undefined) return success(undefined);
      task = { task: answer };
      continue;
    }
    const answer = await askName(question);
    if (answer === undefined) return success(undefined);
    names = { ...names, ...answer };
  }
}

type Examined = Exclude<Examination, { kind: 'question' }> & { readonly task?: ForeignTask };

/** The key of the model to be; another one where it is to stand beside one of the same name. */
async function keyFor(
  { files }: Needs,
  name: string,
  replaces: boolean,
): Promise<string | undefined> {
  const keyOf = (one: string): string => importedScheme + encodeURIComponent(one);
  if (replaces || !(await files.exists(keyOf(name)))) return keyOf(name);
  const replace = await askReplace(name);
  if (replace !== false) return replace ? keyOf(name) : undefined;
  let number = 2;
  while (await files.exists(keyOf(`${name} ${number}`))) number++;
  return keyOf(`${name} ${number}`);
}

async function carryOut(needs: Needs, request: ImportRequest): Promise<Result<void>> {
  const { analyst } = needs;
  const { name } = request.file;
  const place = {
    location: vscode.ProgressLocation.Notification,
    title: `Importing ${name}`,
    cancellable: true,
  };
  const report = await vscode.window.withProgress(place, async (_, token) => {
    const options = { cancel: cancelSignal(token) };
    const answer = await answerOf(analyst.call('importModel', request, options));
    return token.isCancellationRequested ? undefined : answer;
  });
  if (!report?.ok) return report ?? success(undefined);
  refresh(needs, request.modelPath);
  const { isStrange, sentence: told } = importSummary(name, report.value);
  const isNext = !report.value.isBothWays && !report.value.answering;
  const id = !isNext ? undefined : modelId(request.documentKey);
  void tell(isStrange, told, id);
  return success(undefined);
}

/** Texts that used the replaced model use this one now. */
function refresh({ sessions, texts, restoring, imported }: Needs, path: string): void {
  imported();
  for (const { key, model } of sessions.all()) {
    const text = model?.kind === 'file' && model.path === path ? texts.find(key) : undefined;
    if (text) void restoring.refresh(text);
  }
}

/** @param id of the model, where it can be used for the next word */
async function tell(isStrange: boolean, told: string, id: string | undefined): Promise<void> {
  const use = id === undefined ? [] : ['Use This Model Here'];
  const { showInformationMessage, showWarningMessage } = vscode.window;
  const chosen = await (isStrange
    ? showWarningMessage(told, ...use)
    : showInformationMessage(told, ...use));
  if (chosen) await vscode.commands.executeCommand(commands.useModelHere, { id });
}
