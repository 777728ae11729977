/** What is wrong in a cell's text, where, and what to write instead; and how that is noted. */
import type { Span } from '../definition';

export interface CellEdit {
  readonly at: Span;
  readonly text: string;
}

export interface CellFix {
  readonly title: string;
  readonly edits: readonly CellEdit[];
}

export interface CellProblem {
  /** Within the text; empty where something is missing. */
  readonly at: Span;
  readonly severity: 'error' | 'warning';
  /** What is wrong; then, after a semicolon, what to write. Without a full stop. */
  readonly message: string;
  readonly fixes: readonly CellFix[];
}

export interface Notebook {
  readonly problems: CellProblem[];
  error(at: Span, message: string, ...fixes: readonly CellFix[]): void;
  warn(at: Span, message: string, ...fixes: readonly CellFix[]): void;
}

export function createNotebook(): Notebook {
  const problems: CellProblem[] = [];
  return {
    problems,
    error: (at, message, ...fixes) => {
      problems.push({ at, severity: 'error', message, fixes });
    },
    warn: (at, message, ...fixes) => {
      problems.push({ at, severity: 'warning', message, fixes });
    },
  };
}

export const replace = (at: Span, text: string, title = `Write ${text}`): CellFix => ({
  title,
  edits: [{ at, text }],
});

const mostProblems = 100;

/** In the order of the text; of very many the first, errors before warnings. */
export function inOrder(problems: readonly CellProblem[]): readonly CellProblem[] {
  const rank = ({ severity }: CellProblem): number => (severity === 'error' ? 0 : 1);
  const byPlace = (a: CellProblem, b: CellProblem): number =>
    a.at.start - b.at.start || a.at.end - b.at.end || rank(a) - rank(b);
  const sorted = [...problems].sort((a, b) => rank(a) - rank(b) || byPlace(a, b));
  return sorted.slice(0, mostProblems).sort(byPlace);
}

/** Counted from 1, as editors show it. */
export function placeIn(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: offset - lineStart + 1 };
}
