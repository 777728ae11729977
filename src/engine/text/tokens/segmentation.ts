/**
 * Cuts text of scripts without spaces (Han, Kana, Thai) into words with `Intl.Segmenter`, one
 * bounded slice at a time, because over one long string the segmenter is super-linear (160,000
 * characters took 10 s). A slice depends on the text after its start only, so after an edit the
 * cutting differs only until two chains of slices meet.
 */

/** No slice is longer, in UTF-16 units, unless a single letter with its marks is. */
export const LONGEST_SLICE = 512;
const SHORTEST_SLICE = 256;
/** Boundaries this close to the end of a slice may be the slice's doing rather than a word's. */
const UNSURE_TAIL = 64;

/** A word in each script that has a dictionary. */
const everyDictionary = '食べる ภาษาไทย ພາສາລາວ ភាសាខ្មែរ မြန်မာဘာသာ';

let known: Intl.Segmenter | undefined;

/** Made when the first such run is cut: most texts have none, and the dictionaries take a while. */
function segmenter(): Intl.Segmenter {
  if (known) return known;
  // The dictionaries are the same for every locale; a fixed one keeps the rules the same as well.
  known = new Intl.Segmenter('en', { granularity: 'word' });
  // ICU loads a dictionary when it first meets its script, and cuts a run that begins with a letter of
  // several scripts (“ー食べる”) otherwise before that than after it: the same text would be cut twice.
  for (const _ of known.segment(everyDictionary));
  return known;
}

/** Mixes the four units around a place, so that equal surroundings are equally likely to be cut. */
function surroundings(text: string, place: number): number {
  let hash = 0x9e3779b9;
  for (let at = place - 2; at < place + 2; at++) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x85ebca6b);
    hash ^= hash >>> 13;
  }
  return hash >>> 0;
}

/** The word boundary to stop at: the one whose surroundings hash lowest, the earliest if equal. */
function chooseStop(text: string, start: number, ends: readonly number[]): number {
  let stop = -1;
  let lowest = Infinity;
  ends.forEach((end, index) => {
    const length = end - start;
    if (length < SHORTEST_SLICE || length > LONGEST_SLICE - UNSURE_TAIL) return;
    const hash = surroundings(text, end);
    if (hash < lowest) [lowest, stop] = [hash, index];
  });
  return stop < 0 ? ends.length : stop + 1;
}

/**
 * @param end end of the slice: of the run, or of its first {@link LONGEST_SLICE} units
 * @param complete whether the run of unspaced letters ends at `end`
 * @returns ends of the words, ascending; the next slice begins at the last of them
 */
export function segmentSlice(
  text: string,
  start: number,
  end: number,
  complete: boolean,
): readonly number[] {
  const ends: number[] = [];
  for (const { index } of segmenter().segment(text.slice(start, end))) {
    if (index > 0) ends.push(start + index);
  }
  ends.push(end);
  return complete ? ends : ends.slice(0, chooseStop(text, start, ends));
}
