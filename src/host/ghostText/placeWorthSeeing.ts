/**
 * Where in a text the list of next words is most informative: for a user who sees it for the first
 * time, with the cursor still at the text's beginning, where nothing has been read and every word is
 * improbable.
 */
import * as vscode from 'vscode';
import type { ReaderContract } from '../../shared/contracts/reader';
import { answerOf, deadlines, insist } from '../threads/threadCalls';
import type { EditorText } from '../texts/texts';
import type { SupervisedThread } from '../threads/supervisor';

/** Words before a place, and places that are looked at. */
const wordsBefore = 12;
const mostPlaces = 24;
/** A list that has one word is not worth seeing, either. */
const nearlySure = 0.9;

/** After a word in the middle of a line, of a text's beginning. */
export function candidatePlaces(text: string): number[] {
  const ends = [...text.matchAll(/\p{L}{2,} (?=\p{L})/gu)].map(
    ({ 0: word, index }) => index + word.length,
  );
  const places = ends.slice(wordsBefore);
  const apart = Math.max(1, Math.floor(places.length / mostPlaces));
  return places.filter((_, n) => n % apart === 0).slice(0, mostPlaces);
}

/** Leaves a cursor that has been placed already. */
export async function goWhereItIsWorthSeeing(
  reader: Pick<SupervisedThread<ReaderContract>, 'call'>,
  text: EditorText,
  editor: vscode.TextEditor,
): Promise<void> {
  const { document, selection } = editor;
  if (text.offsetOf(document, selection.active) > 0) return;
  let best = { place: 0, probability: 0 };
  for (const place of candidatePlaces(document.getText().slice(0, 4000))) {
    const offset = text.offsetOf(document, document.positionAt(place));
    const request = { documentKey: text.key, offset, count: 1 };
    const wait = { deadline: deadlines.completion };
    const answer = await answerOf(insist(() => reader.call('complete', request, wait)));
    const probability = answer.ok ? (answer.value.words[0]?.probability ?? 0) : 0;
    if (probability > best.probability && probability < nearlySure) best = { place, probability };
  }
  if (best.place === 0) return;
  const position = document.positionAt(best.place);
  editor.selection = new vscode.Selection(position, position);
  editor.revealRange(editor.selection, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}
