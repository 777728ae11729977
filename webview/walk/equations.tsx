/**
 * The equations with the numbers of one step put in. Numbers are rounded to three decimals where
 * they are written, never before.
 */
import type { ComponentChildren, JSX } from 'preact';
import type { CellStep, GateStep, StepTerm } from '../../src/shared/questions/cellSteps';
import { gateValue, whole } from '../parts/numbers';
import { keptOf, writtenOf } from './stepStory';

export function Equations({ step }: { readonly step: CellStep }): JSX.Element {
  const { forgetGate, inputGate, candidate, outputGate } = step;
  const { cellStateBefore, cellState, hiddenState } = step;
  return (
    <div class="equations">
      <GateEquation letter="f" name="Forget gate" by="σ" gate={forgetGate} />
      <GateEquation letter="i" name="Input gate" by="σ" gate={inputGate} />
      <GateEquation letter="g" name="Candidate" by="tanh" gate={candidate} />
      <Equation name="Cell state" symbols="c = f · c before + i · g">
        = {factor(forgetGate.value)} · {factor(cellStateBefore)} + {factor(inputGate.value)} ·{' '}
        {factor(candidate.value)}
        <Line>
          = {factor(keptOf(step))} + {factor(writtenOf(step))}
        </Line>
        <Line>
          = <b>{gateValue(cellState)}</b>
        </Line>
      </Equation>
      <GateEquation letter="o" name="Output gate" by="σ" gate={outputGate} />
      <Equation name="Hidden state" symbols="h = o · tanh(c)">
        = {factor(outputGate.value)} · tanh({gateValue(cellState)})
        <Line>
          = {factor(outputGate.value)} · {factor(Math.tanh(cellState))}
        </Line>
        <Line>
          = <b>{gateValue(hiddenState)}</b>
        </Line>
      </Equation>
    </div>
  );
}

function GateEquation(properties: {
  readonly letter: string;
  readonly name: string;
  readonly by: 'σ' | 'tanh';
  readonly gate: GateStep;
}): JSX.Element {
  const { letter, name, by, gate } = properties;
  return (
    <Equation name={name} symbols={`${letter} = ${by}(b + w · x + u · h before)`}>
      = {by}( <Part caption="bias b">{gateValue(gate.bias)}</Part>
      {gate.terms.map((term) => (
        <span key={`${term.of}${term.place}`}>
          {' + '}
          <Part caption={captionOf(term)}>
            {factor(term.weight)} · {factor(term.input)}
          </Part>
        </span>
      ))}
      {gate.restCount > 0 && (
        <span>
          {' + '}
          <Part caption={`${whole(gate.restCount)} others`}>{factor(gate.rest)}</Part>
        </span>
      )}{' '}
      )
      <Line>
        = {by}({gateValue(gate.sum)})
      </Line>
      <Line>
        = <b>{gateValue(gate.value)}</b>
      </Line>
    </Equation>
  );
}

/** x and h with the number of their place; what they are is said once, under the equations. */
const captionOf = ({ of, place }: StepTerm): string => `${of === 'before' ? 'h' : 'x'} ${place}`;

function Equation(properties: {
  readonly name: string;
  readonly symbols: string;
  readonly children: ComponentChildren;
}): JSX.Element {
  return (
    <section class="worked">
      <h3>
        {properties.name} <span class="equation">{properties.symbols}</span>
      </h3>
      <div class="number">{properties.children}</div>
    </section>
  );
}

const Line = ({ children }: { readonly children: ComponentChildren }): JSX.Element => (
  <div class="worked-line">{children}</div>
);

const Part = (properties: {
  readonly caption: string;
  readonly children: ComponentChildren;
}): JSX.Element => (
  <span class="part">
    <span>{properties.children}</span>
    <small>{properties.caption}</small>
  </span>
);

/** Negative numbers in brackets, as in a product. */
function factor(value: number): string {
  const text = gateValue(value);
  return text.startsWith('−') ? `(${text})` : text;
}
