/** The shape of a word: one of eight, by its letters, digits and signs. */

export const shapes = [
  'unknown',
  'lower',
  'capitalised',
  'upper',
  'mixed',
  'digits',
  'withDigits',
  'signs',
  'joined',
] as const;
export type Shape = (typeof shapes)[number];

interface Made {
  digits: number;
  lower: number;
  upper: number;
  letters: number;
  signs: number;
}

export function shapeOf(word: string): Shape {
  const made = madeOf(word);
  if (made.letters === 0) return made.digits === 0 ? signsOnly(word) : 'digits';
  if (made.digits > 0) return 'withDigits';
  if (made.signs > 0) return 'joined';
  if (made.upper === 0) return 'lower';
  if (made.upper === made.letters) return made.letters === 1 ? 'capitalised' : 'upper';
  return made.upper === 1 && startsUpper(word) ? 'capitalised' : 'mixed';
}

const signsOnly = (word: string): Shape => (word === '' ? 'unknown' : 'signs');

function madeOf(word: string): Made {
  const made: Made = { digits: 0, lower: 0, upper: 0, letters: 0, signs: 0 };
  for (const sign of word) {
    const [low, high] = [sign.toLowerCase(), sign.toUpperCase()];
    if (sign >= '0' && sign <= '9') made.digits++;
    else if (low !== high || isLetter(sign)) made.letters++;
    else made.signs++;
    if (low !== high && sign === high) made.upper++;
    if (low !== high && sign === low) made.lower++;
  }
  return made;
}

/** Of scripts without capitals, too. */
const isLetter = (sign: string): boolean => /\p{L}/u.test(sign);

const startsUpper = (word: string): boolean => {
  const [first = ''] = word;
  return first !== first.toLowerCase();
};
