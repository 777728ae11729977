/** What the reader says of the cells that are open: asked once per version, for all who show it. */
import type * as vscode from 'vscode';
import type { ReaderContract } from '../../shared/contracts/reader';
import { cellLanguage } from '../../shared/manifest';
import type { CellReading } from '../../shared/questions/editor/cells';
import { longestCellText } from '../../shared/questions/editor/cells';
import type { SupervisedThread } from '../threads/supervisor';
import { answerOf, deadlines } from '../threads/threadCalls';

export interface CellReadings {
  /** Of the text as it is now; undefined where the text went on or nobody could answer. */
  of(document: vscode.TextDocument): Promise<CellReading | undefined>;
}

export const isCell = ({ languageId }: vscode.TextDocument): boolean => languageId === cellLanguage;

export function createCellReadings(
  reader: Pick<SupervisedThread<ReaderContract>, 'call'>,
): CellReadings {
  const newest = new WeakMap<
    vscode.TextDocument,
    { readonly version: number; readonly reading: Promise<CellReading | undefined> }
  >();
  async function ask(document: vscode.TextDocument): Promise<CellReading | undefined> {
    const { version } = document;
    const text = document.getText().slice(0, longestCellText + 1);
    const answer = await answerOf(reader.call('readCell', { text }, { deadline: deadlines.hover }));
    return answer.ok && document.version === version ? answer.value : undefined;
  }
  return {
    of(document) {
      const known = newest.get(document);
      if (known?.version === document.version) return known.reading;
      const reading = ask(document).then((found) => {
        // Whoever asks next asks again.
        if (found === undefined) newest.delete(document);
        return found;
      });
      newest.set(document, { version: document.version, reading });
      return reading;
    },
  };
}
