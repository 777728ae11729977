/** The deep vector of sources: what stands between reading and writing, all that a network without attention knows of one. */
import { sequencesFrom } from '../../training/pairs/pairSequences';
import { readSources, vectorAt } from '../../training/pairs/reading';
import type { Translator } from '../../training/pairs/translator';

/** @param ids of each source, at most as many as are read side by side. @returns [sources][H]; 0 of an empty one */
export function vectorsOf(translator: Translator, ids: readonly number[][]): Float32Array {
  const { H } = translator.network.shape;
  const width = translator.network.layout.padded.H;
  const full = ids.flatMap((tokens, source) => (tokens.length > 0 ? [source] : []));
  const found = new Float32Array(ids.length * H);
  if (full.length === 0) return found;
  const sources = sequencesFrom(full.map((source) => ids[source]));
  const reading = readSources(translator, sources, Int32Array.from(full.keys()));
  full.forEach((source, b) => {
    const from = vectorAt(reading, b) * width;
    found.set(reading.states.subarray(from, from + H), source * H);
  });
  return found;
}
