/**
 * What of a series or of pairs is to be learnt: asked where the file does not say it, and by *Train on This
 * File as…*; remembered.
 */
import * as vscode from 'vscode';
import type { NumericColumn } from '../../shared/examples';
import { usualHorizon, type ExampleRequest, type TaskWishes } from '../../shared/tasks';
import type { OpenText } from '../texts/openText';
import type { ChosenTasks } from './chosenTasks';

type Asked = Pick<OpenText, 'key' | 'name' | 'text'>;
type Attention = NonNullable<TaskWishes['attention']>;

/**
 * @param always ask, whatever is known
 * @returns undefined where the person left a question open
 */
export async function wishesFor(
  text: Asked,
  id: ExampleRequest['id'],
  tasks: ChosenTasks,
  always: boolean,
): Promise<TaskWishes | undefined> {
  const known = tasks.wishes(text.key);
  const ask = asks[id];
  if (!ask) return {};
  const wishes = always || !known ? await ask(text, tasks, { known, always }) : known;
  if (wishes) tasks.wish(text.key, wishes);
  return wishes;
}

interface Circumstances {
  readonly known: TaskWishes | undefined;
  readonly always: boolean;
}

type Ask = (
  text: Asked,
  tasks: ChosenTasks,
  circumstances: Circumstances,
) => Promise<TaskWishes | undefined>;

const asks: Partial<Record<ExampleRequest['id'], Ask>> = {
  pairs: async (text, _, { known, always }) => (always ? askAttention(text, known) : {}),
  series: askSeries,
};

const attentions: Readonly<Record<Attention, { readonly label: string; readonly detail: string }>> =
  {
    dot: {
      label: 'Dot',
      detail: 'Attention: each step of the writing looks back at what was read. The usual one.',
    },
    additive: {
      label: 'Additive',
      detail: 'Attention that compares by a small network of its own; slower.',
    },
    hard: { label: 'Hard', detail: 'Attention to a single place at each step.' },
    none: {
      label: 'None',
      detail: 'No attention: all that is known of a source is one vector, the bottleneck.',
    },
  };

async function askAttention(
  { name }: Asked,
  known: TaskWishes | undefined,
): Promise<TaskWishes | undefined> {
  const ids: readonly Attention[] = ['dot', 'additive', 'hard', 'none'];
  const items = ids.map((attention) => ({
    ...attentions[attention],
    ...(known?.attention === attention ? { description: 'as before' } : {}),
    attention,
  }));
  const title = `Pairs of ${name}`;
  const placeHolder = 'How should it look back at the source?';
  const chosen = await vscode.window.showQuickPick(items, {
    ...{ title, placeHolder, ignoreFocusOut: true },
  });
  return chosen && { attention: chosen.attention };
}

async function askSeries(
  text: Asked,
  tasks: ChosenTasks,
  { known, always }: Circumstances,
): Promise<TaskWishes | undefined> {
  const columns = await tasks.columns(text);
  const isPlain = columns.length < 2;
  const chosen = isPlain ? [] : await askColumns(text, columns);
  if (!chosen) return undefined;
  const horizon = always ? await askHorizon(text, known) : known?.horizon;
  if (always && horizon === undefined) return undefined;
  return {
    ...(chosen.length > 0 ? { columns: chosen } : {}),
    ...(horizon === undefined ? {} : { horizon }),
  };
}

/** Numbers of the columns: the one that is predicted, and those that are read beside it. */
async function askColumns(
  { name }: Asked,
  columns: readonly NumericColumn[],
): Promise<string[] | undefined> {
  const items = columns.map((column) => ({
    label: column.name,
    description: `column ${column.number}`,
    number: column.number,
  }));
  const options = { title: `Series of ${name}`, ignoreFocusOut: true, matchOnDescription: true };
  const predicted = await vscode.window.showQuickPick(items, {
    ...{ ...options, placeHolder: 'Which column should be predicted?' },
  });
  if (!predicted) return undefined;
  const others = items.filter(({ number }) => number !== predicted.number);
  const beside = await vscode.window.showQuickPick(others, {
    ...{ ...options, canPickMany: true },
    placeHolder: 'Which columns should be read besides? None is usual.',
  });
  return beside && [predicted, ...beside].map(({ number }) => String(number));
}

async function askHorizon(
  { name }: Asked,
  known: TaskWishes | undefined,
): Promise<number | undefined> {
  const now = known?.horizon ?? usualHorizon;
  const value = await vscode.window.showInputBox({
    title: `Series of ${name}`,
    prompt: 'How many rows should be predicted in one go?',
    ...{ value: String(now), ignoreFocusOut: true },
    validateInput: (given) =>
      isHorizon(given) ? undefined : 'Write a whole number from 1 to 10000.',
  });
  return value !== undefined && isHorizon(value) ? Number(value) : undefined;
}

const isHorizon = (given: string): boolean =>
  /^\d+$/.test(given.trim()) && Number(given) >= 1 && Number(given) <= 10_000;
