/** Steps of a synthetic network taken apart: sums that lead to its values, from made-up products. */
import type { CellSteps, GateStep, StepTerm } from '../../../src/shared/questions/cellSteps';
import type { QuantityName } from '../../../src/shared/model/cells';
import type { SyntheticNetwork, SyntheticText } from './syntheticNetwork';

interface Ask {
  readonly layer: number;
  readonly unit: number;
  readonly from: number;
  readonly count: number;
  readonly terms: number;
}

export function stepsOf(
  text: SyntheticText,
  { hidden, gates }: SyntheticNetwork,
  ask: Ask,
): Omit<CellSteps, 'documentVersion' | 'modelVersion'> {
  const end = Math.min(text.tokens.length, ask.from + ask.count);
  const value = (gate: QuantityName, token: number): number =>
    token < 0 ? 0 : gates[gate][token * hidden + ask.unit];
  const steps = Array.from({ length: Math.max(0, end - ask.from) }, (_, n) => {
    const token = ask.from + n;
    const gate = (name: QuantityName): GateStep =>
      gateStep(name, value(name, token), token, ask.terms, 2 * hidden);
    return {
      word: text.tokens[token],
      span: text.spans[token],
      known: text.known[token],
      inputGate: gate('inputGate'),
      forgetGate: gate('forgetGate'),
      candidate: gate('candidate'),
      outputGate: gate('outputGate'),
      cellStateBefore: value('cellState', token - 1),
      cellState: value('cellState', token),
      hiddenState: value('hiddenState', token),
    };
  });
  const { layer, unit, from } = ask;
  return { layer, unit, from, steps, approximate: false };
}

function gateStep(
  name: QuantityName,
  value: number,
  token: number,
  most: number,
  all: number,
): GateStep {
  const sum = name === 'candidate' ? Math.atanh(value) : Math.log(value / (1 - value));
  const bias = name === 'forgetGate' ? 1 : 0.02;
  const terms = Array.from({ length: most }, (_, at): StepTerm => {
    const weight = Math.sin(token + 3 * at + name.length) / (at + 1);
    const of = at % 2 === 0 ? 'word' : 'before';
    return { of, place: (token * 7 + at * 13) % (all / 2), weight, input: 0.9 / (at + 1) };
  });
  const products = terms.reduce((total, { weight, input }) => total + weight * input, 0);
  return { value, sum, bias, terms, rest: sum - bias - products, restCount: all - most };
}
