/**
 * Opens a bundled text as an untitled document: the user can type in it, keep it or throw it away,
 * and the installed copy stays as it is. What the text can show and what it cannot is said in the
 * list, and again when it is open.
 */
import * as vscode from 'vscode';
import * as v from 'valibot';
import type { AnalystContract } from '../../shared/contracts/analyst';
import type { Failure, Result } from '../../shared/failures';
import { success } from '../../shared/failures';
import type { LessonId, Sample } from '../../shared/lessons/lessons';
import { lessonIds } from '../../shared/lessons/lessons';
import { tables, type Table } from '../../shared/lessons/tables';
import { commands } from '../../shared/manifest';
import type { Settings } from '../../shared/settings';
import { answerOf, deadlines } from '../threads/threadCalls';
import { showTrainingProgress } from '../training/trainingProgress';
import type { LessonSource } from './openLesson';
import { lessonItems, openedIds } from './openLesson';
import type { ChosenTasks } from '../tasks/chosenTasks';
import type { BundledSamples } from './bundledSamples';
import type { ModelFiles } from '../sessions/modelFiles';
import type { Sessions } from '../sessions/sessions';
import type { EditorText, Texts } from '../texts/texts';
import type { SupervisedThread } from '../threads/supervisor';
import type { Trainings } from '../training/trainings';
import { freeSlot } from '../training/trainingOrders';
import { tellResult } from '../training/trainingResult';

interface Needs {
  readonly lessons: LessonSource;
  readonly samples: BundledSamples;
  readonly tasks: Pick<ChosenTasks, 'choose'>;
  readonly texts: Pick<Texts, 'of'>;
  readonly sessions: Sessions;
  readonly trainings: Trainings;
  readonly files: Pick<ModelFiles, 'exists'>;
  readonly analyst: Pick<SupervisedThread<AnalystContract>, 'call'>;
  readonly settings: () => Settings;
  readonly showFailure: (failure: Failure) => void;
}

/** @param given the id of a sample or of a lesson; else the person is asked */
export function registerOpenSample(needs: Needs): vscode.Disposable {
  return vscode.commands.registerCommand(commands.openSample, async (given: unknown) => {
    const done = await openSample(needs, given);
    if (!done.ok) needs.showFailure(done.failure);
  });
}

async function openSample(needs: Needs, given: unknown): Promise<Result<void>> {
  const { samples, texts } = needs;
  const listed = await samples.list();
  if (!listed.ok) return listed;
  const named = v.safeParse(v.string(), given);
  const id = named.success ? named.output : await ask(listed.value, needs.lessons);
  if (openedIds.some((lesson) => lesson === id)) {
    await vscode.commands.executeCommand(commands.openLesson, id);
  }
  const table = tables.find((one) => one.id === id);
  if (table) return openTable(needs, table);
  const sample = listed.value.find((one) => one.id === id);
  if (!sample) return success(undefined);
  const content = await samples.text(sample);
  if (!content.ok) return content;
  const document = await show(content.value);
  samples.opened(document.uri.toString(), sample);
  const text = texts.of(document);
  if (text) void introduce(needs, sample, text);
  return success(undefined);
}

/** Written by its generator: nothing of it is stored. */
async function openTable({ analyst, samples, tasks }: Needs, table: Table): Promise<Result<void>> {
  const made = await answerOf(
    analyst.call('tableText', { table: table.id }, { deadline: deadlines.panel }),
  );
  if (!made.ok) return made;
  const document = await show(made.value);
  const documentKey = document.uri.toString();
  samples.opened(documentKey, table);
  tasks.choose(documentKey, table.task);
  void offerTraining(documentKey, table);
  return success(undefined);
}

async function offerTraining(documentKey: string, { says }: Table): Promise<void> {
  const train = 'Train';
  const chosen = await vscode.window.showInformationMessage(says, train);
  if (chosen === train) await vscode.commands.executeCommand(commands.train, { documentKey });
}

async function ask(samples: readonly Sample[], lessons: LessonSource): Promise<string | undefined> {
  const plain = samples.map(({ id, title, says, together }) => ({
    ...{ label: title, detail: says, id },
    ...(together ? { description: 'can be trained together with a lesson' } : {}),
  }));
  const items = [
    { ...heading('Texts'), id: undefined },
    ...plain,
    { ...heading('Tables to learn from: pairs and series'), id: undefined },
    ...tables.map(({ id, title, says }) => ({ label: title, detail: says, id })),
    { ...heading('Lessons, with a trained network'), id: undefined },
    ...(await lessonItems(lessons)),
  ];
  const placeHolder = 'Choose a text to experiment with';
  const options = { title: 'Open a Sample Text', placeHolder, matchOnDetail: true };
  return (await vscode.window.showQuickPick(items, options))?.id;
}

const heading = (label: string): vscode.QuickPickItem => ({
  label,
  kind: vscode.QuickPickItemKind.Separator,
});

async function show(content: string): Promise<vscode.TextDocument> {
  const open = vscode.workspace.textDocuments.find(
    (document) => document.isUntitled && document.getText() === content,
  );
  const document =
    open ?? (await vscode.workspace.openTextDocument({ language: 'plaintext', content }));
  await vscode.window.showTextDocument(document);
  return document;
}

async function introduce(needs: Needs, sample: Sample, text: EditorText): Promise<void> {
  const { together } = sample;
  if (!together) return;
  const train = `Train with the Grammar of Lesson ${lessonIds.indexOf(together) + 1}`;
  const chosen = await vscode.window.showInformationMessage(sample.says, train);
  if (chosen === train) await trainTogether(needs, together, text);
}

/** The text would teach too little alone: it is learnt among sentences of the lesson's grammar. */
async function trainTogether(
  { analyst, trainings, sessions, files, settings, showFailure }: Needs,
  lesson: LessonId,
  text: EditorText,
): Promise<void> {
  const seed = settings()['training.seed'];
  const asked = { lesson, seed, together: text.text() };
  const given = await answerOf(analyst.call('lessonTraining', asked, { deadline: deadlines.long }));
  if (!given.ok) return showFailure(given.failure);
  const { plan, options: sizes, text: learnt } = given.value;
  const { key, name, version, untitled } = text;
  const slot = await freeSlot(files, key);
  const until = trainings.train(
    { key, name, version, untitled, text: () => learnt },
    { start: 'afresh', slot, budget: { plan }, seed, sizes },
  );
  const stop = (): void => void trainings.stop();
  await tellResult(
    text,
    await showTrainingProgress({ key, name, sessions, stop, until }),
    showFailure,
  );
}
