/**
 * The equations with the numbers of one step put in. Numbers are rounded to three decimals where
 * they are written, never before.
 */
import type { JSX } from 'preact';
import type { CellStep, WorkedEquation, WorkedPiece } from '../../src/shared/questions/cellSteps';
import { gateValue } from '../parts/numbers';

export const Equations = ({ step }: { readonly step: CellStep }): JSX.Element => (
  <div class="equations">
    {step.equations.map((equation) => (
      <Worked key={equation.name} equation={equation} />
    ))}
  </div>
);

function Worked({ equation }: { readonly equation: WorkedEquation }): JSX.Element {
  const { title, symbols, said, lines, value } = equation;
  const [first = [], ...others] = lines.map((line) => ['= ', ...line]);
  return (
    <section class="worked">
      <h3>
        {!symbols.startsWith(`${title} = `) && title}{' '}
        <span class="equation" aria-hidden="true">
          {symbols}
        </span>
        <span class="unseen">{said}</span>
      </h3>
      <div class="number">
        {first.map(Piece)}
        {others.map((line, n) => (
          <div key={n} class="worked-line">
            {line.map(Piece)}
          </div>
        ))}
        <div class="worked-line">
          = <b>{gateValue(value)}</b>
        </div>
      </div>
    </section>
  );
}

function Piece(piece: WorkedPiece): JSX.Element | string {
  if (typeof piece === 'string') return piece;
  const { numbers, bare, caption } = piece;
  const text = numbers.map(bare ? gateValue : factor).join(' · ');
  return caption === undefined ? (
    text
  ) : (
    <span class="part">
      <span>{text}</span>
      <small>{caption}</small>
    </span>
  );
}

/** Negative numbers in brackets, as in a product. */
function factor(value: number): string {
  const text = gateValue(value);
  return text.startsWith('−') ? `(${text})` : text;
}
