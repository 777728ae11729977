/**
 * *Train on These Files*: one model for the files of a folder. From the explorer: the files and folders
 * that are selected there; from the palette: the folder around the active text, all files with its
 * ending; from a row of the view *Models*: that folder once more, all such files. Training again
 * continues from the folder's model.
 */
import * as vscode from 'vscode';
import * as v from 'valibot';
import type { TrainingSummary } from '../../shared/api';
import type { Failure, Result } from '../../shared/failures';
import { failed, sentence } from '../../shared/failures';
import type { ExampleRequest } from '../../shared/tasks';
import { commands } from '../../shared/manifest';
import type { ShowFailure } from '../common/showFailure';
import { leftOutText } from './leftOutFiles';
import { readManuscriptFiles, type ManuscriptFiles, type Wanted } from './manuscriptFiles';
import type { CurrentText } from '../texts/currentText';
import {
  folderText,
  foldersAround,
  isFolderKey,
  isSuchFile,
  joinChapters,
} from '../sessions/folderModel';
import { endingOf } from '../common/nameOfKey';
import type { OpenText } from '../texts/openText';
import { askFilesTask, filesTaskIn, type FilesTask } from '../tasks/askTask';
import { showTrainingProgress } from './trainingProgress';
import type { RestoreModel } from '../sessions/restoreModel';
import type { Sessions } from '../sessions/sessions';
import { isLentByFolder } from '../sessions/sessionState';
import type { Texts } from '../texts/texts';
import { orderTraining, type OrderNeeds } from './trainingOrders';
import type { Trainings } from './trainings';
import { tellResult } from './trainingResult';

interface Needs extends OrderNeeds {
  readonly texts: Texts;
  readonly current: CurrentText;
  readonly sessions: Sessions;
  readonly trainings: Trainings;
  readonly restoring: RestoreModel;
  readonly showFailure: ShowFailure;
}

interface Targets {
  readonly uris: readonly vscode.Uri[];
  readonly wanted?: Wanted;
}

/** A row of the view. */
const givenRow = v.object({ documentKey: v.string() });
const uri = v.custom<vscode.Uri>((given) => given instanceof vscode.Uri);

export function registerTrainOnFiles(needs: Needs): vscode.Disposable {
  return vscode.commands.registerCommand(
    commands.trainOnFiles,
    async (clicked: unknown, selected: unknown, given: unknown) => {
      await trainTogether(needs, { clicked, selected }, filesTaskIn(given) ?? 'next');
    },
  );
}

/** From the explorer, where it is not a single file: as one text, or as classes. */
export async function trainFilesAs(
  needs: Needs,
  clicked: vscode.Uri,
  selected: unknown,
): Promise<void> {
  const task = await askFilesTask();
  if (task) await trainTogether(needs, { clicked, selected }, task);
}

/** Whether it is about several files, or all of a folder. */
export async function areSeveral(clicked: vscode.Uri, selected: unknown): Promise<boolean> {
  const all = v.safeParse(v.array(uri), selected);
  if (all.success && all.output.length > 1) return true;
  const { type } = await vscode.workspace.fs.stat(clicked);
  return (type & vscode.FileType.Directory) !== 0;
}

async function trainTogether(
  needs: Needs,
  { clicked, selected }: { readonly clicked: unknown; readonly selected: unknown },
  task: FilesTask,
): Promise<void> {
  const { showFailure } = needs;
  const targets = await targetsOf(needs, clicked, selected);
  if (!targets.ok) return showFailure(targets.failure);
  const read = await readAll(needs, targets.value);
  if (!read.ok) return showFailure(read.failure);
  const { leftOut } = read.value;
  if (leftOut.length > 0) void vscode.window.showInformationMessage(leftOutText(leftOut));
  await trainOn(needs, read.value, { afresh: false, task });
}

/** What VS Code gives a command of the explorer: the file clicked on, and all that are selected. */
async function targetsOf(
  { current, sessions, restoring }: Needs,
  clicked: unknown,
  selected: unknown,
): Promise<Result<Targets, Failure>> {
  const all = v.safeParse(v.pipe(v.array(uri), v.minLength(1)), selected);
  if (all.success) return { ok: true, value: { uris: all.output } };
  if (v.is(uri, clicked)) return { ok: true, value: { uris: [clicked] } };
  const row = v.safeParse(givenRow, clicked);
  if (row.success && isFolderKey(row.output.documentKey)) {
    const key = row.output.documentKey;
    await restoring.restore(folderText(key));
    const files = sessions.find(key)?.files ?? [];
    const wanted = (file: vscode.Uri): boolean => isSuchFile(file.toString(), files);
    return { ok: true, value: { uris: [vscode.Uri.parse(key)], wanted } };
  }
  const found = await current.require();
  if (!found.ok) return found;
  const text = found.value;
  await restoring.restore(text);
  const session = sessions.of(text);
  const lender = isLentByFolder(session) ? session.lender : undefined;
  const folder = lender?.key ?? foldersAround(text.key)[0];
  if (text.untitled || folder === undefined) return failed({ kind: 'noFolder', name: text.name });
  const files = (lender && sessions.find(lender.key)?.files) ?? [text.key];
  return {
    ok: true,
    value: {
      uris: [vscode.Uri.parse(folder)],
      wanted: (file) =>
        isSuchFile(file.toString(), files) || endingOf(file.path) === endingOf(text.key),
    },
  };
}

async function readAll(
  { texts }: Needs,
  { uris, wanted }: Targets,
): Promise<Result<ManuscriptFiles, Failure>> {
  try {
    return await readManuscriptFiles(uris, texts, wanted);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return failed({ kind: 'disk', doing: 'Reading the files', reason });
  }
}

interface How {
  readonly afresh: boolean;
  readonly task: FilesTask;
}

async function trainOn(needs: Needs, chapters: ManuscriptFiles, how: How): Promise<void> {
  const { afresh } = how;
  const { sessions, trainings, restoring, showFailure } = needs;
  const { folder, files, texts } = chapters;
  const text = folderText(folder, () => joinChapters(texts));
  await restoring.restore(text);
  const order = await orderTraining(needs, text, {
    ...{ afresh, files },
    ...(how.task === 'classes' ? { task: classesOf(chapters) } : {}),
  });
  if (!order.ok) return showFailure(order.failure);
  const until = trainings.train(text, order.value);
  const stop = (): void => void trainings.stop();
  const name = `${text.name} (${files.length} ${files.length === 1 ? 'file' : 'files'})`;
  const result = await showTrainingProgress({ key: text.key, name, sessions, stop, until });
  if (result.ok || !isForAfresh(result.failure)) {
    return tellResult({ name }, ofFolder(result, text), showFailure, sessions.of(text).result);
  }
  if (await wantsAfresh(result.failure)) await trainOn(needs, chapters, { ...how, afresh: true });
}

const classesOf = ({ files, texts }: ManuscriptFiles): ExampleRequest => ({
  id: 'classes',
  parts: files.map((path, at) => ({ path, text: texts[at] ?? '' })),
});

/** The sentence for one document offers to start it afresh; here there is none. */
function ofFolder(result: Result<TrainingSummary>, { name }: OpenText): Result<TrainingSummary> {
  if (result.ok || result.failure.kind !== 'alreadyTraining') return result;
  const { sameDocument } = result.failure;
  return sameDocument ? failed({ kind: 'alreadyTraining', name, sameDocument: false }) : result;
}

/** What a model of these files from nothing would mend. */
const isForAfresh = ({ kind }: Failure): boolean =>
  kind === 'vocabularyChanged' || kind === 'damagedCheckpoint';

async function wantsAfresh(failure: Failure): Promise<boolean> {
  const afresh = 'Train Afresh';
  const chosen = await vscode.window.showWarningMessage(sentence(failure), afresh, 'Leave It');
  return chosen === afresh;
}
