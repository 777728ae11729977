/**
 * The view *Models*: what was trained, what is in training, and what can be done with it. Lists the
 * files again when one may have come or gone; while a training runs only its row is drawn again.
 */
import * as vscode from 'vscode';
import type { AnalystContract } from '../../shared/contracts/analyst';
import type { ModelListing } from '../../shared/model/modelFiles';
import { commands, modelsView } from '../../shared/manifest';
import type { Timer } from '../../shared/wire/rpc';
import { lessonScheme } from '../sessions/keySchemes';
import type { Listen } from '../common/listeners';
import type { ModelFiles } from '../sessions/modelFiles';
import { listModels } from '../sessions/modelList';
import type { ChosenModels } from './chosenModels';
import type { ModelRow } from './modelRows';
import { canBeDragged, canTakeModel, fullName, modelRows, totalSize } from './modelRows';
import { importedScheme } from '../sessions/keySchemes';
import type { SessionChange, Sessions } from '../sessions/sessions';
import type { SupervisedThread } from '../threads/supervisor';

interface Needs {
  readonly sessions: Sessions;
  readonly files: ModelFiles;
  readonly chosen: Pick<ChosenModels, 'idFor'>;
  readonly analyst: Pick<SupervisedThread<AnalystContract>, 'call'>;
  readonly timer: Timer;
  readonly onDidChangeFiles: Listen<undefined>;
}

/** Milliseconds in which changes are gathered. */
const gathering = 400;

export function registerModelsView(needs: Needs): vscode.Disposable {
  const { sessions, files, chosen, analyst, timer } = needs;
  const changed = new vscode.EventEmitter<undefined>();
  let listings: readonly ModelListing[] | undefined;
  let stop: (() => void) | undefined;

  function follow({ event }: SessionChange): void {
    if (event.kind !== 'progress') listings = undefined;
    stop ??= timer.after(gathering, () => {
      stop = undefined;
      changed.fire(undefined);
    });
  }

  const view = vscode.window.createTreeView<ModelRow>(modelsView, {
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      async getChildren(row) {
        if (row) return [...(row.models ?? [])];
        const listed = listings ?? (await listModels(await files.all(), analyst));
        listings = listed;
        view.description = totalSize(listed ?? []);
        const { idOf } = files;
        return modelRows(listed ?? [], {
          ...{ sessions: sessions.all(), idOf, chosenFor: chosen.idFor },
        });
      },
      getTreeItem: itemOf,
    },
    dragAndDropController: draggedModels,
  });
  return vscode.Disposable.from(
    view,
    changed,
    // Another window may have trained meanwhile.
    view.onDidChangeVisibility(({ visible }) => {
      if (visible) listings = undefined;
      if (visible) changed.fire(undefined);
    }),
    vscode.Disposable.from(sessions.onDidChange(follow)),
    vscode.Disposable.from(
      needs.onDidChangeFiles(() => {
        listings = undefined;
        changed.fire(undefined);
      }),
    ),
    { dispose: () => stop?.() },
  );
}

/** VS Code's own name for what is dragged within this view. */
const dragged = `application/vnd.code.tree.${modelsView.toLowerCase()}`;

/** A model that is dropped on a document's row is used there. */
const draggedModels: vscode.TreeDragAndDropController<ModelRow> = {
  dragMimeTypes: [dragged],
  dropMimeTypes: [dragged],
  handleDrag([row], transfer) {
    if (row && canBeDragged(row)) transfer.set(dragged, new vscode.DataTransferItem(row.id));
  },
  async handleDrop(target, transfer) {
    const id: unknown = transfer.get(dragged)?.value;
    if (typeof id !== 'string' || !target || !canTakeModel(target)) return;
    const { documentKey } = target;
    await vscode.commands.executeCommand(commands.useModelHere, { id, onto: { documentKey } });
  },
};

function itemOf(row: ModelRow) {
  const { id, kind, name, documentKey, description, tooltip, icon, models } = row;
  const { Expanded, None } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(name, models ? Expanded : None);
  item.id = id;
  item.description = description;
  item.tooltip = tooltip;
  item.contextValue = kind;
  item.iconPath = new vscode.ThemeIcon(icon.replace(/^\$\((.*)\)$/, '$1'));
  item.accessibilityInformation = { label: `${fullName(row)}, ${description}` };
  if (documentKey !== undefined && canBeOpened(documentKey)) {
    const uri = vscode.Uri.parse(documentKey);
    item.command = { command: 'vscode.open', title: 'Open', arguments: [uri] };
  }
  return item;
}

/** An untitled document that is gone would be made again. */
const canBeOpened = (key: string): boolean =>
  !key.startsWith(importedScheme) &&
  !key.startsWith(lessonScheme) &&
  (!key.startsWith('untitled:') ||
    vscode.workspace.textDocuments.some(({ uri }) => uri.toString() === key));
