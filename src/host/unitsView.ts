/**
 * The view *Found Units*: what the last search found, in a container with the models, and there only
 * after a search. A click colours the text by the unit; its button opens the unit's page. When the
 * model or the text becomes another, its rows turn grey and say so.
 */
import * as vscode from 'vscode';
import { commands, unitsContext, unitsView } from '../shared/manifest';
import type { UnitSearchAnswer } from '../shared/unitSearch';
import type { Subscription } from './listeners';
import type { Sessions } from './sessions';
import { modelVersion } from './sessionState';
import type { Texts } from './texts';
import type { Age, SearchedText, UnitRow } from './unitRows';
import { searchSentence, unitRows } from './unitRows';

export interface UnitsView extends Subscription {
  /** Shows an answer, and the view, which does not take the focus. */
  show(text: SearchedText, answer: UnitSearchAnswer): Promise<void>;
}

interface Shown {
  readonly text: SearchedText;
  readonly answer: UnitSearchAnswer;
  age: Age;
}

export function createUnitsView({
  sessions,
  texts,
}: {
  readonly sessions: Sessions;
  readonly texts: Texts;
}): UnitsView {
  const changed = new vscode.EventEmitter<undefined>();
  let shown: Shown | undefined;
  const view = vscode.window.createTreeView<UnitRow>(unitsView, {
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getChildren: (row) => (row || !shown ? [] : unitRows(shown.text, shown.answer, shown.age)),
      getTreeItem: (row) => itemOf(row, shown?.age ?? 'now'),
    },
  });

  function draw(): void {
    if (!shown) return;
    view.message = searchSentence(shown.text, shown.answer, shown.age);
    changed.fire(undefined);
  }

  function grow(key: string, age: Age): void {
    if (shown?.text.documentKey !== key || shown.age !== 'now') return;
    shown.age = age;
    draw();
  }

  const following = vscode.Disposable.from(
    view,
    changed,
    sessions.onDidChange(({ session, event }) => {
      const isOther = modelVersion(session) !== shown?.answer.modelVersion;
      if (isOther || event.kind === 'started') grow(session.key, 'olderModel');
    }),
    texts.onDidEdit(({ text }) => grow(text.key, 'olderText')),
  );
  return {
    async show(text, answer) {
      shown = { text, answer, age: 'now' };
      await vscode.commands.executeCommand('setContext', unitsContext, true);
      draw();
      await vscode.commands.executeCommand(`${unitsView}.focus`, { preserveFocus: true });
    },
    dispose: () => void following.dispose(),
  };
}

function itemOf(row: UnitRow, age: Age): vscode.TreeItem {
  const { label, description, tooltip, side, documentKey, layer, gate, unit } = row;
  const item = new vscode.TreeItem(label);
  item.description = description;
  item.tooltip = tooltip;
  item.contextValue = 'unit';
  const grey = age === 'now' ? undefined : new vscode.ThemeColor('disabledForeground');
  item.iconPath = new vscode.ThemeIcon(side === 'high' ? 'arrow-up' : 'arrow-down', grey);
  item.accessibilityInformation = { label: `${label}, ${description}` };
  item.command = {
    command: commands.colourText,
    title: 'Colour the Text by It',
    arguments: [{ by: 'unit', documentKey, layer, gate, unit }],
  };
  return item;
}
