/** Which model a file of tests is about: the one that it names, else the one in use for its text. */
import * as vscode from 'vscode';
import { failed, success, type Failure, type Result } from '../../shared/failures';
import type { TestFile } from '../../shared/modelTests';
import type { RestoreModel } from '../sessions/restoreModel';
import type { Sessions } from '../sessions/sessions';
import type { EditorText, Texts } from '../texts/texts';

export interface ModelNeeds {
  readonly texts: Texts;
  readonly sessions: Pick<Sessions, 'of' | 'find'>;
  readonly restoring: Pick<RestoreModel, 'restore'>;
}

export interface TestedModel {
  readonly path: string;
  /** As a person calls the model's text, or its file. */
  readonly name: string;
}

/** Paths in a file of tests start from its folder. */
export const besides = (file: vscode.Uri, path: string): vscode.Uri =>
  path.startsWith('/') ? file.with({ path }) : vscode.Uri.joinPath(file, '..', path);

export async function testedModel(
  file: vscode.Uri,
  { model, text }: TestFile,
  needs: ModelNeeds,
): Promise<Result<TestedModel, Failure>> {
  if (model !== undefined) return success({ path: besides(file, model).fsPath, name: model });
  const opened = await openText(file, text ?? '', needs);
  if (!opened.ok) return opened;
  return modelInUse(opened.value, needs);
}

export async function openText(
  file: vscode.Uri,
  path: string,
  { texts }: Pick<ModelNeeds, 'texts'>,
): Promise<Result<EditorText, Failure>> {
  try {
    return success(await texts.open(besides(file, path)));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return failed({
      kind: 'untestable',
      reason: `${path} cannot be opened: ${reason}. Correct the path; it starts from the folder of the file of tests.`,
    });
  }
}

export async function modelInUse(
  text: EditorText,
  { sessions, restoring }: Pick<ModelNeeds, 'sessions' | 'restoring'>,
): Promise<Result<TestedModel, Failure>> {
  await restoring.restore(text);
  const { model, before } = sessions.of(text);
  const { name } = text;
  if (before) return failed({ kind: 'alreadyTraining', name, sameDocument: true });
  if (model?.kind !== 'file') return failed({ kind: 'noModel', name });
  return success({ path: model.path, name });
}
