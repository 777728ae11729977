/** *Train on This File as…*: what a text is to be learnt as, with what it was recognised as. */
import * as vscode from 'vscode';
import { recognisedAs, type Recognised } from '../../shared/examples';
import { taskIds, type TaskId } from '../../shared/tasks';
import type { OpenText } from '../texts/openText';
import type { ChosenTasks } from './chosenTasks';

const taskTitles: Readonly<Record<TaskId, string>> = {
  next: '$(edit) Next Word',
  classes: '$(tag) Classes',
  labels: '$(symbol-key) Labels',
  pairs: '$(arrow-swap) Pairs',
  series: '$(graph-line) Series',
};

/** Of a task that the text does not look like. */
const otherwise: Readonly<Record<TaskId, string>> = {
  next: 'Learns to predict the next word, whatever the text is.',
  classes: 'A table: on each line a text, a tab and its class; or CSV with a heading.',
  labels: 'On each line a token, a tab and its label; a blank line after each sentence.',
  pairs: 'On each line a source, a tab and its target, of letters or of words.',
  series: 'Numbers in time: CSV with a heading, with dates or without; the next row is predicted.',
};

/** @returns undefined where the person left it open */
export async function askTask(
  { name }: Pick<OpenText, 'name'>,
  recognised: readonly Recognised[],
): Promise<TaskId | undefined> {
  const found = new Map<TaskId, string>(recognised.map((one) => [one.task, recognisedAs(one)]));
  const likely: readonly TaskId[] = recognised.map(({ task }) => task);
  const ids = [...likely, ...taskIds.filter((id) => !likely.includes(id))];
  const items = ids.map((task) => ({
    label: taskTitles[task],
    detail: found.get(task) ?? otherwise[task],
    task,
  }));
  const title = `Train on ${name} as…`;
  const placeHolder = 'What should be learnt from it?';
  const chosen = await vscode.window.showQuickPick(items, {
    ...{ title, placeHolder, ignoreFocusOut: true },
  });
  return chosen?.task;
}

/**
 * What a text is trained for: as it was chosen before, else as it is plainly recognised, by asking.
 * @param always ask, whatever is known
 */
export async function taskFor(
  text: Pick<OpenText, 'key' | 'name' | 'text'>,
  tasks: ChosenTasks,
  always: boolean,
): Promise<TaskId | undefined> {
  const known = always ? undefined : tasks.of(text.key);
  if (known) return known;
  const recognised = await tasks.recognise(text);
  const isText = recognised.every(({ task }) => task === 'next');
  if (isText && !always) return 'next';
  const chosen = await askTask(text, recognised);
  if (chosen) tasks.choose(text.key, chosen);
  return chosen;
}

/** What several files can be learnt as. */
export const filesTasks = ['next', 'classes'] as const;
export type FilesTask = (typeof filesTasks)[number];

const filesDetails: Readonly<Record<FilesTask, string>> = {
  next: 'One text, file after file.',
  classes:
    'Files or folders are named after their class: reviews.neg and reviews.pos; neg and pos.',
};

/** @returns undefined where the person left it open */
export async function askFilesTask(): Promise<FilesTask | undefined> {
  const items = filesTasks.map((task) => ({
    ...{ label: taskTitles[task], detail: filesDetails[task], task },
  }));
  const title = 'Train on these files as…';
  const placeHolder = 'What should be learnt from them?';
  const chosen = await vscode.window.showQuickPick(items, { title, placeHolder });
  return chosen?.task;
}
