/** What the in-host tests share: the extension as other extensions see it, texts, and waiting. */
import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import type { SessionStatus, TrainingSummary, WordProbability } from '../../src/shared/api';

/** Design section 4, written down again: the tests know only what is promised. */
export interface Api {
  readonly version: 1;
  train(
    uri: vscode.Uri,
    options?: {
      seconds?: number;
      steps?: number;
      seed?: number;
      afresh?: boolean;
      task?: 'next' | 'classes' | 'labels' | 'pairs' | 'series';
      columns?: readonly string[];
      horizon?: number;
      attention?: 'none' | 'dot' | 'additive' | 'hard';
    },
  ): Promise<TrainingSummary>;
  complete(uri: vscode.Uri, position: vscode.Position, count?: number): Promise<WordProbability[]>;
  inspect(uri: vscode.Uri, position: vscode.Position): Promise<TokenRecord>;
  status(uri: vscode.Uri): SessionStatus;
}

interface TokenRecord {
  index: number;
  token: string;
  range: vscode.Range;
  known: boolean;
  seen: boolean;
  bits: number;
  rank: number;
  expected: WordProbability[];
  documentVersion: number;
  modelVersion: number;
  layers: Record<
    'inputGate' | 'forgetGate' | 'candidate' | 'outputGate' | 'cellState' | 'hiddenState',
    Float32Array
  >[];
}

export async function api(): Promise<Api> {
  const extension = vscode.extensions.getExtension<Api>('gatescope.gatescope');
  assert.ok(extension, 'gatescope.gatescope is not installed');
  return extension.activate();
}

let files = 0;
const folder = mkdtempSync(path.join(tmpdir(), 'gatescope-in-host-'));

/** A file of its own for each test, so that no model is met again by chance. */
export function writeText(content: string | Uint8Array, ending = 'txt'): vscode.Uri {
  const file = path.join(folder, `text-${++files}.${ending}`);
  writeFileSync(file, content);
  return vscode.Uri.file(file);
}

export async function show(uri: vscode.Uri): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
}

const verse = [
  'The quick brown fox jumps over the lazy dog near the quiet river.',
  'Every morning the farmer walks through the golden fields before sunrise.',
  'Nobody remembers when the ancient lighthouse was finally abandoned.',
];

/** A few hundred sentences that come again and again: learnt within seconds. */
export const learnable = (sentences = 240): string =>
  Array.from({ length: sentences }, (_, n) => verse[n % verse.length]).join('\n') + '\n';

export async function until(
  what: string,
  holds: () => boolean | Promise<boolean>,
  milliseconds = 30_000,
): Promise<void> {
  const end = Date.now() + milliseconds;
  while (!(await holds())) {
    assert.ok(Date.now() < end, `waited ${milliseconds} ms in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

export const sleep = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** The `kind` of the Error that a call rejects with. */
export async function kindOf(call: Promise<unknown>): Promise<string | undefined> {
  try {
    await call;
    return undefined;
  } catch (error) {
    assert.ok(error instanceof Error || typeof error === 'object');
    return (error as { kind?: string }).kind;
  }
}

/** Moves the cursor to where `text` stands (its end, or its start). */
export function placeCursor(editor: vscode.TextEditor, offset: number): vscode.Position {
  const position = editor.document.positionAt(offset);
  editor.selection = new vscode.Selection(position, position);
  return position;
}

export const closeAll = (): Thenable<unknown> =>
  vscode.commands
    .executeCommand('workbench.action.revertAndCloseActiveEditor')
    .then(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));
