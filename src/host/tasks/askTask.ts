/**
 * What a text, or several files, are to be learnt as: as a script or a person said, as it was settled before,
 * or by asking, with what the text was recognised as.
 */
import * as vscode from 'vscode';
import * as v from 'valibot';
import { recognisedAs, type Recognised } from '../../shared/examples';
import { taskIds, taskWishesSchema, type ExampleRequest, type TaskId } from '../../shared/tasks';
import type { OpenText } from '../texts/openText';
import type { Sessions } from '../sessions/sessions';
import { wishesFor } from './askWishes';
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

/** Scripts and tests can answer the question beforehand. */
const answered = v.object({ task: v.picklist(taskIds), ...taskWishesSchema.entries });

/** With what a person chose of it. */
export type Learnt = ExampleRequest | { readonly id: 'next' };

/**
 * Of a command: what it was told, else what the text's model is for, else what the text is for.
 * @param always ask, whatever is known
 * @returns undefined where the person left the question open
 */
export async function askedTask(
  text: OpenText,
  { sessions, tasks }: { readonly sessions: Sessions; readonly tasks: ChosenTasks },
  given: unknown,
  always: boolean,
): Promise<Learnt | undefined> {
  const said = v.safeParse(answered, given);
  if (said.success) {
    const { task: id, ...wishes } = said.output;
    tasks.choose(text.key, id);
    if (Object.keys(wishes).length > 0) tasks.wish(text.key, wishes);
    return { ...tasks.wishes(text.key), id };
  }
  const { model, task, lender } = sessions.of(text);
  // What it has a model of was settled when that was trained.
  const known = model && !lender ? (task?.task ?? 'next') : undefined;
  const isSettled = known && !always && tasks.of(text.key) === undefined;
  const id = isSettled ? known : await taskFor(text, tasks, always);
  if (!id || id === 'next') return id && { id };
  const wishes = await wishesFor(text, id, tasks, always);
  return wishes && { ...wishes, id };
}

/** What several files can be learnt as. */
const filesTasks = ['next', 'classes'] as const;
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

const answeredOfFiles = v.object({ task: v.picklist(filesTasks) });

export function filesTaskIn(given: unknown): FilesTask | undefined {
  const said = v.safeParse(answeredOfFiles, given);
  return said.success ? said.output.task : undefined;
}
