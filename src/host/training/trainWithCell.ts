/**
 * *Train on…*, above a cell's title: trains a text with the cell that is open, saved or not. The
 * setting stays as it is.
 */
import * as vscode from 'vscode';
import { longestCellFile, type ChosenCell } from '../../shared/cellChoice';
import type { Failure } from '../../shared/failures';
import { cellLanguage, commands } from '../../shared/manifest';
import { placeOfKey } from '../common/nameOfKey';
import type { CurrentText } from '../texts/currentText';
import type { EditorText, Texts } from '../texts/texts';

interface Needs {
  readonly texts: Pick<Texts, 'all'>;
  readonly current: Pick<CurrentText, 'get' | 'onDidChange'>;
  readonly showFailure: (failure: Failure) => void;
  readonly train: (text: { readonly documentKey: string }, cell: ChosenCell) => Promise<void>;
}

export function registerTrainWithCell(needs: Needs): vscode.Disposable {
  const { texts, current, train, showFailure } = needs;
  /** Keys, the one looked at last first. */
  let seen: readonly string[] = [];
  const remember = (): void => {
    const text = current.get();
    if (text) seen = [text.key, ...seen.filter((key) => key !== text.key)];
  };
  remember();
  return vscode.Disposable.from(
    current.onDidChange(remember),
    vscode.commands.registerCommand(commands.trainWithCell, async () => {
      const cell = vscode.window.activeTextEditor?.document;
      if (cell?.languageId !== cellLanguage) return;
      const open = texts.all().filter((text) => !isCell(text));
      if (open.length === 0) return showFailure({ kind: 'noEditor' });
      const place = ({ key }: EditorText): number => (seen.includes(key) ? seen.indexOf(key) : 1e9);
      const text = await choose(open.sort((one, other) => place(one) - place(other)));
      if (text) await train({ documentKey: text.key }, chosenCell(cell));
    }),
  );
}

const isCell = (text: EditorText): boolean =>
  text.documents().some(({ languageId }) => languageId === cellLanguage);

function chosenCell(document: vscode.TextDocument): ChosenCell {
  const path = document.isUntitled
    ? 'untitled.cell'
    : vscode.workspace.asRelativePath(document.uri);
  return { path, text: document.getText().slice(0, longestCellFile + 1) };
}

/** @param texts the one looked at last first */
async function choose(texts: readonly EditorText[]): Promise<EditorText | undefined> {
  if (texts.length === 1) return texts[0];
  const items = texts.map((text) => ({
    label: text.name,
    description: placeOfKey(text.key),
    text,
  }));
  const title = 'Train on…';
  const placeHolder = 'Which text should this cell learn from?';
  const chosen = await vscode.window.showQuickPick(items, { title, placeHolder });
  return chosen?.text;
}
