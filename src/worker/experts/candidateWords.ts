/**
 * The words of a lexicon that completion may offer, looked up by scanning: for one token typed letter
 * by letter, each beginning longer than the one before. A sorted index would have to follow every edit.
 */
import type { OfferedWords } from '../../engine/ghostText/typingSimulation';
import { letterWorth } from '../../engine/text/words/letterWorth';
import type { Lexicon } from '../../engine/text/words/lexicon';

export function candidateWords({ words, alphabetic, size }: Lexicon): OfferedWords {
  const all = new Int32Array(size);
  let count = 0;
  for (let id = 1; id < size; id++) if (alphabetic[id] === 1) all[count++] = id;
  let last = { prefix: '', ids: all.subarray(0, count) };
  const filtered = (ids: Int32Array, prefix: string): Int32Array<ArrayBuffer> =>
    Int32Array.from(ids.filter((id) => words[id].startsWith(prefix)));
  return {
    words,
    count,
    lettersOf: (id) => letterWorth(words[id]),
    beginning(prefix) {
      const among = prefix.startsWith(last.prefix) ? last.ids : all.subarray(0, count);
      if (prefix !== last.prefix) last = { prefix, ids: filtered(among, prefix) };
      return last.ids;
    },
  };
}
