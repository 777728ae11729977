/**
 * The decorations of the colours: one per band, made once for the whole window. A band is a background,
 * by a colour of the theme that a person can change, and a line, so that colour is never alone: below
 * the word for more, above the word for less than zero, the stronger the denser. Besides the bands
 * there are frames: around a word outside the vocabulary, around the word whose memory is shown, and
 * around what a model judges otherwise than the text. Classes and labels have colours of their own.
 */
import * as vscode from 'vscode';
import type { ColourAnswer } from '../../shared/questions/editor/colours';
import type { TextChange } from '../../shared/contracts/documents';
import type { Span } from '../../shared/model/versions';
import { kindOfAnswer, styleOfAnswer, wrongFrame, type AnswerKind } from './answerColours';
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

type Kind = Band | AnswerKind | keyof typeof frames | 'wrong';

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
  const wrongColour = new vscode.ThemeColor(wrongFrame.colour);
  types.set(
    'wrong',
    framed({
      ...{ outline: wrongFrame.outline, outlineColor: wrongColour },
      ...{ overviewRulerColor: wrongColour, overviewRulerLane: vscode.OverviewRulerLane.Right },
    }),
  );
  /** Of an answer there is one once it is on the screen. */
  const typeOf = (kind: Kind): vscode.TextEditorDecorationType | undefined => {
    const known = types.get(kind);
    if (known || typeof kind !== 'string' || !kind.startsWith('answer ')) return known;
    const { colour, decoration } = styleOfAnswer(Number(kind.slice('answer '.length)));
    const made = vscode.window.createTextEditorDecorationType({
      backgroundColor: new vscode.ThemeColor(colour),
      textDecoration: decoration,
      rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
    });
    types.set(kind, made);
    return made;
  };
  const shown = new WeakMap<vscode.TextEditor, PaintedSpans<Kind>>();

  return {
    paint(editor, base, answer, scale) {
      const { document } = editor;
      const spans: ReadonlyMap<Kind, Span[]> = new Map<Kind, Span[]>([
        ...spansByKind(answer, kindOf(answer, scale)),
        ...framedSpans(answer),
      ]);
      const painted = shown.get(editor) ?? createPaintedSpans<Kind>();
      shown.set(editor, painted);
      for (const [kind, anew] of painted.paint(spans)) {
        const ranges = anew.map(
          ({ start, end }) =>
            new vscode.Range(document.positionAt(start - base), document.positionAt(end - base)),
        );
        const type = typeOf(kind);
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

type KindOf = (value: number) => Kind;

function kindOf({ judged }: ColourAnswer, scale: Scale): KindOf {
  return judged ? (value) => kindOfAnswer(value, judged) : (value) => bandOf(value, scale);
}

/** Neighbours of one kind that touch are one span. */
function spansByKind(
  { starts, ends, values }: ColourAnswer,
  kindOfValue: KindOf,
): Map<Kind, Span[]> {
  const spans = new Map<Kind, Span[]>();
  let last: { kind: Kind; start: number; end: number } | undefined;
  const keep = (): void => {
    if (!last || last.kind === 0) return;
    const { kind, start, end } = last;
    const others = spans.get(kind);
    if (others) others.push({ start, end });
    else spans.set(kind, [{ start, end }]);
  };
  for (const [n, value] of values.entries()) {
    const kind = kindOfValue(value);
    const [start, end] = [starts[n] ?? 0, ends[n] ?? 0];
    if (last && last.kind === kind && last.end === start) {
      last.end = end;
      continue;
    }
    keep();
    last = { kind, start, end };
  }
  keep();
  return spans;
}

function framedSpans({ starts, ends, unknown, word, judged }: ColourAnswer): Map<Kind, Span[]> {
  const spans = new Map<Kind, Span[]>();
  const marked = (marks: Uint8Array): Span[] =>
    [...marks.keys()]
      .filter((n) => marks[n] === 1)
      .map((n) => ({ start: starts[n] ?? 0, end: ends[n] ?? 0 }));
  const [strange, wrong] = [marked(unknown), judged ? marked(judged.wrong) : []];
  if (strange.length > 0) spans.set('unknown', strange);
  if (wrong.length > 0) spans.set('wrong', wrong);
  const [first = 0, last = 0] = [starts.at(0), ends.at(-1)];
  if (word && word.start >= first && word.end <= last) spans.set('word', [word]);
  return spans;
}
