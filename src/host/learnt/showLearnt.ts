/**
 * *What Has It Learnt?*: a list of the words and word sequences that completion has counted in the
 * text, searched as one types. A row is shown in the text where it occurs; its button forgets it.
 */
import * as vscode from 'vscode';
import { commands } from '../../shared/manifest';
import type { ReaderContract } from '../../shared/contracts/reader';
import type { LearntAnswer, LearntRow } from '../../shared/questions/editor/learnt';
import type { SupervisedThread } from '../threads/supervisor';
import { answerOf, deadlines, insist } from '../threads/threadCalls';
import type { EditorText } from '../texts/texts';
import { revealSpan } from '../texts/revealSpan';
import { noModel } from '../tasks/noModel';
import { completer } from '../sessions/sessionState';
import { escapeIcons } from '../common/escapeIcons';
import { count } from '../common/formatNumbers';
import { forget, forgetAndSay, type ForgetNeeds } from './forgetWord';
import { learntSentence, rowTexts } from './learntRows';

interface Needs extends ForgetNeeds {
  readonly reader: Pick<SupervisedThread<ReaderContract>, 'call'>;
}

interface Item extends vscode.QuickPickItem {
  readonly row?: LearntRow;
  /** Opens the list of what was forgotten. */
  readonly forgotten?: readonly string[];
}

const mostRows = 60;
const forgetButton: vscode.QuickInputButton = {
  iconPath: new vscode.ThemeIcon('trash'),
  tooltip: 'Forget: never suggest or generate it again',
};

export const registerShowLearnt = (needs: Needs): vscode.Disposable =>
  vscode.commands.registerCommand(commands.showLearnt, () => showLearnt(needs));

async function showLearnt(needs: Needs): Promise<void> {
  const { current, sessions, restoring, showFailure } = needs;
  const found = await current.require();
  if (!found.ok) return showFailure(found.failure);
  const text = found.value;
  await restoring.restore(text);
  if (!completer(sessions.of(text))) return showFailure(noModel(sessions.of(text)));
  openList(needs, text);
}

function openList(needs: Needs, text: EditorText): void {
  const pick = vscode.window.createQuickPick<Item>();
  pick.title = `What Has It Learnt? · ${text.name}`;
  pick.placeholder = 'Type a word, or words in a row; what follows them is counted, too';
  const questions = latestOnly(async (query: string) => {
    const request = { documentKey: text.key, query, most: mostRows };
    const wait = { deadline: deadlines.long };
    pick.busy = true;
    const answer = await answerOf(insist(() => needs.reader.call('learnt', request, wait)));
    return (): void => {
      pick.busy = false;
      if (answer.ok) pick.items = itemsOf(answer.value);
      else {
        pick.hide();
        needs.showFailure(answer.failure);
      }
    };
  });
  pick.onDidChangeValue(questions.ask);
  pick.onDidTriggerItemButton(({ item }) => {
    pick.hide();
    if (item.row) void forgetAndSay(needs, text, item.row.text);
  });
  pick.onDidAccept(() => {
    const [item] = pick.selectedItems;
    if (!item) return;
    pick.hide();
    if (item.row) void showPlaces(text, item.row);
    if (item.forgotten) void showForgotten(needs, text, item.forgotten);
  });
  pick.onDidHide(() => {
    questions.end();
    pick.dispose();
  });
  pick.show();
  questions.ask('');
}

/**
 * Asks one question at a time: of those that arrive meanwhile only the latest is kept. An answer is not
 * shown if another question waits, or after the end.
 */
function latestOnly(answer: (query: string) => Promise<() => void>) {
  const questions = { waiting: [] as string[], isAsking: false, isOver: false };
  const isLatest = (): boolean => questions.waiting.length === 0 && !questions.isOver;
  const work = async (): Promise<void> => {
    for (;;) {
      const query = questions.waiting.pop();
      if (query === undefined || questions.isOver) break;
      questions.waiting = [];
      const show = await answer(query);
      if (isLatest()) show();
    }
    questions.isAsking = false;
  };
  return {
    ask(query: string): void {
      questions.waiting.push(query);
      if (questions.isAsking) return;
      questions.isAsking = true;
      void work();
    },
    end: (): void => void (questions.isOver = true),
  };
}

function itemsOf(answer: LearntAnswer): Item[] {
  const { rows, forgotten } = answer;
  const items = rows.map((row) => ({
    ...rowTexts(row),
    row,
    alwaysShow: true,
    buttons: [forgetButton],
  }));
  const words = items.filter(({ row }) => row.tokens === 1);
  const sequences = items.filter(({ row }) => row.tokens > 1);
  return [
    ...section(`Words: ${learntSentence(answer)}`, words),
    ...section('Word sequences', sequences),
    ...section(
      'Forgotten',
      forgotten.length === 0
        ? []
        : [
            {
              label: `$(history) ${count(forgotten.length)} forgotten…`,
              description: 'Choose what may be suggested again',
              forgotten,
              alwaysShow: true,
            },
          ],
    ),
  ];
}

const section = (label: string, items: readonly Item[]): Item[] =>
  items.length === 0 ? [] : [{ label, kind: vscode.QuickPickItemKind.Separator }, ...items];

/** Where it occurs; each place is shown in the text while its row is looked at. */
async function showPlaces(text: EditorText, row: LearntRow): Promise<void> {
  const places = row.places.flatMap((span) => {
    const place = text.place(span);
    if (!place) return [];
    const { document, range } = place;
    const line = document.lineAt(range.start.line).text.trim();
    return [{ label: escapeIcons(line), description: `line ${range.start.line + 1}`, span }];
  });
  const [only] = places;
  if (only && places.length === 1) return revealSpan(text, only.span);
  const more = row.count > places.length ? `, the first ${count(places.length)} of them` : '';
  await vscode.window.showQuickPick(places, {
    title: `“${row.text}” · ${count(row.count)} places${more}`,
    matchOnDescription: true,
    onDidSelectItem: (item) => {
      const chosen = places.find((place) => place === item);
      if (chosen) void revealSpan(text, chosen.span);
    },
  });
}

async function showForgotten(
  needs: Needs,
  text: EditorText,
  forgotten: readonly string[],
): Promise<void> {
  const chosen = await vscode.window.showQuickPick(
    forgotten.map((one) => ({ label: escapeIcons(one), text: one })),
    { title: 'Forgotten', placeHolder: 'Choose what may be suggested again' },
  );
  if (!chosen) return;
  const done = await forget(needs, text.key, chosen.text, true);
  if (!done.ok) needs.showFailure(done.failure);
}
