/**
 * *Generate Text…*: continues from the cursor into a new untitled document, word by word. Asks for
 * length, temperature and seed, and remembers them until the window closes.
 */
import * as vscode from 'vscode';
import * as v from 'valibot';
import type { Failure } from '../../shared/failures';
import { commands } from '../../shared/manifest';
import type { ReaderContract } from '../../shared/contracts/reader';
import type { GeneratedPiece } from '../../shared/questions/editor/generation';
import type { Settings } from '../../shared/settings';
import { cancelSignal } from '../threads/threadCalls';
import type { CurrentText } from '../texts/currentText';
import { editorOf } from '../texts/editorOf';
import { keepGeneratedTexts, type GeneratedTexts } from './generatedTexts';
import { generate } from './generationLoop';
import { numberFrom, type NumberBounds } from '../common/numberFrom';
import { noModel } from '../tasks/noModel';
import type { RestoreModel } from '../sessions/restoreModel';
import { completer } from '../sessions/sessionState';
import type { Sessions } from '../sessions/sessions';
import type { EditorText, Texts } from '../texts/texts';
import type { SupervisedThread } from '../threads/supervisor';

interface Needs {
  readonly texts: Texts;
  readonly current: CurrentText;
  readonly sessions: Sessions;
  readonly restoring: RestoreModel;
  readonly settings: () => Settings;
  readonly reader: Pick<SupervisedThread<ReaderContract>, 'call' | 'tell'>;
  readonly showFailure: (failure: Failure) => void;
}

interface Wishes {
  readonly words: number;
  readonly temperature: number;
  readonly seed: number;
}

const bounds = {
  words: { least: 1, most: 5000, whole: true },
  temperature: { least: 0, most: 2, whole: false },
  seed: { least: 0, most: 2 ** 31 - 1, whole: true },
} as const satisfies Record<keyof Wishes, NumberBounds>;

const inBounds = ({ least, most }: NumberBounds) =>
  v.pipe(v.number(), v.minValue(least), v.maxValue(most));

/** Scripts and tests can answer the questions beforehand. */
const answered = v.object({
  words: v.pipe(inBounds(bounds.words), v.integer()),
  temperature: inBounds(bounds.temperature),
  seed: v.pipe(inBounds(bounds.seed), v.integer()),
});

const usual = { words: 200, temperature: 0.8 } as const;

export function registerGenerateText(needs: Needs): vscode.Disposable {
  const made = keepGeneratedTexts();
  let last: Wishes | undefined;

  async function run(given: unknown): Promise<void> {
    const text = await textWithModel(needs);
    if (!text) return;
    const offset = placeIn(needs, text);
    const beforehand = v.safeParse(answered, given);
    const seed = needs.settings()['training.seed'];
    const wishes = beforehand.success
      ? beforehand.output
      : await askWishes(last ?? { ...usual, seed });
    if (!wishes) return;
    last = wishes;
    await generateInto(needs, made, { text, offset, wishes });
  }

  return vscode.Disposable.from(made, vscode.commands.registerCommand(commands.generateText, run));
}

/** Where the cursor is now; where no editor shows the text, where it last was. */
function placeIn({ texts, current }: Needs, text: EditorText): number {
  const editor = editorOf(texts, text);
  if (!editor) return current.offsetIn(text.key);
  return text.offsetOf(editor.document, editor.selection.active);
}

async function textWithModel(needs: Needs): Promise<EditorText | undefined> {
  const { current, restoring, sessions, showFailure } = needs;
  const found = await current.require();
  if (!found.ok) {
    showFailure(found.failure);
    return undefined;
  }
  const text = found.value;
  await restoring.restore(text);
  if (completer(sessions.of(text))) return text;
  showFailure(noModel(sessions.of(text)));
  return undefined;
}

async function askWishes(before: Wishes): Promise<Wishes | undefined> {
  const ask = async (
    name: keyof Wishes,
    step: number,
    prompt: string,
  ): Promise<number | undefined> => {
    const typed = await vscode.window.showInputBox({
      title: `Generate Text (${step} of 3)`,
      prompt,
      value: String(before[name]),
      ignoreFocusOut: true,
      validateInput: (input) => {
        const read = numberFrom(input, bounds[name]);
        return typeof read === 'string' ? read : undefined;
      },
    });
    const read = typed === undefined ? undefined : numberFrom(typed, bounds[name]);
    return typeof read === 'number' ? read : undefined;
  };
  const words = await ask('words', 1, 'How many words?');
  if (words === undefined) return undefined;
  const temperature = await ask(
    'temperature',
    2,
    'Temperature: 0 always takes the most probable word, 1 samples from the model’s own probabilities, higher values are more random.',
  );
  if (temperature === undefined) return undefined;
  const seed = await ask('seed', 3, 'Seed: the same seed gives the same text.');
  return seed === undefined ? undefined : { words, temperature, seed };
}

interface Task {
  readonly text: EditorText;
  readonly offset: number;
  readonly wishes: Wishes;
}

async function generateInto(
  { reader, showFailure }: Needs,
  made: GeneratedTexts,
  { text, offset, wishes }: Task,
): Promise<void> {
  const language = text.documents()[0]?.languageId ?? 'plaintext';
  const document = await vscode.workspace.openTextDocument({ language, content: '' });
  await vscode.window.showTextDocument(document, { preview: false });
  const place = {
    location: vscode.ProgressLocation.Notification,
    title: `Generating from ${text.name}`,
    cancellable: true,
  };
  const result = await vscode.window.withProgress(place, (progress, token) =>
    generate(
      { documentKey: text.key, offset, ...wishes },
      {
        reader,
        cancel: cancelSignal(token),
        take(pieces, words) {
          progress.report({ message: `${words} of ${wishes.words} words` });
          return append(document, pieces, made);
        },
      },
    ),
  );
  if (!result.ok) return showFailure(result.failure);
  const { words, whole } = result.value;
  void vscode.window.setStatusBarMessage(
    `Gatescope: ${words} words${whole ? '' : ', stopped'}. Rest the mouse on one to see which expert gave it.`,
    8000,
  );
}

/** @returns false where the document is gone */
async function append(
  document: vscode.TextDocument,
  pieces: readonly GeneratedPiece[],
  made: GeneratedTexts,
): Promise<boolean> {
  if (document.isClosed) return false;
  const end = document.lineAt(document.lineCount - 1).range.end;
  const at = document.offsetAt(end);
  const edit = new vscode.WorkspaceEdit();
  edit.insert(document.uri, end, pieces.map(({ text }) => text).join(''));
  if (!(await vscode.workspace.applyEdit(edit))) return false;
  made.add(document, pieces, at);
  return true;
}
