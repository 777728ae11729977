/** Files of tests as items of the Test Explorer: read again when they change, gone when they are. */
import * as vscode from 'vscode';
import { readText } from '../texts/readText';
import type { Texts } from '../texts/texts';
import type { ListedTest } from './runTests';
import { readTestFile, type PlacedTest } from './testFile';

export interface ListedTests {
  /** Reads the file; makes, changes or removes its items. */
  read(uri: vscode.Uri): Promise<void>;
  remove(uri: vscode.Uri): void;
  /** The tests of a run, file by file, in their order. */
  chosen(request: vscode.TestRunRequest): readonly ListedTest[][];
}

export const testsTag = 'tests';

export function listTests(
  controller: vscode.TestController,
  { texts }: { readonly texts: Texts },
): ListedTests {
  const byFile = new Map<string, readonly ListedTest[]>();
  const tags = [new vscode.TestTag(testsTag)];

  function show(uri: vscode.Uri, text: string | undefined): void {
    const key = uri.toString();
    const root = controller.createTestItem(key, vscode.workspace.asRelativePath(uri), uri);
    root.tags = tags;
    const read = text === undefined ? undefined : readTestFile(text);
    if (!read?.ok) {
      root.error = read?.problem ?? 'It cannot be read as text.';
      byFile.delete(key);
    } else {
      const lines = lineStarts(text ?? '');
      const listed = read.tests.map((placed, n) => ({
        ...{ uri, file: read.file, test: placed.test },
        item: itemOf(placed, n, uri, lines),
      }));
      for (const { item } of listed) root.children.add(item);
      byFile.set(key, listed);
    }
    controller.items.add(root);
  }

  function itemOf(
    { test, place }: PlacedTest,
    n: number,
    uri: vscode.Uri,
    lines: readonly number[],
  ): vscode.TestItem {
    // Two tests may have the same name; a place in the file is no identity, since it moves.
    const item = controller.createTestItem(`${uri.toString()}#${n}`, test.name, uri);
    item.tags = tags;
    item.range = new vscode.Range(positionIn(lines, place.start), positionIn(lines, place.end));
    return item;
  }

  return {
    async read(uri) {
      const text = await readText(uri, texts).catch(() => undefined);
      show(uri, text);
    },
    remove(uri) {
      byFile.delete(uri.toString());
      controller.items.delete(uri.toString());
    },
    chosen({ include, exclude = [] }) {
      const isChosen = ({ item }: ListedTest): boolean => {
        const both = [item, item.parent];
        if (exclude.some((one) => both.includes(one))) return false;
        return !include || include.some((one) => both.includes(one));
      };
      const groups = [...byFile.values()].map((listed) => listed.filter(isChosen));
      return groups.filter((listed) => listed.length > 0);
    },
  };
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (const { index } of text.matchAll(/\r\n?|\n/g)) {
    starts.push(text.startsWith('\r\n', index) ? index + 2 : index + 1);
  }
  return starts;
}

function positionIn(starts: readonly number[], offset: number): vscode.Position {
  const line = starts.findLastIndex((start) => start <= offset);
  return new vscode.Position(line, offset - (starts[line] ?? 0));
}
