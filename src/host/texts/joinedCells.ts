/**
 * A notebook as one text: its cells in order, an empty line between them. Only arithmetic of
 * offsets; no VS Code.
 */
const separator = '\n\n';

export function joinCells(cells: readonly string[]): string {
  return cells.join(separator);
}

/** Where cell `index` starts in the joined text. */
export function cellStart(lengths: readonly number[], index: number): number {
  return lengths.slice(0, index).reduce((sum, length) => sum + length + separator.length, 0);
}

/** The cell that holds the offset; an offset between two cells belongs to the end of the first. */
export function cellAt(
  lengths: readonly number[],
  offset: number,
): { readonly index: number; readonly offset: number } | undefined {
  let start = 0;
  for (const [index, length] of lengths.entries()) {
    const next = start + length + separator.length;
    if (offset < next || index === lengths.length - 1) {
      return { index, offset: Math.max(0, Math.min(length, offset - start)) };
    }
    start = next;
  }
  return undefined;
}
