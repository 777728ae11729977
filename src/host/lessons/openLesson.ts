/**
 * *Open a Lesson*, which *Open a Sample Text* offers too: its text as an untitled document, the
 * network that came with it, and its page in the panel beside it. Nothing is trained and nothing is
 * written.
 */
import * as vscode from 'vscode';
import * as v from 'valibot';
import type { Failure, Result } from '../../shared/failures';
import { success } from '../../shared/failures';
import type { LessonId } from '../../shared/lessons/lessons';
import { lessonIds } from '../../shared/lessons/lessons';
import { commands } from '../../shared/manifest';
import type { ChosenModels } from '../models/chosenModels';
import type { LessonTexts } from './lessonTexts';
import { wrapWords } from './wrapWords';
import type { RestoreModel } from '../sessions/restoreModel';
import type { Texts } from '../texts/texts';

interface Needs {
  readonly lessons: LessonTexts;
  readonly texts: Pick<Texts, 'of'>;
  readonly restoring: Pick<RestoreModel, 'refresh'>;
  readonly chosen: Pick<ChosenModels, 'choose'>;
  readonly showFailure: (failure: Failure) => void;
}

const lines: Readonly<Record<LessonId, string>> = {
  fullStop: 'Two sentences, two people: what is left of the first after the full stop?',
  pronoun: 'A name, and he or she in the next sentence: what must be kept, and for how long?',
  shortGap: 'The clouds are in the sky: where a few words of context are enough.',
  longGap: 'Where somebody comes from, and what he speaks: a slider adds words in between.',
  brackets: 'Letter by letter: a unit that counts how deep the brackets are.',
  review: 'Which words of a film review are kept, and which fade?',
  brothers: 'A GRU at the change of person: what do update and reset gate do with the first dish?',
  reviewClasses: 'Good or bad? Word by word, and four pairs that this network has not learnt.',
  story: 'Sad or happy? Who is king goes into memory, and what does a fall mean?',
  order: 'The same words, the other class: a bag of words and a window against a network.',
  partsOfSpeech: 'What decides a word’s label: its right neighbour, or a long memory?',
};

export function registerOpenLesson(needs: Needs): vscode.Disposable {
  return vscode.commands.registerCommand(commands.openLesson, async (given: unknown) => {
    const named = v.safeParse(v.picklist(openedIds), given);
    const id = named.success ? named.output : await ask(needs.lessons);
    const opened = id === undefined ? success(undefined) : await openAny(needs, id);
    if (!opened.ok) needs.showFailure(opened.failure);
  });
}

/** A lesson without a text and a network of its own: the cells are trained in the laboratory. */
const gapLesson = 'gap';
const gapItem = {
  label: 'The gap',
  detail:
    'RNN, LSTM, LSTM of 1997, GRU, minGRU, trained live: across how many words do they answer?',
  id: gapLesson,
} as const;

async function openAny(needs: Needs, id: LessonId | typeof gapLesson): Promise<Result<void>> {
  if (id !== gapLesson) return open(needs, id);
  await vscode.commands.executeCommand(commands.openLaboratory, gapLesson);
  return success(undefined);
}

async function ask(lessons: LessonSource): Promise<LessonItem['id'] | undefined> {
  const options = { title: 'Open a Lesson', placeHolder: 'What would you like to see?' };
  const chosen = await vscode.window.showQuickPick(lessonItems(lessons), {
    ...options,
    matchOnDetail: true,
  });
  return chosen?.id;
}

export type LessonSource = Pick<LessonTexts, 'read'>;
type LessonItem = vscode.QuickPickItem & { readonly id: LessonId | typeof gapLesson };

/** All that the command opens. */
export const openedIds = [...lessonIds, gapLesson] as const;

/** Of a quick pick, in the order in which they are taught. */
export async function lessonItems(lessons: LessonSource): Promise<LessonItem[]> {
  const items: LessonItem[] = [];
  for (const [n, id] of lessonIds.entries()) {
    const read = await lessons.read(id);
    if (!read.ok) continue;
    items.push({ label: `${n + 1}  ${read.value.lesson.title}`, detail: lines[id], id });
  }
  return [...items, { ...gapItem, label: `${lessonIds.length + 1}  ${gapItem.label}` }];
}

async function open(
  { lessons, texts, restoring, chosen }: Needs,
  id: LessonId,
): Promise<Result<void>> {
  const read = await lessons.read(id);
  if (!read.ok) return read;
  const { lesson, text: content } = read.value;
  const known = vscode.workspace.textDocuments.find(
    (document) =>
      lessons.find(document.uri.toString())?.lesson.id === id && document.getText() === content,
  );
  const document =
    known ?? (await vscode.workspace.openTextDocument({ language: 'plaintext', content }));
  const documentKey = document.uri.toString();
  if (!known) {
    lessons.begin(documentKey, lesson);
    chosen.choose(documentKey, undefined);
  }
  await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.One });
  if (!known) await wrapWords(document);
  const text = texts.of(document);
  // The page does not wait for the network: what it says came with the lesson.
  const attached = text && !known ? restoring.refresh(text) : undefined;
  await vscode.commands.executeCommand(commands.showGates, { documentKey, tab: 'lesson' });
  await attached;
  return success(undefined);
}
