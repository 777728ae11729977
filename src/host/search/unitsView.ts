/**
 * The view *Found Units*: what the last search found, in a container with the models, and there only
 * after a search. A click colours the text by the unit; its button opens the unit's page. While the
 * weights or the text are others than those it was found in, its rows are grey and say so, and the
 * button in its title searches again.
 */
import * as vscode from 'vscode';
import { commands, unitsContext, unitsView } from '../../shared/manifest';
import type { UnitSearchAnswer } from '../../shared/questions/editor/unitSearch';
import { shownNames, weightsOf } from '../sessions/earlierWeights';
import type { Subscription } from '../common/listeners';
import type { Sessions } from '../sessions/sessions';
import { modelVersion } from '../sessions/sessionState';
import type { Texts } from '../texts/texts';
import type { Age, SearchedText, UnitRow } from './unitRows';
import { searchSentence, unitRows } from './unitRows';

/** Whose weights and names are looked up when they are shown. */
export type Searched = Pick<SearchedText, 'documentKey' | 'name' | 'labels'>;

export interface UnitsView extends Subscription {
  /** Shows an answer, and the view, which does not take the focus. */
  show(searched: Searched, answer: UnitSearchAnswer): Promise<void>;
  /**
   * Shows what was found before the window was loaded anew.
   * @returns false where something is shown already
   */
  bringBack(searched: Searched, found: FoundBefore): boolean;
}

export interface FoundBefore {
  readonly answer: UnitSearchAnswer;
  readonly weights: string;
  /** The text is another one than it was found in. */
  readonly isEdited: boolean;
}

interface Shown {
  readonly searched: Searched;
  readonly answer: UnitSearchAnswer;
  readonly weights: string;
  isEdited: boolean;
  /** Versions count from the beginning of the window: those of before say nothing. */
  readonly isOfBefore?: true;
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
  const sessionOf = ({ searched }: Shown) => sessions.find(searched.documentKey);

  function ageOf(one: Shown): Age {
    const session = sessionOf(one);
    const isSame =
      session !== undefined &&
      weightsOf(session) === one.weights &&
      (one.isOfBefore ?? modelVersion(session) === one.answer.modelVersion);
    if (!isSame) return 'earlierWeights';
    return one.isEdited ? 'earlierText' : 'now';
  }

  const textOf = (one: Shown): SearchedText => ({
    ...one.searched,
    weights: one.weights,
    unitNames: shownNames(sessionOf(one)),
  });

  const view = vscode.window.createTreeView<UnitRow>(unitsView, {
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getChildren: (row) =>
        row || !shown ? [] : unitRows(textOf(shown), shown.answer, ageOf(shown)),
      getTreeItem: (row) => itemOf(row, shown ? ageOf(shown) : 'now'),
    },
  });

  let drawn = '';
  function draw(): void {
    if (!shown) return;
    const age = ageOf(shown);
    const text = textOf(shown);
    // A session changes with every step of a training; the view seldom does.
    const now = JSON.stringify([age, text.unitNames]);
    if (now === drawn) return;
    drawn = now;
    view.message = searchSentence(text, shown.answer, age);
    changed.fire(undefined);
  }

  const following = vscode.Disposable.from(
    view,
    changed,
    vscode.window.registerFileDecorationProvider({ provideFileDecoration: greyOf }),
    sessions.onDidChange(({ session }) => {
      if (session.key === shown?.searched.documentKey) draw();
    }),
    texts.onDidEdit(({ text }) => {
      if (text.key !== shown?.searched.documentKey || shown.isEdited) return;
      shown.isEdited = true;
      draw();
    }),
  );
  return {
    bringBack(searched, found) {
      if (shown) return false;
      shown = { searched, ...found, isOfBefore: true };
      void vscode.commands.executeCommand('setContext', unitsContext, true);
      draw();
      return true;
    },
    async show(searched, answer) {
      const session = sessions.find(searched.documentKey);
      const weights = (session && weightsOf(session)) ?? '';
      const isEdited = texts.find(searched.documentKey)?.version !== answer.documentVersion;
      shown = { searched, answer, weights, isEdited };
      await vscode.commands.executeCommand('setContext', unitsContext, true);
      drawn = '';
      draw();
      await vscode.commands.executeCommand(`${unitsView}.focus`, { preserveFocus: true });
    },
    dispose: () => void following.dispose(),
  };
}

/** A row's words are greyed by the decoration of a resource that is nowhere else. */
const earlier = vscode.Uri.from({ scheme: 'gatescope-earlier', path: '/unit' });

function greyOf(uri: vscode.Uri): vscode.FileDecoration | undefined {
  if (uri.scheme !== earlier.scheme) return undefined;
  return new vscode.FileDecoration(
    undefined,
    undefined,
    new vscode.ThemeColor('disabledForeground'),
  );
}

function itemOf(row: UnitRow, age: Age): vscode.TreeItem {
  const { label, description, tooltip, side, documentKey, layer, gate, unit, weights } = row;
  const item = new vscode.TreeItem(label);
  item.description = description;
  item.tooltip = tooltip;
  item.contextValue = 'unit';
  const grey = age === 'now' ? undefined : new vscode.ThemeColor('disabledForeground');
  item.iconPath = new vscode.ThemeIcon(side === 'high' ? 'arrow-up' : 'arrow-down', grey);
  if (age !== 'now') item.resourceUri = earlier;
  item.accessibilityInformation = { label: `${label}, ${description}` };
  item.command = {
    command: commands.colourText,
    title: 'Colour the Text by It',
    arguments: [{ by: 'unit', documentKey, layer, gate, unit, weights }],
  };
  return item;
}
