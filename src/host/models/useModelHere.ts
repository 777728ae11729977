/**
 * *Use This Model Here*: reads the current text with another of its models, or with that of another
 * text. Says how much of the text another one's model has words for; where it has none, that what it
 * shows means little.
 */
import * as vscode from 'vscode';
import * as v from 'valibot';
import type { AnalystContract } from '../../shared/contracts/analyst';
import type { Failure, Result } from '../../shared/failures';
import { failed, success } from '../../shared/failures';
import { commands } from '../../shared/manifest';
import { modelName } from '../../shared/model/modelNames';
import type { ChosenModels } from './chosenModels';
import { answerOf, deadlines, insist } from '../threads/threadCalls';
import type { CurrentText } from '../texts/currentText';
import { vocabularyFitSentence } from './vocabularyFit';
import type { ModelFiles } from '../sessions/modelFiles';
import { firstId, modelId, modelIdSchema } from '../sessions/modelFiles';
import { listModels } from '../sessions/modelList';
import type { ModelRow } from './modelRows';
import { eachModel, fullName, modelRows } from './modelRows';
import type { OpenText } from '../texts/openText';
import { escapeIcons } from '../common/escapeIcons';
import type { RestoreModel } from '../sessions/restoreModel';
import { folderText } from '../sessions/folderModel';
import type { Session } from '../sessions/sessionState';
import type { Sessions } from '../sessions/sessions';
import { isLentByChoice } from '../sessions/sessionState';
import type { SupervisedThread } from '../threads/supervisor';

interface Needs {
  readonly current: CurrentText;
  readonly sessions: Sessions;
  readonly restoring: RestoreModel;
  readonly chosen: ChosenModels;
  readonly files: ModelFiles;
  readonly analyst: Pick<SupervisedThread<AnalystContract>, 'call'>;
  readonly showFailure: (failure: Failure) => void;
}

/** A row of the view, the row's document, and the document's row that it was dropped on, if it was. */
const givenRow = v.object({
  id: modelIdSchema,
  kind: v.optional(v.string()),
  documentKey: v.optional(v.string()),
  onto: v.optional(v.object({ documentKey: v.string() })),
});
type GivenRow = v.InferOutput<typeof givenRow>;

export function registerUseModelHere(needs: Needs): vscode.Disposable {
  return vscode.commands.registerCommand(commands.useModelHere, async (given: unknown) => {
    const row = v.safeParse(givenRow, given);
    const done = await useModelHere(needs, row.success ? row.output : undefined);
    if (!done.ok) needs.showFailure(done.failure);
  });
}

async function useModelHere(needs: Needs, row: GivenRow | undefined): Promise<Result<void>> {
  const { sessions, restoring, chosen } = needs;
  const found = await textFor(needs, row);
  if (!found.ok) return found;
  const text = found.value;
  await restoring.restore(text);
  const choice = row ? success({ id: row.id }) : await askModel(needs, text);
  if (!choice.ok || !choice.value) return choice.ok ? success(undefined) : choice;
  const { id } = choice.value;
  const reader = readerOf(text, sessions.of(text), id);
  if (sessions.of(reader).before) {
    return failed({ kind: 'alreadyTraining', name: reader.name, sameDocument: true });
  }
  chosen.choose(reader.key, id);
  sessions.apply(reader, { kind: 'deleted' });
  await restoring.refresh(reader);
  return tellFit(needs, text);
}

/** Another model of the folder whose model a text uses is chosen for the whole folder. */
function readerOf(text: OpenText, { lender }: Session, id: string | undefined): OpenText {
  const isFolders = lender?.by === 'folder' && id && firstId(id) === modelId(lender.key);
  return isFolders ? folderText(lender.key) : text;
}

/** The current text; where there is none, that of the row, or the row's folder. */
async function textFor({ current }: Needs, row: GivenRow | undefined): Promise<Result<OpenText>> {
  const found = await current.require(row?.onto);
  if (!found.ok && row?.kind === 'spareFolder' && row.documentKey !== undefined) {
    return success(folderText(row.documentKey));
  }
  const isOfText = row?.kind === 'model' || row?.kind === 'spare';
  if (found.ok || found.failure.kind !== 'noEditor' || !isOfText) return found;
  return current.require(row);
}

interface Choice {
  /** None: what the text had before anything was chosen. */
  readonly id: string | undefined;
}

/** @returns undefined if the user cancelled */
async function askModel(needs: Needs, text: OpenText): Promise<Result<Choice | undefined>> {
  const { sessions, files, chosen, analyst } = needs;
  const session = sessions.find(text.key);
  const isBorrowing = session !== undefined && isLentByChoice(session);
  const used = session?.model?.kind === 'file' ? files.idOf(session.model.path) : undefined;
  const listings = (await listModels(await files.all(), analyst)) ?? [];
  const known = { sessions: session ? [session] : [], idOf: files.idOf, chosenFor: chosen.idFor };
  const rows = eachModel(modelRows(listings, known)).filter(
    ({ id, kind }) => kind !== 'damaged' && kind !== 'borrower' && id !== used,
  );
  const isOwn = ({ id }: ModelRow): boolean => firstId(id) === modelId(text.key);
  const own = rows.filter(isOwn).map((row) => ({
    ...{
      label:
        row.of === undefined ? '$(discard) Its Own Model' : `$(archive) ${escapeIcons(row.name)}`,
      row,
    },
  }));
  const others = rows
    .filter((row) => !isOwn(row))
    .map((row) => ({ label: escapeIcons(fullName(row)), row }));
  const items = [...own, ...others].map(({ label, row: { id, description } }) => ({
    ...{ label, description, id },
  }));
  const nothing = {
    label: '$(discard) As Before',
    description: 'no model, or its folder’s',
    id: undefined,
  };
  const none = isBorrowing && own.length === 0 ? [nothing] : [];
  if (items.length + none.length === 0) return failed({ kind: 'noOtherModel' });
  return success(
    await vscode.window.showQuickPick([...items, ...none], {
      title: 'Use This Model Here',
      placeHolder: `Read ${text.name} with the model of …`,
    }),
  );
}

/** Which of its own models: the status bar tells nothing of it but how good it is. */
async function tellOwn(analyst: Needs['analyst'], { name, model }: Session): Promise<Result<void>> {
  const paths = model?.kind === 'file' ? [model.path] : [];
  const [listing] = (await listModels(paths, analyst)) ?? [];
  if (listing?.facts.ok) {
    const its = modelName(listing.facts.value);
    void vscode.window.setStatusBarMessage(`Gatescope: ${name} uses its model “${its}” now`, 4000);
  }
  return success(undefined);
}

async function tellFit({ sessions, analyst }: Needs, text: OpenText): Promise<Result<void>> {
  const { key, name } = text;
  const session = sessions.of(text);
  if (!session.lender) return tellOwn(analyst, session);
  if (!isLentByChoice(session)) return success(undefined);
  const request = { documentKey: key };
  const options = { deadline: deadlines.panel };
  const fit = await answerOf(insist(() => analyst.call('vocabularyFit', request, options)));
  if (!fit.ok) return fit;
  const { isStrange, sentence } = vocabularyFitSentence(name, session.lender.name, fit.value);
  if (isStrange) void vscode.window.showWarningMessage(sentence);
  else void vscode.window.showInformationMessage(sentence);
  return success(undefined);
}
