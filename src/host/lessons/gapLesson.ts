/**
 * *The gap*, a lesson without a network of its own: a person says how, the cells are trained now, and
 * the table comes as a text, because what is true of cells and gaps depends on how they were trained.
 */
import * as vscode from 'vscode';
import type { AnalystContract } from '../../shared/contracts/analyst';
import type { Result } from '../../shared/failures';
import { success } from '../../shared/failures';
import type { GapWish } from '../../shared/lessons/lessonTraining';
import type { SupervisedThread } from '../threads/supervisor';
import { wrapWords } from './wrapWords';
import { answerOf, cancelSignal, deadlines } from '../threads/threadCalls';

interface Needs {
  readonly analyst: Pick<SupervisedThread<AnalystContract>, 'call'>;
}

/** What the lists of lessons and the command call it. */
export const gapLesson = 'gap';
const title = 'The Gap';

export const gapItem = {
  label: 'The gap',
  detail:
    'RNN, LSTM, LSTM of 1997, GRU and minGRU, trained now: across how many words do they answer?',
  id: gapLesson,
} as const;

const gaps = [5, 20, 50, 100] as const;

const sentences: readonly (vscode.QuickPickItem & Omit<GapWish, 'bias'>)[] = [
  ...gaps.map((gap) => ({ label: `One gap of ${gap} words`, gap, mixed: false })),
  ...gaps.map((gap) => ({ label: `Mixed gaps of 1 to ${gap} words`, gap, mixed: true })),
];

const biases = (gap: number): (vscode.QuickPickItem & Pick<GapWish, 'bias'>)[] => [
  { label: '1', description: 'as usual', bias: '1' },
  { label: '0', description: 'half of what a unit holds is kept from word to word', bias: '0' },
  { label: `ln ${gap}`, description: `half is left after about ${gap} words`, bias: 'ln' },
];

export async function openGapLesson({ analyst }: Needs): Promise<Result<void>> {
  const wish = await askForWish();
  if (!wish) return success(undefined);
  const place = {
    location: vscode.ProgressLocation.Notification,
    title: 'Training five cells on the same sentences',
    cancellable: true,
  };
  const told = await vscode.window.withProgress(place, async (_, token) => {
    const options = { deadline: deadlines.long, cancel: cancelSignal(token) };
    const answer = await answerOf(analyst.call('compareOnGap', { ...wish, seed: 1 }, options));
    return token.isCancellationRequested ? undefined : answer;
  });
  if (!told?.ok) return told ?? success(undefined);
  const content = `${title}\n\n${told.value}\n`;
  const document = await vscode.workspace.openTextDocument({ language: 'plaintext', content });
  await vscode.window.showTextDocument(document);
  await wrapWords(document);
  return success(undefined);
}

async function askForWish(): Promise<GapWish | undefined> {
  const trained = await vscode.window.showQuickPick(sentences, {
    title: `${title} (1 of 2)`,
    placeHolder:
      'Words between the colour and the question for it, in training; tested at 1 to 200',
  });
  if (!trained) return undefined;
  const { gap, mixed } = trained;
  const start = await vscode.window.showQuickPick(biases(gap), {
    title: `${title} (2 of 2)`,
    placeHolder: 'Where the bias starts that decides how much a cell keeps',
  });
  return start && { gap, mixed, bias: start.bias };
}
