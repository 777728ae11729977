/**
 * What VS Code does for *Race*: the text of an editor for the thread, a folder for the models of a race, its
 * record as a file of the user, and a contestant's model as one of the text's. Models of a race lie
 * in a folder of their own below the text's, until the next race of this page or the next day.
 */
import { copyFile, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Failure, Result } from '../../shared/failures';
import { failed, success } from '../../shared/failures';
import type { RaceChoice, RaceMaterial } from '../../shared/laboratory/race';
import type { Subject } from '../../shared/laboratory/subject';
import type { LaboratoryAct, Wanted } from '../../shared/pages/laboratoryPage';
import type { Settings } from '../../shared/settings';
import type { ChosenModels } from '../models/chosenModels';
import { drawSlot, modelId, racedPath, racesFolder, type ModelFiles } from '../sessions/modelFiles';
import type { RestoreModel } from '../sessions/restoreModel';
import type { Sessions } from '../sessions/sessions';
import { whyUnreadable, type CurrentText } from '../texts/currentText';
import type { EditorText, Texts } from '../texts/texts';
import { freeSlot } from '../training/trainingOrders';

export interface RacesNeeds {
  readonly texts: Pick<Texts, 'find' | 'open'>;
  readonly current: Pick<CurrentText, 'require'>;
  readonly files: ModelFiles;
  readonly chosen: Pick<ChosenModels, 'choose'>;
  readonly sessions: Sessions;
  readonly restoring: RestoreModel;
  readonly settings: () => Settings;
  readonly showFailure: (failure: Failure) => void;
  /** A text has a model more. */
  readonly changed: () => void;
}

type Act<K extends LaboratoryAct['act']> = Extract<LaboratoryAct, { readonly act: K }>;

interface Races {
  material(choice: RaceChoice): Promise<Result<RaceMaterial>>;
  save(act: Act<'saveRecord'>): Promise<Result<string | undefined>>;
  use(act: Act<'useRaced'>): Promise<Result<string>>;
}

/** The command: the laboratory on the text in front. */
export async function raceCells(
  { current, showFailure }: RacesNeeds,
  show: (wanted: Wanted) => void,
  given: unknown,
): Promise<void> {
  const found = await current.require(given);
  if (!found.ok) return showFailure(found.failure);
  const { key, name } = found.value;
  show({ section: 'race', given: { text: { key, name } } });
}

/** Milliseconds: then nobody looks at a race any more. */
const aDay = 24 * 60 * 60 * 1000;

export function createRaces(needs: RacesNeeds): Races {
  const { files, settings } = needs;
  const folder = racesFolder(files);
  let newest: string | undefined;
  return {
    async material({ text, begun }) {
      const found = await textOf(needs, text);
      if (!found.ok) return found;
      const race = begun?.race ?? drawSlot();
      if (newest !== undefined && newest !== race) await removeRace(join(folder, newest));
      newest = race;
      await removeOld(folder, race);
      const now = settings();
      return success({
        ...{ documentKey: found.value.key, name: found.value.name, text: found.value.text() },
        ...{ tokens: now['model.tokens'], readout: now['model.readout'] },
        ...{ memoryMB: now['training.memoryMB'], race, folder: join(folder, race) },
      });
    },
    save: ({ text, record }) => saveRecord(text, record),
    use: ({ text, model }) => useRaced(needs, text, racedPath(files, model)),
  };
}

/** The text, opened where it is not. */
export async function textOf(
  { texts }: Pick<RacesNeeds, 'texts'>,
  subject: Subject | undefined,
): Promise<Result<EditorText>> {
  if (!subject) return failed({ kind: 'noEditor' });
  const { key, name } = subject;
  const open = texts.find(key);
  if (open) return success(open);
  const uri = vscode.Uri.parse(key);
  if (uri.scheme === 'untitled') return failed({ kind: 'notOpen', name });
  try {
    return success(await texts.open(uri));
  } catch {
    return failed(await whyUnreadable(uri));
  }
}

const removeRace = (path: string): Promise<void> =>
  rm(path, { recursive: true, force: true }).catch(() => undefined);

async function removeOld(folder: string, kept: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter((one) => one !== kept)) {
    const path = join(folder, name);
    const written = await stat(path).then(
      ({ mtimeMs }) => mtimeMs,
      () => 0,
    );
    if (Date.now() - written > aDay) await removeRace(path);
  }
}

async function saveRecord(text: Subject, record: string): Promise<Result<string | undefined>> {
  const uri = vscode.Uri.parse(text.key);
  const name = `${text.name.replace(/\.[^.]*$/, '')}.race.json`;
  const beside = uri.scheme === 'file' ? vscode.Uri.joinPath(uri, '..', name) : undefined;
  const target = await vscode.window.showSaveDialog({
    title: 'Save the Record of the Race',
    ...(beside && { defaultUri: beside }),
    filters: { 'Record of a race': ['json'] },
  });
  if (!target) return success(undefined);
  try {
    await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(record));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return failed({ kind: 'disk', doing: 'Saving the record', reason });
  }
  return success(`The record was saved as ${target.path.slice(target.path.lastIndexOf('/') + 1)}.`);
}

/** Becomes one of the text's models, and the one that it is read with. */
async function useRaced(
  needs: RacesNeeds,
  subject: Subject,
  path: string,
): Promise<Result<string>> {
  const { files, chosen, sessions, restoring, changed } = needs;
  const found = await textOf(needs, subject);
  if (!found.ok) return found;
  const text = found.value;
  if (sessions.of(text).before) {
    return failed({ kind: 'alreadyTraining', name: text.name, sameDocument: true });
  }
  const slot = await freeSlot(files, text.key);
  const isCopied = await copyFile(path, files.pathOf(text.key, slot)).then(
    () => true,
    () => false,
  );
  if (!isCopied) return failed({ kind: 'racedModelGone' });
  changed();
  chosen.choose(text.key, modelId(text.key, slot));
  sessions.apply(text, { kind: 'deleted' });
  await restoring.refresh(text);
  return success(
    `${text.name} is read with this network now: its gates, colours and completion are this contestant’s. The view “Models” lists it, too.`,
  );
}
