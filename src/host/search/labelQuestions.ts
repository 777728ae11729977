/** Asks a person for what units are to be found: the selection, or labels all over the text. */
import * as vscode from 'vscode';
import * as v from 'valibot';
import type { Result } from '../../shared/failures';
import { failed, success } from '../../shared/failures';
import type { BracketKind } from '../../shared/questions/editor/unitSearch';
import { bracketKinds, longestTable } from '../../shared/questions/editor/unitSearch';
import { editorOf } from '../texts/editorOf';
import { count } from '../common/formatNumbers';
import { notAFile } from '../common/notAFile';
import type { EditorText, Texts } from '../texts/texts';
import type { ChosenLabels } from '../units/lastSearch';
import type { Spans } from './namedLabels';
import { closing, spanLabels, standingLabels } from './namedLabels';

const pattern = v.object({ by: v.literal('pattern'), source: v.string(), flags: v.string() });

/** Scripts and links can answer the question beforehand. */
const given = v.variant('by', [
  v.object({ by: v.literal('spans') }),
  pattern,
  v.object({ by: v.literal('brackets'), only: v.exactOptional(v.picklist(bracketKinds)) }),
  v.object({ by: v.literal('quotes') }),
  v.object({ by: v.literal('headings') }),
  v.object({
    by: v.literal('table'),
    file: v.custom<vscode.Uri>((file) => file instanceof vscode.Uri),
  }),
]);
type Answer = v.InferOutput<typeof given>;

const title = 'Find Units for Selection';

/** Undefined: the user cancelled. */
export async function chooseLabels(
  texts: Texts,
  text: EditorText,
  beforehand: unknown,
): Promise<Result<ChosenLabels | undefined>> {
  const known = v.safeParse(given, beforehand);
  const spans = selectedSpans(texts, text);
  const answer = known.success ? known.output : await ask(spans);
  if (!answer) return success(undefined);
  switch (answer.by) {
    case 'spans':
      return success(spanLabels(spans));
    case 'pattern': {
      const labels = { by: answer.by, source: answer.source, flags: answer.flags };
      return success({ labels, title: `/${answer.source}/${answer.flags}` });
    }
    case 'quotes':
    case 'brackets':
    case 'headings':
      return success(standingLabels(answer));
    case 'table':
      return readTable(answer.file);
    default:
      return answer satisfies never;
  }
}

interface Choice extends vscode.QuickPickItem {
  readonly by: Answer['by'];
  readonly only?: BracketKind;
}

async function ask(spans: Spans): Promise<Answer | undefined> {
  const letters = spans.reduce((sum, [start, end]) => sum + end - start, 0);
  const selection: Choice = {
    label: spans.length === 1 ? 'The Selection' : `The ${count(spans.length)} Selections`,
    detail: `${count(letters)} characters. For a single span you see how many others match as often.`,
    by: 'spans',
  };
  const choices: readonly Choice[] = [
    ...(spans.length > 0 ? [selection] : []),
    {
      label: 'A Regular Expression…',
      detail: 'Every match in the text.',
      by: 'pattern',
    },
    {
      label: 'Inside Brackets',
      detail: 'Everything inside ( ), [ ] or { }.',
      by: 'brackets',
    },
    ...bracketKinds.map((only): Choice => ({
      label: `Inside ${only} ${closing[only]}`,
      detail: 'Only this kind of bracket.',
      ...{ by: 'brackets', only },
    })),
    { label: 'Quotes', detail: 'Text inside "…", “…”, «…», „…“ or 「…」.', by: 'quotes' },
    { label: 'Headings', detail: 'In Markdown, AsciiDoc and LaTeX.', by: 'headings' },
    {
      label: 'A File of Offsets…',
      detail:
        'One span per line: the offset of its first character, a tab, the offset just after the last.',
      by: 'table',
    },
  ];
  const placeHolder = 'Which units are on over …';
  const chosen = await vscode.window.showQuickPick(choices, {
    ...{ title, placeHolder },
    matchOnDetail: true,
  });
  if (!chosen) return undefined;
  const { by, only } = chosen;
  switch (by) {
    case 'spans':
    case 'quotes':
    case 'headings':
      return { by };
    case 'brackets':
      return { by, ...(only !== undefined && { only }) };
    case 'pattern':
      return askPattern();
    case 'table':
      return askFile();
    default:
      return by satisfies never;
  }
}

async function askPattern(): Promise<Answer | undefined> {
  const typed = await vscode.window.showInputBox({
    title,
    prompt: 'A regular expression of JavaScript; /…/i for one that ignores case.',
    placeHolder: '"[^"]*"',
    validateInput: (input) => complaintAbout(patternFrom(input)),
  });
  return typed === undefined || typed === '' ? undefined : patternFrom(typed);
}

async function askFile(): Promise<Answer | undefined> {
  const [file] =
    (await vscode.window.showOpenDialog({
      ...{ title, openLabel: 'Use These Labels' },
      filters: { 'Tab-separated values': ['tsv', 'txt', 'tab'], 'All files': ['*'] },
    })) ?? [];
  return file && { by: 'table', file };
}

/** `/source/flags`, or the source alone. */
export function patternFrom(input: string): v.InferOutput<typeof pattern> {
  const parts = /^\/(.+)\/([a-z]*)$/s.exec(input);
  return { by: 'pattern', source: parts?.[1] ?? input, flags: parts?.[2] ?? '' };
}

/** Compiled here, run elsewhere. */
function complaintAbout({ source, flags }: { source: string; flags: string }): string | undefined {
  try {
    new RegExp(source, flags);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function selectedSpans(texts: Texts, text: EditorText): Spans {
  const editor = editorOf(texts, text);
  if (!editor) return [];
  const { document, selections } = editor;
  return selections
    .filter(({ isEmpty }) => !isEmpty)
    .map(
      ({ start, end }) => [text.offsetOf(document, start), text.offsetOf(document, end)] as const,
    );
}

async function readTable(file: vscode.Uri): Promise<Result<ChosenLabels>> {
  const name = file.path.split('/').at(-1) ?? '';
  try {
    const { size, type } = await vscode.workspace.fs.stat(file);
    if ((type & vscode.FileType.File) === 0) return failed(notAFile(name));
    if (size > longestTable) {
      const reason = `the file has more than ${count(longestTable / 1000)} kB`;
      return failed({ kind: 'badLabelTable', line: 1, reason });
    }
    const bytes = await vscode.workspace.fs.readFile(file);
    const table = await vscode.workspace.decode(bytes, { uri: file });
    return success({ labels: { by: 'table', table }, title: `The labels of ${name}` });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return failed({ kind: 'disk', doing: `Reading ${name}`, reason });
  }
}
