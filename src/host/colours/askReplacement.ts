/**
 * Asks what is to replace the word at the cursor, which is also the one that the panel's *Memory*
 * shows: a word clicked there moves the cursor to it.
 */
import * as vscode from 'vscode';
import type { Result } from '../../shared/failures';
import { failed, success } from '../../shared/failures';
import { longestReplacement, type Replacement } from '../../shared/questions/memory';
import type { AnalystContract } from '../../shared/contracts/analyst';
import type { SubstitutedMeasure } from '../../shared/questions/editor/colours';
import { answerOf, deadlines } from '../threads/threadCalls';
import { escapeIcons } from '../common/escapeIcons';
import { visible } from '../common/escapeMarkdown';
import { percent } from '../common/formatNumbers';
import type { SupervisedThread } from '../threads/supervisor';

const wait = { deadline: deadlines.panel } as const;

interface Needs {
  readonly analyst: Pick<SupervisedThread<AnalystContract>, 'call'>;
  readonly documentKey: string;
  /** Offset of the word. */
  readonly cursor: number;
}

/** @returns undefined if the user cancelled */
export async function askSubstitutedMeasure({
  analyst,
  documentKey,
  cursor,
}: Needs): Promise<Result<SubstitutedMeasure | undefined>> {
  const seen = await answerOf(analyst.call('overview', { documentKey, offset: cursor }, wait));
  if (!seen.ok) return seen;
  const token = seen.value.cursorToken;
  if (token < 0) return failed({ kind: 'noToken' });
  // Nothing is followed yet: only the word and what was likely in its place are wanted.
  const asked = { documentKey, token, replacement: { kind: 'likely' }, count: 0 } as const;
  const found = await answerOf(analyst.call('substitution', asked, wait));
  if (!found.ok) return found;
  const { context, likely } = found.value;
  const [word, span] = [context.tokens.at(-1), context.spans.at(-1)];
  if (word === undefined || !span) return failed({ kind: 'noToken' });
  const replacement = await askReplacement(
    word,
    likely.map((one) => ({ word: one.word, description: percent(one.probability) })),
  );
  return success(replacement && { by: 'substituted', at: span.start, word, replacement });
}

interface Choice extends vscode.QuickPickItem {
  readonly replacement: Replacement | undefined;
}

async function askReplacement(
  word: string,
  likely: readonly { readonly word: string; readonly description: string }[],
): Promise<Replacement | undefined> {
  const title = `Instead of “${visible(word)}”`;
  const choices: Choice[] = [
    {
      label: 'The Average of Likely Words',
      detail: 'The words that the network considered likely here, weighted by probability.',
      replacement: { kind: 'likely' },
    },
    ...likely.map((one) => ({
      label: escapeIcons(visible(one.word)),
      description: one.description,
      replacement: { kind: 'word', word: one.word } as const,
    })),
    { label: 'Another Word…', detail: 'Any word in the vocabulary.', replacement: undefined },
  ];
  const placeHolder = 'Replace it, and colour the later words by how their predictions change';
  const chosen = await vscode.window.showQuickPick(choices, { title, placeHolder });
  if (!chosen) return undefined;
  return chosen.replacement ?? askWord(title);
}

async function askWord(title: string): Promise<Replacement | undefined> {
  const typed = await vscode.window.showInputBox({
    title,
    prompt: 'A word in the vocabulary, spelt as in the text',
    validateInput: (value) =>
      value.trim().length > longestReplacement
        ? 'No word in the vocabulary is that long.'
        : undefined,
  });
  const word = typed?.trim() ?? '';
  return word === '' ? undefined : { kind: 'word', word };
}
