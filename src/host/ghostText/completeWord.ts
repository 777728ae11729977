/** The commands *Complete the Next Word* (a pick list with probabilities) and *Toggle Completion*. */
import * as vscode from 'vscode';
import * as v from 'valibot';
import type { Failure } from '../../shared/failures';
import { commands } from '../../shared/manifest';
import type { ReaderContract } from '../../shared/contracts/reader';
import type { CompletionAnswer } from '../../shared/questions/editor/ghostText';
import type { Settings } from '../../shared/settings';
import { answerOf, deadlines, insist } from '../threads/threadCalls';
import type { CurrentText } from '../texts/currentText';
import { shownEditorOf } from '../texts/editorOf';
import { escapeIcons } from '../common/escapeIcons';
import { percent } from '../common/formatNumbers';
import { goWhereItIsWorthSeeing } from './placeWorthSeeing';
import { noModel } from '../tasks/noModel';
import type { RestoreModel } from '../sessions/restoreModel';
import type { Sessions } from '../sessions/sessions';
import { insertedFor } from '../../shared/questions/editor/ghostText';
import { completer } from '../sessions/sessionState';
import { writeSetting } from '../common/settings';
import type { Texts } from '../texts/texts';
import type { SupervisedThread } from '../threads/supervisor';

interface Needs {
  readonly texts: Texts;
  readonly current: CurrentText;
  readonly sessions: Sessions;
  readonly restoring: RestoreModel;
  readonly settings: () => Settings;
  readonly reader: Pick<SupervisedThread<ReaderContract>, 'call'>;
  readonly showFailure: (failure: Failure) => void;
}

const shown = 20;

/** From the walkthrough: the cursor goes where the list is worth seeing. */
const tour = v.object({ where: v.literal('worthSeeing') });

export function registerCompleteWord(needs: Needs): vscode.Disposable {
  const on = vscode.commands.registerCommand;
  return vscode.Disposable.from(
    on(commands.completeWord, (given: unknown) => completeWord(needs, v.is(tour, given))),
    on(commands.toggleCompletion, () => toggle(needs.settings())),
  );
}

async function completeWord(needs: Needs, isTour: boolean): Promise<void> {
  const { current, sessions, restoring, reader, showFailure } = needs;
  const found = await current.require();
  if (!found.ok) return showFailure(found.failure);
  const text = found.value;
  await restoring.restore(text);
  if (!completer(sessions.of(text))) return showFailure(noModel(sessions.of(text)));
  const editor = await shownEditorOf(needs.texts, text);
  if (!editor) return showFailure({ kind: 'noEditor' });

  if (isTour) await goWhereItIsWorthSeeing(reader, text, editor);
  const offset = text.offsetOf(editor.document, editor.selection.active);
  const request = { documentKey: text.key, offset, count: shown };
  const wait = { deadline: deadlines.completion };
  const answer = await answerOf(insist(() => reader.call('complete', request, wait)));
  if (!answer.ok) return showFailure(answer.failure);
  const word = await pick(answer.value);
  if (word === undefined) return;
  const place = text.place(answer.value.range);
  const now = needs.texts.find(text.key);
  if (!place || now?.version !== answer.value.documentVersion) {
    return showFailure({ kind: 'stale' });
  }
  await editor.edit((edit) => edit.replace(place.range, word));
}

async function pick({ words }: CompletionAnswer): Promise<string | undefined> {
  if (words.length === 0) {
    void vscode.window.showInformationMessage('The model knows no word that fits here.');
    return undefined;
  }
  const entries = words.map((candidate) => ({
    label: escapeIcons(candidate.word),
    // What is typed is a whole word then.
    description: `${percent(candidate.probability)}${candidate.after === undefined ? '' : ' · next word'}`,
    inserted: insertedFor(candidate),
  }));
  const rest = 1 - words.reduce((sum, { probability }) => sum + probability, 0);
  const placeHolder = `Words that the model expects here, most probable first${restOf(rest)}`;
  const chosen = await vscode.window.showQuickPick(entries, { title: 'Next Word', placeHolder });
  return chosen?.inserted;
}

/** Where a list of shares does not add up to 100 %, it says where the rest is. */
const restOf = (rest: number): string =>
  rest < 0.005 ? '' : `; all others together ${percent(rest)}`;

async function toggle(settings: Settings): Promise<void> {
  const on = !settings['completion.enabled'];
  await writeSetting('completion.enabled', on);
  void vscode.window.setStatusBarMessage(`Gatescope: completion is ${on ? 'on' : 'off'}`, 4000);
}
