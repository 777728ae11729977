/** An explanation in one or two sentences; words of the text are parts of their own. */
import type { EarlierWord, Explanation } from '../../../src/shared/questions/explain';
import { percent, whole } from '../../parts/numbers';

export type Part = string | { readonly word: string };

/** Fewer bits are not worth a sentence: a seventh more or less probable. */
const leastBits = 0.2;

export function whySentence(answer: Explanation): Part[] {
  return [...prediction(answer), ...reason(answer), ...copies(answer)];
}

function prediction({ word, bits, rank, known }: Explanation): Part[] {
  const place = rank === 1 ? 'its first choice' : `its choice number ${whole(rank)}`;
  const stands = known ? '' : ', like any word that it does not know';
  return ['The network gave ', { word }, ` ${percent(2 ** -bits)}${stands}, ${place}. `];
}

function reason({ words }: Explanation): Part[] {
  if (words.length === 0) return ['This is the beginning of the text: no word comes before it. '];
  const byChange = [...words].sort((one, other) => other.bits - one.bits);
  const [first, second] = byChange;
  const against = byChange.at(-1);
  const pro = first && first.bits >= leastBits ? support(first, second, words) : [];
  const contra =
    against && against.bits <= -Math.max(leastBits, (first?.bits ?? 0) / 3)
      ? [
          'Evidence against it came from ',
          { word: against.word },
          `, ${distance(words, against)}: with another word there it would have been ${bitsText(against.bits)} less surprising. `,
        ]
      : [];
  if (pro.length + contra.length > 0) return [...pro, ...contra];
  return [
    `No single word decided that: replacing any of the last ${whole(words.length)} changes its surprise by less than ${leastBits} bits. `,
  ];
}

function support(
  first: EarlierWord,
  second: EarlierWord | undefined,
  words: readonly EarlierWord[],
): Part[] {
  const most: Part[] = [
    'The strongest evidence for it was ',
    { word: first.word },
    `, ${distance(words, first)}: with another word there it would have been ${bitsText(first.bits)} more surprising`,
  ];
  if (!second || second.bits < Math.max(leastBits, first.bits / 3)) return [...most, '. '];
  const rest = `, ${distance(words, second)} (${bitsText(second.bits)}). `;
  return [...most, '; then ', { word: second.word }, rest];
}

function copies({ places }: Explanation): Part[] {
  const matched = Math.max(0, ...places.map((place) => place.matched));
  if (matched > 1) return [`Elsewhere it follows the same ${matched} words as here, see below.`];
  if (matched === 1) return ['Elsewhere it follows the same word as here, see below.'];
  return places.length > 0 ? ['The cache remembers it from similar places, see below.'] : [];
}

const bitsText = (bits: number): string => `${Math.abs(bits).toFixed(1)} bits`;

/** The list begins with the word just before. */
function distance(words: readonly EarlierWord[], word: EarlierWord): string {
  const back = words.indexOf(word) + 1;
  return back === 1 ? 'just before it' : `${back} words back`;
}
