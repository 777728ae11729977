/** An equation with the numbers of a step put in, line by line, as pieces that the page sets. */
import { displayEquation, wordsOf } from '../../../engine/cells/display/display';
import {
  blackboardText,
  functionSign,
  grouped,
  isWrapped,
  signBefore,
  type Grouped,
} from '../../../engine/cells/display/grouped';
import type { Equation } from '../../../engine/cells/definition';
import {
  product,
  reduced,
  workOut,
  type Term,
  type Worked,
  type WorkedSum,
} from '../../../engine/inspection/cellStep';
import type {
  StepSum,
  StepTerm,
  WorkedEquation,
  WorkedPiece,
} from '../../../shared/questions/cellSteps';
import type { StepReading } from './stepReading';

export function workedEquation(equation: Equation, step: StepReading): WorkedEquation {
  const { letter, name, title, value } = equation;
  const tree = grouped(value);
  const worked = workOut(tree, step.arithmetic, step.unit, step.terms);
  return {
    ...{ name, title, said: wordsOf(displayEquation(equation)) },
    symbols: `${letter} = ${blackboardText(tree)}`,
    lines: linesOf(worked, step),
    value: step.value(letter),
    sums: sumsIn(worked).map((sum) => stepSum(sum, step)),
  };
}

function linesOf(worked: Worked, step: StepReading): WorkedPiece[][] {
  const lines: WorkedPiece[][] = [];
  for (let line = worked; line.kind !== 'number'; line = reduced(line)) {
    lines.push(piecesOf(line, true, step));
  }
  // `e = c′`: what it is worked out from stands above its value, too.
  return lines.length === 0 ? [piecesOf(worked, true, step)] : lines;
}

/** @param bare a negative number stands in no brackets */
function piecesOf(worked: Worked, bare: boolean, step: StepReading): WorkedPiece[] {
  switch (worked.kind) {
    case 'number':
      return [numberPiece(worked, bare)];
    case 'sum':
      return sumPieces(worked, step);
    case 'call': {
      const [open, close] = worked.of.some(({ kind }) => kind === 'sum')
        ? ['( ', ' )']
        : ['(', ')'];
      const inner = worked.of.flatMap((part, n) => [
        ...(n > 0 ? [', '] : []),
        ...piecesOf(part, true, step),
      ]);
      return [functionSign(worked.name) + open, ...inner, close];
    }
    case 'chain':
      return worked.items.flatMap((part, n) => {
        const item = worked.chain.items[n];
        const isInBrackets = part.kind !== 'number' && isWrapped(worked.chain, item);
        const sign = signBefore(item, n);
        const pieces = piecesOf(part, false, step);
        const wrapped = isInBrackets ? ['(', ...pieces, ')'] : pieces;
        return sign === '' ? wrapped : [sign, ...wrapped];
      });
  }
}

function numberPiece(
  { value, of }: Extract<Worked, { kind: 'number' }>,
  bare: boolean,
): WorkedPiece {
  if (of === 'text') return String(value).replace('-', '−');
  return {
    ...{ numbers: [value], bare },
    ...(typeof of === 'object' && { caption: of.vector }),
  };
}

function sumPieces({ bias, terms, rest, restCount }: WorkedSum, step: StepReading): WorkedPiece[] {
  const parts: { readonly minus: boolean; readonly piece: WorkedPiece }[] = [
    ...(bias
      ? [
          {
            minus: false,
            piece: { numbers: [bias.value], bare: true, caption: `bias ${bias.letter}` },
          },
        ]
      : []),
    ...terms.map((term) => ({
      minus: term.minus,
      piece: {
        ...{ numbers: [term.weight, term.input], bare: false },
        caption: captionOf(term, step),
      },
    })),
    ...(restCount > 0
      ? [
          {
            minus: false,
            piece: {
              ...{ numbers: [rest], bare: false },
              caption: `${restCount.toLocaleString('en')} others`,
            },
          },
        ]
      : []),
  ];
  return parts.flatMap(({ minus, piece }, n) => {
    const sign = n === 0 ? (minus ? '−' : '') : minus ? ' − ' : ' + ';
    return sign === '' ? [piece] : [sign, piece];
  });
}

/** x and h with the number of their place; what they are is said once, under the equations. */
function captionOf({ of, operand, place }: Term, { windowWord }: StepReading): string {
  const word = of === 'x' ? windowWord(place) : undefined;
  if (word) return `x ${word.place} of word ${word.back === 0 ? 'now' : `−${word.back}`}`;
  return `${operand === 'h before' ? 'h' : operand} ${place}`;
}

function inputOf({ of, operand, place }: Term, { layer, windowWord }: StepReading): string {
  if (of === 'x') {
    const word = windowWord(place);
    if (word) return `word ${word.place}, ${word.back} back`;
    return `${layer === 0 ? 'word' : 'below'} ${place}`;
  }
  return `${operand === 'h before' ? 'before' : operand} ${place}`;
}

const stepSum = (
  { value, bias, terms, rest, restCount }: WorkedSum,
  step: StepReading,
): StepSum => ({
  sum: value,
  ...(bias && { bias: bias.value }),
  terms: terms.map((term): StepTerm => ({
    ...{ caption: captionOf(term, step), input: inputOf(term, step) },
    ...{ weight: term.weight, value: term.input, product: product(term) },
  })),
  ...{ rest, restCount },
});

function sumsIn(worked: Worked): WorkedSum[] {
  if (worked.kind === 'sum') return [worked];
  if (worked.kind === 'number') return [];
  return (worked.kind === 'call' ? worked.of : worked.items).flatMap(sumsIn);
}

/** The value of any part of an equation, to the last bit as where it is written out. */
export const valueOf = (part: Grouped, { arithmetic, unit, terms }: StepReading): number =>
  workOut(part, arithmetic, unit, terms).value;
