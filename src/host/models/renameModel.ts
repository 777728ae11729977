/** *Rename Model…*: what a person calls one of a text's models. It is said in the model's file. */
import * as vscode from 'vscode';
import * as v from 'valibot';
import type { AnalystContract } from '../../shared/contracts/analyst';
import type { Failure, Result } from '../../shared/failures';
import { failed, success } from '../../shared/failures';
import { modelName } from '../../shared/model/modelNames';
import { commands } from '../../shared/manifest';
import type { ModelFiles } from '../sessions/modelFiles';
import { firstId, modelIdSchema } from '../sessions/modelFiles';
import { listModels } from '../sessions/modelList';
import type { RestoreModel } from '../sessions/restoreModel';
import type { Sessions } from '../sessions/sessions';
import type { CurrentText } from '../texts/currentText';
import type { Trainings } from '../training/trainings';
import type { SupervisedThread } from '../threads/supervisor';
import { answerOf } from '../threads/threadCalls';

interface Needs {
  readonly current: CurrentText;
  readonly sessions: Sessions;
  readonly restoring: RestoreModel;
  readonly trainings: Pick<Trainings, 'path'>;
  readonly files: ModelFiles;
  readonly analyst: Pick<SupervisedThread<AnalystContract>, 'call'>;
  readonly showFailure: (failure: Failure) => void;
  /** After a model got another name. */
  readonly changed: () => void;
}

/** A row of the view. Scripts and tests can say the new name beforehand. */
const givenRow = v.object({
  id: modelIdSchema,
  name: v.string(),
  newName: v.optional(v.string()),
});

const longest = 60;

export function registerRenameModel(needs: Needs): vscode.Disposable {
  return vscode.commands.registerCommand(commands.renameModel, async (given: unknown) => {
    const done = await renameModel(needs, given);
    if (!done.ok) needs.showFailure(done.failure);
  });
}

async function renameModel(needs: Needs, given: unknown): Promise<Result<void>> {
  const { files, trainings, analyst } = needs;
  const row = v.safeParse(givenRow, given);
  const found = row.success ? success(row.output) : await inUse(needs);
  if (!found.ok) return found;
  const { id, name: shown, newName } = found.value;
  const path = files.pathOfId(id);
  if (trainings.path() === path) return failed(beingTrained(shown));
  const listed = await listModels([path], analyst);
  if (!listed) return failed({ kind: 'stale' });
  const [listing] = listed;
  if (!listing?.facts.ok) return failed({ kind: 'noModel', name: shown });
  const { name: before = '', ...make } = listing.facts.value;
  const asked = { before, otherwise: modelName(make) };
  const name = (newName ?? (await askName(asked, await othersOf(needs, id))))?.trim();
  if (name === undefined || name === before) return success(undefined);
  const named = await answerOf(analyst.call('nameModel', { path, name }));
  if (named.ok) needs.changed();
  return named;
}

const beingTrained = (name: string): Failure => ({
  kind: 'alreadyTraining',
  ...{ name, sameDocument: false },
});

/** The current text's own model. */
async function inUse(needs: Needs): Promise<Result<v.InferOutput<typeof givenRow>>> {
  const { current, restoring, sessions, files, analyst } = needs;
  const found = await current.require();
  if (!found.ok) return found;
  const { key, name } = found.value;
  await restoring.restore(found.value);
  const { model, before } = sessions.of(found.value);
  if (before) return failed({ kind: 'alreadyTraining', name, sameDocument: true });
  const path = model?.kind === 'file' && files.isOf(model.path, key) ? model.path : undefined;
  const [listing] = (path && (await listModels([path], analyst))) || [];
  if (!listing?.facts.ok) return failed({ kind: 'noModel', name });
  return success({ id: files.idOf(listing.path), name: modelName(listing.facts.value) });
}

/** Names of the text's other models. */
async function othersOf({ files, analyst }: Needs, id: string): Promise<readonly string[]> {
  const paths = (await files.all()).filter((path) => {
    const other = files.idOf(path);
    return other !== id && firstId(other) === firstId(id);
  });
  const listings = (await listModels(paths, analyst)) ?? [];
  return listings.flatMap(({ facts }) => (facts.ok && facts.value.name ? [facts.value.name] : []));
}

interface Asked {
  /** That was given to it; empty: none was. */
  readonly before: string;
  /** What it is called without one. */
  readonly otherwise: string;
}

async function askName(
  { before, otherwise }: Asked,
  taken: readonly string[],
): Promise<string | undefined> {
  return vscode.window.showInputBox({
    title: 'Rename Model…',
    prompt: `What this model is called among the models of its text. Left empty, it is called by what it was made with: “${otherwise}”.`,
    placeHolder: otherwise,
    value: before,
    validateInput: (name) => whyNot(name.trim(), taken),
  });
}

function whyNot(name: string, taken: readonly string[]): string | undefined {
  if (name.length > longest)
    return `At most ${longest} characters, so that it can be read in a list.`;
  return taken.includes(name) ? 'Another model of this text has that name.' : undefined;
}
