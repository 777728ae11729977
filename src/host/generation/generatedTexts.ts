/** The documents that *Generate Text…* made: a hover over their words says which expert gave each. */
import * as vscode from 'vscode';
import type { GeneratedPiece } from '../../shared/questions/editor/generation';
import type { ExpertShares } from '../../shared/questions/editor/ghostText';
import { escapeMarkdown } from '../common/escapeMarkdown';
import { exactSelector } from '../texts/exactSelector';
import { percent } from '../common/formatNumbers';
import type { GeneratedSpan } from './generatedSpans';
import { afterChange, wordAt, generatedSpans } from './generatedSpans';
import type { Subscription } from '../common/listeners';

export interface GeneratedTexts extends Subscription {
  /** Pieces that were just put into the document, from this offset on. */
  add(document: vscode.TextDocument, pieces: readonly GeneratedPiece[], at: number): void;
}

interface Kept {
  words: GeneratedSpan[];
  readonly hover: vscode.Disposable;
}

export function keepGeneratedTexts(): GeneratedTexts {
  const texts = new Map<vscode.TextDocument, Kept>();

  function provideHover(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): vscode.Hover | undefined {
    const word = wordAt(texts.get(document)?.words ?? [], document.offsetAt(position));
    if (!word) return undefined;
    const { start, end, shares } = word;
    const range = new vscode.Range(document.positionAt(start), document.positionAt(end));
    const text = expertText(document.getText(range), shares);
    return new vscode.Hover(new vscode.MarkdownString(text), range);
  }

  function forget(document: vscode.TextDocument): void {
    texts.get(document)?.hover.dispose();
    texts.delete(document);
  }

  const following = vscode.Disposable.from(
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      const kept = texts.get(document);
      if (!kept) return;
      for (const { rangeOffset: offset, rangeLength: length, text } of contentChanges) {
        kept.words = afterChange(kept.words, { offset, length, text });
      }
    }),
    vscode.workspace.onDidCloseTextDocument(forget),
  );

  return {
    add(document, pieces, at) {
      const selector = exactSelector(document.uri, false);
      const kept = texts.get(document) ?? {
        words: [],
        hover: vscode.languages.registerHoverProvider(selector, { provideHover }),
      };
      kept.words.push(...generatedSpans(pieces, at));
      texts.set(document, kept);
    },
    dispose() {
      following.dispose();
      for (const document of [...texts.keys()]) forget(document);
    },
  };
}

function expertText(word: string, { ngram, network, cache }: ExpertShares): string {
  const parts = [
    ['the counts of word sequences', ngram],
    ['the network', network],
    ['the cache of recent words', cache],
  ] as const;
  const given = parts
    .filter(([, share]) => share >= 0.005)
    .sort(([, one], [, other]) => other - one)
    .map(([name, share]) => `${name} ${percent(share)}`);
  return `**${escapeMarkdown(word)}** was generated. Its probability comes from: ${given.join(' · ')}`;
}
