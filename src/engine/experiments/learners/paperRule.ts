/** What the rule of 1997 changes after an answer: steepest descent on half the squared errors. */
import type { ActiveInputs, PaperLayout, PaperState } from './paperNetwork';

export interface PaperRule {
  /** After `answerPaper`: adds `rate` times the descent to `into`, which may be the weights themselves. */
  apply(
    weights: Float64Array,
    state: PaperState,
    input: ActiveInputs,
    targets: Float64Array,
    from: number,
    rate: number,
    into: Float64Array,
  ): void;
}

export function createPaperRule(layout: PaperLayout): PaperRule {
  const { inputs, outputs, hidden, gates, cells, row, outputRow, size, blocks, recurrent } = layout;
  const deltas = new Float64Array(outputs);
  /** The errors that reach what a cell shows. */
  const reaching = new Float64Array(cells);
  const first = hidden * row;

  const findErrors = (
    weights: Float64Array,
    state: PaperState,
    targets: Float64Array,
    from: number,
  ): void => {
    reaching.fill(0);
    for (let k = 0; k < outputs; k++) {
      const y = state.outputs[k];
      deltas[k] = y * (1 - y) * (targets[from + k] - y);
      for (let c = 0; c < cells; c++) reaching[c] += weights[first + k * outputRow + c] * deltas[k];
    }
  };

  const changeOutputs = (
    { shown }: PaperState,
    { count, at, values }: ActiveInputs,
    rate: number,
    into: Float64Array,
  ): void => {
    for (let k = 0; k < outputs; k++) {
      const start = first + k * outputRow;
      const change = rate * deltas[k];
      for (let c = 0; c < cells; c++) into[start + c] += change * shown[gates + c];
      if (layout.direct) {
        for (let n = 0; n < count; n++) into[start + cells + at[n]] += change * values[n];
      }
      if (layout.outputBias) into[start + outputRow - 1] += change;
    }
  };

  const changeOutputGate = (
    block: number,
    { gate, squashed, fedBack }: PaperState,
    { count, at, values }: ActiveInputs,
    rate: number,
    into: Float64Array,
  ): void => {
    const unit = blocks + block;
    let reached = 0;
    for (let c = block * size; c < (block + 1) * size; c++) reached += squashed[c] * reaching[c];
    const change = rate * gate[unit] * (1 - gate[unit]) * reached;
    const start = unit * row;
    for (let n = 0; n < count; n++) into[start + at[n]] += change * values[n];
    if (recurrent) for (let u = 0; u < hidden; u++) into[start + inputs + u] += change * fedBack[u];
    if (layout.hiddenBias(unit)) into[start + row - 1] += change;
  };

  const changeCell = (c: number, state: PaperState, rate: number, into: Float64Array): void => {
    const block = Math.floor(c / size);
    const open = layout.outputGates ? state.gate[blocks + block] : 1;
    const change = rate * open * state.squashedSlope[c] * reaching[c];
    const [own, gate, from] = [(gates + c) * row, block * row, c * row];
    for (let m = 0; m < row - 1; m++) {
      into[own + m] += change * state.byCell[from + m];
      into[gate + m] += change * state.byInputGate[from + m];
    }
    const bias = row - 1;
    if (layout.hiddenBias(gates + c)) into[own + bias] += change * state.byCell[from + bias];
    if (layout.hiddenBias(block)) into[gate + bias] += change * state.byInputGate[from + bias];
  };

  return {
    apply(weights, state, input, targets, from, rate, into) {
      findErrors(weights, state, targets, from);
      changeOutputs(state, input, rate, into);
      for (let b = 0; b < blocks && layout.outputGates; b++) {
        changeOutputGate(b, state, input, rate, into);
      }
      for (let c = 0; c < cells; c++) changeCell(c, state, rate, into);
    },
  };
}
