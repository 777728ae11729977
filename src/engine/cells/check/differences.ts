/**
 * Central differences of the walked equations against the gradients of the compiled cell. Through
 * `stop(…)` nothing flows: there the values of the undisturbed pass are kept.
 */
import { lossOf, runTrial, walkTrial, type Trial } from './trial';

/** Numbers of about 1: the error of a difference, h^2 / 6 times a third derivative, is below 1e-9. */
const h = 1e-5;
/** |numeric - analytic| at most `relative` |analytic| + `absolute`. */
const relative = 1e-6;
const absolute = 1e-9;

export interface Difference {
  /** `weight_ih`, `x`, or a state before the first step: `c'`. */
  readonly of: string;
  /** The largest of |numeric - analytic| over what it may be: at most 1. */
  readonly worst: number;
}

export function compareGradients(trial: Trial): Difference[] {
  const { cell } = trial.compilation;
  const gradients = runTrial(trial);
  const values: Float64Array[] = [];
  walkTrial(trial, { values, next: undefined });
  const loss = (): number => lossOf(trial, walkTrial(trial, { values, next: 0 }));
  const compare = (of: string, at: Float64Array, analytic: Float64Array): Difference => ({
    of,
    worst: Math.max(0, ...analytic.map((slope, n) => excess(slope, slopeAt(at, n, loss)))),
  });
  return [
    ...cell.tensors.map(({ name }, index) =>
      compare(name, trial.weights.tensors[index], gradients.tensors[index]),
    ),
    compare('x', trial.record.x, gradients.x),
    ...cell.states.map(({ letter }, state) =>
      compare(`${letter}'`, trial.record.states[state], gradients.starts[state]),
    ),
  ];
}

function slopeAt(values: Float64Array, n: number, loss: () => number): number {
  const value = values[n];
  values[n] = value + h;
  const above = loss();
  values[n] = value - h;
  const below = loss();
  values[n] = value;
  return (above - below) / (2 * h);
}

/** NaN counts as infinitely far. */
function excess(analytic: number, numeric: number): number {
  const share = Math.abs(numeric - analytic) / (relative * Math.abs(analytic) + absolute);
  return Number.isNaN(share) ? Infinity : share;
}
