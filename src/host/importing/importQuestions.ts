/** What *Import Model…* asks: the files, how the text was cut, and names where they leave a choice. */
import * as vscode from 'vscode';
import type { Result } from '../../shared/failures';
import { failed, success } from '../../shared/failures';
import type {
  FileSource,
  NameQuestion,
  PlainCell,
  TensorNames,
  TokenKind,
  WordsExamination,
} from '../../shared/model/importing';
import { mostSentBytes, pickleEndings } from '../../shared/model/importing';
import { escapeIcons } from '../common/escapeIcons';
import { notAFile } from '../common/notAFile';
import { nameOf } from '../texts/texts';

export const importTitle = 'Import Model…';

/** The last is that of an index of several files, `model.safetensors.index.json`. */
const modelEndings = ['safetensors', ...pickleEndings, 'json'];

export async function askModelFile(): Promise<vscode.Uri | undefined> {
  const [file] =
    (await vscode.window.showOpenDialog({
      title: importTitle,
      openLabel: 'Import',
      filters: { 'PyTorch models': modelEndings, 'All files': ['*'] },
    })) ?? [];
  return file;
}

const cuts: readonly (vscode.QuickPickItem & { readonly cut: TokenKind })[] = [
  {
    label: 'At White Space',
    detail: 'Words between spaces, <eos> at the end of each line, as in PyTorch’s example.',
    cut: 'whitespace',
  },
  {
    label: 'Into Characters',
    detail: 'One token per character, line breaks and spaces included.',
    cut: 'characters',
  },
  {
    label: 'As Gatescope Does',
    detail: 'One token per word, number, punctuation mark or run of line breaks.',
    cut: 'words',
  },
  {
    label: 'Token Ids',
    detail: 'Numbers with white space between them; no vocabulary is needed.',
    cut: 'ids',
  },
];

export async function askCut(): Promise<TokenKind | undefined> {
  const placeHolder = 'How was the model’s training text split into tokens?';
  return (await vscode.window.showQuickPick(cuts, { title: importTitle, placeHolder }))?.cut;
}

export async function askVocabulary(model: vscode.Uri): Promise<vscode.Uri | undefined> {
  const [file] =
    (await vscode.window.showOpenDialog({
      title: 'Vocabulary: one word per line, or JSON',
      openLabel: 'Use This Vocabulary',
      defaultUri: vscode.Uri.joinPath(model, '..'),
      filters: { Vocabularies: ['json', 'txt', 'vocab'], 'All files': ['*'] },
    })) ?? [];
  return file;
}

const parts: Readonly<Record<Exclude<NameQuestion['of'], 'task'>, string>> = {
  rnn: 'Which layers predict the next word?',
  encoder: 'Which matrix is the embedding of the words (encoder.weight)?',
  decoder: 'Which matrix projects to the words (decoder.weight)?',
};

/** Names come from the file, of any length. */
const named = (name: string): string => escapeIcons(name.slice(0, 200));

/** Several modules form a chain; a name without letters is shown as that of its first tensor. */
const layersLabel = (names: readonly string[]): string =>
  names.map((name) => (name === '' ? 'weight_ih_l0' : `${named(name)}…`)).join(' → ');

const withoutMatrix = {
  encoder: 'None: each word is a one-hot vector',
  decoder: 'The embedding itself (tied)',
} as const;

/** What the question was about, as it was answered. */
export async function askName(
  question: Exclude<NameQuestion, { of: 'task' }>,
): Promise<Partial<TensorNames> | undefined> {
  const options = { title: importTitle, placeHolder: parts[question.of] };
  if (question.of === 'rnn') {
    const items = question.candidates.map(({ names, shape }) => ({
      label: layersLabel(names),
      description: shape.join(' × '),
      names,
    }));
    const chosen = await vscode.window.showQuickPick(items, options);
    return chosen && { rnn: chosen.names };
  }
  const { of, candidates } = question;
  const items = candidates.map(({ name, shape }) => ({
    label: name === null ? withoutMatrix[of] : named(name),
    description: shape.join(' × '),
    name,
  }));
  const chosen = await vscode.window.showQuickPick(items, options);
  return chosen && { [of]: chosen.name };
}

const plainCells: readonly (vscode.QuickPickItem & { readonly cell: PlainCell })[] = [
  {
    label: 'tanh',
    detail: 'The usual one of torch.nn.RNN; values between -1 and 1.',
    cell: 'rnn',
  },
  {
    label: 'relu',
    detail: 'It was made with nonlinearity="relu"; values have no upper end.',
    cell: 'rnnRelu',
  },
];

/** What a plain RNN bends its sums by, which its weights do not show. */
export async function askPlainCell(): Promise<PlainCell | undefined> {
  const placeHolder = 'Which nonlinearity does this RNN have? Its weights do not show it.';
  return (await vscode.window.showQuickPick(plainCells, { title: importTitle, placeHolder }))?.cell;
}

/** @returns the word that stands for unknown ones; null: there is none */
export async function askUnknown({
  suspects,
  others,
}: Extract<WordsExamination, { kind: 'question' }>): Promise<string | null | undefined> {
  const wordItem = (word: string) => ({ label: named(word), word, other: false });
  const items = [
    ...suspects.map(wordItem),
    { label: 'None of Them: the Model Has No Such Class', word: null, other: false },
    { label: 'Another Word…', word: null, other: true },
    ...others.map(wordItem),
  ];
  const placeHolder = 'Which word stands for unknown words?';
  const chosen = await vscode.window.showQuickPick(items, { title: importTitle, placeHolder });
  if (!chosen?.other) return chosen?.word;
  return vscode.window.showInputBox({ title: importTitle, prompt: placeHolder });
}

/** Whether to import the model without tensors that mean something else. */
export async function confirmLeftOut(name: string, leftOut: readonly string[]): Promise<boolean> {
  const some = leftOut.slice(0, 3).map((one) => one.slice(0, 80));
  const shown = some.join(', ') + (leftOut.length > 3 ? ', …' : '');
  const yes = 'Import without Them';
  const chosen = await vscode.window.showWarningMessage(
    `${name} has tensors that are not part of a recurrent language model (${shown}). If its predictions depend on them, Gatescope’s will differ.`,
    { modal: true },
    yes,
  );
  return chosen === yes;
}

/** @returns whether the model that has the name already is to be replaced */
export async function askReplace(name: string): Promise<boolean | undefined> {
  const items = [
    { label: 'Replace It', replace: true },
    { label: 'Keep Both', replace: false },
  ];
  const placeHolder = `There is already an imported model ${name}.`;
  return (await vscode.window.showQuickPick(items, { title: importTitle, placeHolder }))?.replace;
}

/**
 * Files of this machine are read where they are; others are sent, up to a size.
 * @param refusal what it means when such a file is too large
 */
export async function sourceOf(
  uri: vscode.Uri,
  refusal: 'notImported' | 'notShown' = 'notImported',
): Promise<Result<FileSource>> {
  const name = nameOf(uri);
  if (uri.scheme === 'file') return success({ name, path: uri.fsPath });
  try {
    const { size, type } = await vscode.workspace.fs.stat(uri);
    if ((type & vscode.FileType.File) === 0) return failed(notAFile(name));
    if (size > mostSentBytes) {
      const reason = `It is not on this machine and is ${Math.ceil(size / 2 ** 20)} MB; such files are read up to ${mostSentBytes / 2 ** 20} MB. Copy it to a folder on this machine.`;
      return failed({ kind: refusal, name, reason });
    }
    const content = Uint8Array.from(await vscode.workspace.fs.readFile(uri));
    return success({ name, content });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return failed({ kind: 'disk', doing: `Reading ${name}`, reason });
  }
}

/** The first of the files next to the model that is there. */
export async function besides(
  model: vscode.Uri,
  endings: readonly string[],
): Promise<vscode.Uri | undefined> {
  const stem = stemOf(model);
  for (const ending of endings) {
    const uri = vscode.Uri.joinPath(model, '..', `${stem}.${ending}`);
    const isThere = await vscode.workspace.fs.stat(uri).then(
      () => true,
      () => false,
    );
    if (isThere) return uri;
  }
  return undefined;
}

/** The file's name without its ending. */
export const stemOf = (uri: vscode.Uri): string => nameOf(uri).replace(/\.[^.]+$/, '');
