/** Circles of imports: groups of files each of which reaches all others (Tarjan 1972). */

/** @param imported by file, the files that it imports @returns each circle, of two files or more */
export function circlesOf(imported: ReadonlyMap<string, readonly string[]>): string[][] {
  const indices = new Map<string, number>();
  const lowest = new Map<string, number>();
  const path: string[] = [];
  const circles: string[][] = [];

  const visit = (file: string): number => {
    const index = indices.size;
    indices.set(file, index);
    let low = index;
    path.push(file);
    for (const next of imported.get(file) ?? []) {
      if (!indices.has(next)) low = Math.min(low, visit(next));
      else if (path.includes(next)) low = Math.min(low, indices.get(next) ?? low);
    }
    lowest.set(file, low);
    if (low === index) {
      const circle = path.splice(path.indexOf(file));
      if (circle.length > 1) circles.push(circle.toSorted());
    }
    return low;
  };
  for (const file of imported.keys()) if (!indices.has(file)) visit(file);
  return circles;
}
