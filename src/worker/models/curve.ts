/**
 * The training curve: a few hundred points, each with the mean loss since the one before; a measurement
 * on validation always makes a point. An interrupted training saves the data of its next point, and so
 * ends with the curve that it would have had.
 */
import type { StoredModel } from '../../engine/files/modelFile';
import type { Plan } from '../../engine/training/plan';
import type { StepReport } from '../../engine/training/trainingStep';
import type { CurvePoint } from '../../shared/model/training';

export interface Curve {
  readonly points: readonly CurvePoint[];
  add(report: StepReport, seconds: number): void;
  /** What the next point will be made of. */
  pending(): PendingPoint;
}

/** Losses of the steps since the last point, and what the latest step said of itself. */
export interface PendingPoint {
  readonly losses: readonly number[];
  readonly latest?: Pick<CurvePoint, 'learningRate' | 'gradientNorm'>;
}

const mostPoints = 400;

/** Points that a training of this plan makes. */
export const pointsOf = (plan: Plan): number =>
  Math.ceil(plan.steps / pointEvery(plan)) + Math.ceil(plan.steps / plan.validateEvery) + 1;

/** By the number of steps that were planned at first: a training that is resumed knows that one, too. */
const pointEvery = ({ steps, earlier = [] }: Plan): number =>
  Math.max(1, Math.ceil((earlier.at(0)?.steps ?? steps) / mostPoints));

/** A point of a file, in which the rate and the norm may be missing. */
export function curvePoint(point: StoredModel['history'][number]): CurvePoint {
  return { learningRate: 0, gradientNorm: 0, ...point };
}

/** Seconds at which the weights of that step were measured. */
export const measuredAt = (points: readonly CurvePoint[], step: number): number | undefined =>
  points.findLast((point) => point.step === step && point.validation !== undefined)?.seconds;

/** @param planned is asked at every step: its number of steps can change */
export function createCurve(
  planned: () => Plan,
  before: StoredModel['history'],
  pending: PendingPoint = { losses: [] },
): Curve {
  const points = before.map(curvePoint);
  const every = pointEvery(planned());
  let losses = [...pending.losses];
  let latest = pending.latest;

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
    pending: () => ({ losses: [...losses], ...(latest ? { latest } : {}) }),
    add(report, seconds) {
      if (report.kind === 'validated') {
        push(report.step, seconds, Number.isFinite(report.loss) ? report.loss : undefined);
        return;
      }
      if (report.recovered) return; // its numbers are not finite
      losses.push(report.loss);
      const { learningRate, gradientNorm } = report;
      latest = { learningRate, gradientNorm };
      const plan = planned();
      const validationFollows =
        report.step % plan.validateEvery === 0 || report.step === plan.steps;
      if (report.step % every === 0 && !validationFollows) push(report.step, seconds);
    },
  };
}
