/**
 * The decorations of the colours: one per band, made once for the whole window. A band is a background,
 * by a colour of the theme that a person can change, and a line, so that colour is never alone: below
 * the word for more, above the word for less than zero, the stronger the denser. Besides the bands
 * there are two frames: around a word outside the vocabulary, and around the word whose memory is
 * shown.
 */
import * as vscode from 'vscode';
import type { ColourAnswer } from '../../shared/questions/editor/colours';
import type { TextChange } from '../../shared/contracts/documents';
import type { Span } from '../../shared/model/versions';
import type { Band, Scale } from './colourScale';
import { bandColours, bandOf, bands, frames } from './colourScale';
import type { Subscription } from '../common/listeners';
import type { PaintedSpans } from './paintedSpans';
import { createPaintedSpans } from './paintedSpans';

const lines: Readonly<Record<Exclude<Band, 0>, string>> = {
  1: 'underline dotted 1px',
  2: 'underline dashed 1px',
  3: 'underline solid 1px',
  4: 'underline double 1px',
  5: 'underline dotted 1px',
  6: 'underline solid 1px',
  7: 'underline double 1px',
  [-1]: 'overline dotted 1px',
  [-2]: 'overline solid 1px',
  [-3]: 'overline double 1px',
};

type Kind = Band | keyof typeof frames;

export interface Palette extends Subscription {
  /** @param base the offset in the text at which the editor's document begins */
  paint(editor: vscode.TextEditor, base: number, answer: ColourAnswer, scale: Scale): void;
  /** @param changes of the text that the editor shows a part of; none: it was read again */
  edited(editor: vscode.TextEditor, changes: readonly TextChange[] | undefined): void;
  clear(editor: vscode.TextEditor): void;
}

export function createPalette(): Palette {
  const types = new Map<Kind, vscode.TextEditorDecorationType>(
    bands.map((band) => [
      band,
      vscode.window.createTextEditorDecorationType({
        backgroundColor: new vscode.ThemeColor(bandColours[band]),
        textDecoration: lines[band],
        rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
      }),
    ]),
  );
  const { unknown, word } = frames;
  const framed = (options: vscode.DecorationRenderOptions): vscode.TextEditorDecorationType =>
    vscode.window.createTextEditorDecorationType({
      ...options,
      rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
    });
  types.set('unknown', framed({ outline: unknown.outline, fontStyle: 'italic' }));
  types.set('word', framed({ outline: word.outline }));
  const shown = new WeakMap<vscode.TextEditor, PaintedSpans<Kind>>();

  return {
    paint(editor, base, answer, scale) {
      const { document } = editor;
      const spans: ReadonlyMap<Kind, Span[]> = new Map<Kind, Span[]>([
        ...spansByBand(answer, scale),
        ...framedSpans(answer),
      ]);
      const painted = shown.get(editor) ?? createPaintedSpans<Kind>();
      shown.set(editor, painted);
      for (const [kind, anew] of painted.paint(spans)) {
        const ranges = anew.map(
          ({ start, end }) =>
            new vscode.Range(document.positionAt(start - base), document.positionAt(end - base)),
        );
        const type = types.get(kind);
        if (type) editor.setDecorations(type, ranges);
      }
    },
    edited: (editor, changes) => shown.get(editor)?.edited(changes),
    clear(editor) {
      for (const kind of shown.get(editor)?.clear() ?? []) {
        const type = types.get(kind);
        if (type) editor.setDecorations(type, []);
      }
    },
    dispose() {
      for (const type of types.values()) type.dispose();
    },
  };
}

/** Neighbours of one band that touch are one span. */
function spansByBand({ starts, ends, values }: ColourAnswer, scale: Scale): Map<Band, Span[]> {
  const spans = new Map<Band, Span[]>();
  let last: { band: Band; start: number; end: number } | undefined;
  const keep = (): void => {
    if (!last || last.band === 0) return;
    const { band, start, end } = last;
    const others = spans.get(band);
    if (others) others.push({ start, end });
    else spans.set(band, [{ start, end }]);
  };
  for (const [n, value] of values.entries()) {
    const band = bandOf(value, scale);
    const [start, end] = [starts[n] ?? 0, ends[n] ?? 0];
    if (last && last.band === band && last.end === start) {
      last.end = end;
      continue;
    }
    keep();
    last = { band, start, end };
  }
  keep();
  return spans;
}

function framedSpans({ starts, ends, unknown, word }: ColourAnswer): Map<Kind, Span[]> {
  const spans = new Map<Kind, Span[]>();
  const strange = [...unknown.keys()]
    .filter((n) => unknown[n] === 1)
    .map((n) => ({ start: starts[n] ?? 0, end: ends[n] ?? 0 }));
  if (strange.length > 0) spans.set('unknown', strange);
  const [first = 0, last = 0] = [starts.at(0), ends.at(-1)];
  if (word && word.start >= first && word.end <= last) spans.set('word', [word]);
  return spans;
}
