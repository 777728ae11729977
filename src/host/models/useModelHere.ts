/**
 * *Use This Model Here*: reads the current text with the model of another one. Says how much of the
 * text that model has words for; where it has none, that what it shows means little.
 */
import * as vscode from 'vscode';
import * as v from 'valibot';
import type { AnalystContract } from '../../shared/contracts/analyst';
import type { Failure, Result } from '../../shared/failures';
import { failed, success } from '../../shared/failures';
import { commands } from '../../shared/manifest';
import type { BorrowedModels } from './borrowedModels';
import { modelIdSchema } from './borrowedModels';
import { answerOf, deadlines, insist } from '../threads/threadCalls';
import type { CurrentText } from '../texts/currentText';
import { vocabularyFitSentence } from './vocabularyFit';
import type { ModelFiles } from '../sessions/modelFiles';
import { modelId } from '../sessions/modelFiles';
import { listModels } from './modelList';
import { modelRows } from './modelRows';
import type { OpenText } from '../texts/openText';
import { escapeIcons } from '../common/escapeIcons';
import type { RestoreModel } from '../sessions/restoreModel';
import type { Sessions } from '../sessions/sessions';
import { isLentByChoice } from '../sessions/sessionState';
import type { SupervisedThread } from '../threads/supervisor';

interface Needs {
  readonly current: CurrentText;
  readonly sessions: Sessions;
  readonly restoring: RestoreModel;
  readonly borrowed: BorrowedModels;
  readonly files: ModelFiles;
  readonly analyst: Pick<SupervisedThread<AnalystContract>, 'call'>;
  readonly showFailure: (failure: Failure) => void;
}

/** A row of the view, and the document's row that it was dropped on, if it was. */
const givenRow = v.object({
  id: modelIdSchema,
  onto: v.optional(v.object({ documentKey: v.string() })),
});

export function registerUseModelHere(needs: Needs): vscode.Disposable {
  return vscode.commands.registerCommand(commands.useModelHere, async (given: unknown) => {
    const done = await useModelHere(needs, given);
    if (!done.ok) needs.showFailure(done.failure);
  });
}

async function useModelHere(needs: Needs, given: unknown): Promise<Result<void>> {
  const { current, sessions, restoring, borrowed } = needs;
  const row = v.safeParse(givenRow, given);
  const found = await current.require(row.success ? row.output.onto : undefined);
  if (!found.ok) return found;
  const text = found.value;
  const { key, name } = text;
  await restoring.restore(text);
  if (sessions.busy()?.key === key) {
    return failed({ kind: 'alreadyTraining', name, sameDocument: true });
  }
  const chosen = row.success ? success(row.output.id) : await askModel(needs, text);
  if (!chosen.ok || chosen.value === undefined) return chosen.ok ? success(undefined) : chosen;
  const own = modelId(key);
  borrowed.choose(key, chosen.value === own ? undefined : chosen.value);
  sessions.apply(text, { kind: 'deleted' });
  await restoring.refresh(text);
  return tellFit(needs, text);
}

/** @returns the id of a model's file; undefined: the person went away */
async function askModel(
  { sessions, files, analyst }: Needs,
  text: OpenText,
): Promise<Result<string | undefined>> {
  const own = modelId(text.key);
  const session = sessions.find(text.key);
  const isBorrowing = session !== undefined && isLentByChoice(session);
  const listings = (await listModels(await files.all(), analyst)) ?? [];
  const rows = modelRows(listings, [], files.idOf).filter(
    ({ id, kind }) => kind !== 'damaged' && (id !== own || isBorrowing),
  );
  const items = rows.map(({ id, name, description }) =>
    id === own
      ? { label: '$(discard) Its Own Model', description, id }
      : { label: escapeIcons(name), description, id },
  );
  const nothing = {
    label: '$(discard) As Before',
    description: 'no model, or its folder’s',
    id: own,
  };
  const none = isBorrowing && !rows.some(({ id }) => id === own) ? [nothing] : [];
  if (items.length + none.length === 0) return failed({ kind: 'noOtherModel' });
  const chosen = await vscode.window.showQuickPick([...items, ...none], {
    title: 'Use This Model Here',
    placeHolder: `Read ${text.name} with the model of …`,
  });
  return success(chosen?.id);
}

async function tellFit({ sessions, analyst }: Needs, text: OpenText): Promise<Result<void>> {
  const { key, name } = text;
  const session = sessions.find(key);
  if (!session?.lender || !isLentByChoice(session)) return success(undefined);
  const request = { documentKey: key };
  const options = { deadline: deadlines.panel };
  const fit = await answerOf(insist(() => analyst.call('vocabularyFit', request, options)));
  if (!fit.ok) return fit;
  const { isStrange, sentence } = vocabularyFitSentence(name, session.lender.name, fit.value);
  if (isStrange) void vscode.window.showWarningMessage(sentence);
  else void vscode.window.showInformationMessage(sentence);
  return success(undefined);
}
