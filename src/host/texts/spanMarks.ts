/** Marks what is pointed at in the panel, where it stands in the editors that show it; nothing moves. */
import * as vscode from 'vscode';
import type { Span } from '../../shared/model/versions';
import type { Subscription } from '../common/listeners';
import type { EditorText } from './texts';

export interface SpanMarks extends Subscription {
  /** Instead of those before. */
  mark(text: EditorText | undefined, spans: readonly Span[]): void;
}

export function createSpanMarks(): SpanMarks {
  const type = vscode.window.createTextEditorDecorationType({
    backgroundColor: new vscode.ThemeColor('editor.wordHighlightStrongBackground'),
    border: '2px solid',
    borderColor: new vscode.ThemeColor('focusBorder'),
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
  });
  return {
    mark(text, spans) {
      const places = spans.flatMap((span) => text?.place(span) ?? []);
      for (const editor of vscode.window.visibleTextEditors) {
        const own = places.filter(({ document }) => document === editor.document);
        editor.setDecorations(
          type,
          own.map(({ range }) => range),
        );
      }
    },
    dispose: () => type.dispose(),
  };
}
