/**
 * An equation as a textbook prints it: σ, ⊙, ′, and each matrix and vector with its subscript. As
 * pieces, which pages set as they like, as one line of text, and as words for a screen reader.
 */
import type { Equation, Expression } from '../definition';
import { signsOf, type Sign } from '../notation/signs';

export interface Piece {
  readonly role: 'quantity' | 'vector' | 'matrix' | 'input' | 'function' | 'number' | 'sign';
  /** With the spaces that belong around it; without subscript and prime. */
  readonly text: string;
  readonly subscript?: string;
  readonly primed?: true;
  /** What a screen reader says of it; nothing where it says nothing. */
  readonly said: string;
}

/** The whole equation: `i = σ(W_i x + U_i h′ + b_i)`. */
export const displayEquation = ({ letter, value }: Equation): readonly Piece[] => [
  { role: 'quantity', text: letter, said: letter },
  { role: 'sign', text: ' = ', said: 'is' },
  ...displayExpression(value),
];

export const displayExpression = (expression: Expression): readonly Piece[] =>
  signsOf(expression).map(pieceOf);

export const textOf = (pieces: readonly Piece[]): string =>
  pieces
    .map(({ text, subscript, primed }) => {
      const below = subscript === undefined ? '' : `_${subscript}`;
      return `${text}${below}${primed === true ? '′' : ''}`;
    })
    .join('');

/** “i is sigmoid of open bracket W i times x plus …”. */
export const wordsOf = (pieces: readonly Piece[]): string =>
  pieces
    .map(({ said }) => said)
    .filter((said) => said !== '')
    .join(' ');

const functions: Readonly<Record<string, { text: string; said: string }>> = {
  sigmoid: { text: 'σ', said: 'sigmoid of' },
  sqrt: { text: '√', said: 'square root of' },
  max: { text: 'max', said: 'the larger of' },
  min: { text: 'min', said: 'the smaller of' },
};

const signs = {
  '+': { text: ' + ', said: 'plus' },
  '-': { text: ' − ', said: 'minus' },
  '*': { text: ' ⊙ ', said: 'times' },
  '/': { text: ' / ', said: 'divided by' },
  times: { text: ' · ', said: 'times' },
  minus: { text: '−', said: 'minus' },
  between: { text: ' ', said: 'times' },
} as const;

const brackets = {
  '(': { text: '(', said: 'open bracket' },
  ')': { text: ')', said: 'close bracket' },
  ',': { text: ', ', said: 'and' },
} as const;

function pieceOf(sign: Sign): Piece {
  switch (sign.role) {
    case 'number': {
      const text = String(sign.value).replace('-', '−');
      return { role: 'number', text, said: String(sign.value) };
    }
    case 'quantity':
      return sign.before
        ? { role: 'quantity', text: sign.letter, primed: true, said: `${sign.letter} before` }
        : { role: 'quantity', text: sign.letter, said: sign.letter };
    case 'vector':
    case 'matrix': {
      const { role, letter, block } = sign;
      return { role, text: letter, subscript: block, said: `${letter} ${block}` };
    }
    case 'input':
      return { role: 'input', text: 'x', said: 'x' };
    case 'function': {
      const { name } = sign;
      const known = Object.hasOwn(functions, name) ? functions[name] : undefined;
      return { role: 'function', ...(known ?? { text: name, said: `${name} of` }) };
    }
    case 'sign':
      return { role: 'sign', ...signs[sign.sign] };
    case 'bracket': {
      const { text, said } = brackets[sign.sign];
      return { role: 'sign', text, said: sign.bare ? '' : said };
    }
  }
}
