/**
 * The training curve: a few hundred points, each with the mean loss since the one before; a
 * measurement on validation always makes a point.
 */
import type { StoredModel } from '../../engine/files/modelFile';
import type { Plan } from '../../engine/training/plan';
import type { StepReport } from '../../engine/training/trainingStep';
import type { CurvePoint } from '../../shared/contracts/trainer';

export interface Curve {
  readonly points: readonly CurvePoint[];
  add(report: StepReport, seconds: number): void;
}

const mostPoints = 400;

/** A point of a file, in which the rate and the norm may be missing. */
export function curvePoint(point: StoredModel['history'][number]): CurvePoint {
  return { learningRate: 0, gradientNorm: 0, ...point };
}

type Trained = Extract<StepReport, { kind: 'trained' }>;

/** @param planned is asked at every step: its number of steps can change */
export function createCurve(planned: () => Plan, before: StoredModel['history']): Curve {
  const points = before.map(curvePoint);
  const every = Math.max(1, Math.ceil(planned().steps / mostPoints));
  let losses: number[] = [];
  let latest: Trained | undefined;

  const push = (step: number, seconds: number, validation?: number): void => {
    const previous = points.at(-1);
    const mean = losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
    points.push({
      step,
      seconds,
      loss: losses.length > 0 ? mean : (previous?.loss ?? validation ?? 0),
      learningRate: latest?.learningRate ?? previous?.learningRate ?? 0,
      gradientNorm: latest?.gradientNorm ?? previous?.gradientNorm ?? 0,
      ...(validation === undefined ? {} : { validation }),
    });
    losses = [];
  };

  return {
    points,
    add(report, seconds) {
      if (report.kind === 'validated') {
        push(report.step, seconds, Number.isFinite(report.loss) ? report.loss : undefined);
        return;
      }
      if (report.recovered) return; // its numbers are not finite
      losses.push(report.loss);
      latest = report;
      const plan = planned();
      const validationFollows =
        report.step % plan.validateEvery === 0 || report.step === plan.steps;
      if (report.step % every === 0 && !validationFollows) push(report.step, seconds);
    },
  };
}
