/** What *Import Model…* asks of a classifier or tagger: what it answers, from what, and how that is called. */
import * as vscode from 'vscode';
import type { ForeignTask, Pooling } from '../../shared/model/importing';
import { importTitle as title } from './importQuestions';

const tasks: readonly (vscode.QuickPickItem & { readonly task: ForeignTask })[] = [
  {
    label: 'A Class of a Whole Text',
    detail: 'Such as good or bad: one answer for a review.',
    task: 'classes',
  },
  {
    label: 'A Label of Every Token',
    detail: 'Such as its part of speech: as many answers as tokens.',
    task: 'labels',
  },
];

/** What a model answers whose projection is not to its words. */
export async function askTask(): Promise<ForeignTask | undefined> {
  const placeHolder = 'It does not predict the next word. What does it answer?';
  return (await vscode.window.showQuickPick(tasks, { title, placeHolder }))?.task;
}

const poolings: readonly (vscode.QuickPickItem & { readonly pooling: Pooling })[] = [
  {
    label: 'The Last State',
    detail: 'output[:, -1] or h_n; of two directions, each where it ends.',
    pooling: 'last',
  },
  { label: 'The Mean of All States', detail: 'output.mean(1)', pooling: 'mean' },
  { label: 'The Maximum of All States', detail: 'output.max(1), unit by unit', pooling: 'maximum' },
];

/** What of its states a classifier is judged by, which its weights do not show. */
export async function askPooling(): Promise<Pooling | undefined> {
  const placeHolder = 'What does its head read? Its weights do not show it.';
  return (await vscode.window.showQuickPick(poolings, { title, placeHolder }))?.pooling;
}

const namesIn = (text: string): string[] => text.split(',').map((name) => name.trim());

function whyNotNames(names: readonly string[], count: number): string | undefined {
  if (names.length !== count) return `These are ${names.length} names, and it has ${count}.`;
  if (names.includes('')) return 'One of the names is empty.';
  const twice = names.find((name, n) => names.indexOf(name) !== n);
  return twice === undefined ? undefined : `“${twice}” is there twice.`;
}

/** @returns names in the order of the head's rows */
export async function askAnswers(
  task: ForeignTask,
  count: number,
): Promise<readonly string[] | undefined> {
  const given = await vscode.window.showInputBox({
    title,
    prompt: `Names of the ${count} ${task}, in the order of the rows of its head, with commas between them.`,
    value: Array.from({ length: count }, (_, n) => n).join(', '),
    validateInput: (text) => whyNotNames(namesIn(text), count),
  });
  return given === undefined ? undefined : namesIn(given);
}
