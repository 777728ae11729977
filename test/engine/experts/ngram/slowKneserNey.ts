/**
 * The oracle: interpolated modified Kneser-Ney as Chen & Goodman (1998) define it, recounted from the
 * whole text with string keys and sets. Shares no code with the engine, discounts included.
 */
const start = 'S';

function contextOf(ids: Int32Array, position: number, length: number): string[] {
  const context: string[] = [];
  let inside = true;
  for (let d = 1; d <= length; d++) {
    inside = inside && position - d >= 0 && ids[position - d] >= 0;
    context.unshift(inside ? String(ids[position - d]) : start);
  }
  return context;
}

/** n-gram -> count; the longest n-grams raw, every shorter one by its distinct left neighbours. */
function countsByLength(ids: Int32Array, order: number): Map<string, number>[] {
  const longest = new Map<string, number>();
  ids.forEach((word, position) => {
    if (word < 0) return;
    const key = [...contextOf(ids, position, order - 1), word].join(' ');
    longest.set(key, (longest.get(key) ?? 0) + 1);
  });
  const counts = [longest];
  for (let n = order - 1; n >= 1; n--) {
    const shorter = new Map<string, number>();
    for (const key of counts[0].keys()) {
      const suffix = key.split(' ').slice(1).join(' ');
      shorter.set(suffix, (shorter.get(suffix) ?? 0) + 1);
    }
    counts.unshift(shorter);
  }
  return counts;
}

function discountsOf(counts: Map<string, number>): number[] {
  const n = [0, 1, 2, 3, 4].map((r) => [...counts.values()].filter((c) => c === r).length);
  const y = n[1] / (n[1] + 2 * n[2]);
  const usual = [
    0,
    1 - 2 * y * (n[2] / n[1]),
    2 - 3 * y * (n[3] / n[2]),
    3 - 4 * y * (n[4] / n[3]),
  ];
  const safe = [0, 0.5, 1, 1.5];
  return usual.map((d, r) => (r > 0 && n[r] > 0 && n[r + 1] > 0 && d > 0 && d < r ? d : safe[r]));
}

export function slowKneserNey(
  ids: Int32Array,
  order: number,
  vocabulary: number,
): (asked: Int32Array, position: number, word: number) => number {
  const counts = countsByLength(ids, order);
  const discounts = counts.map(discountsOf);

  function p(context: string[], word: number): number {
    const n = context.length;
    const lower = n === 0 ? 1 / vocabulary : p(context.slice(1), word);
    const followers = [...counts[n]].filter(
      ([key]) => key.split(' ').slice(0, n).join(' ') === context.join(' '),
    );
    const total = followers.reduce((sum, [, c]) => sum + c, 0);
    if (total === 0) return lower;
    const discount = (c: number): number => discounts[n][Math.min(c, 3)];
    const freed = followers.reduce((sum, [, c]) => sum + discount(c), 0);
    const own = counts[n].get([...context, word].join(' ')) ?? 0;
    return (own - discount(own)) / total + (freed / total) * lower;
  }

  return (asked, position, word) => p(contextOf(asked, position, order - 1), word);
}
