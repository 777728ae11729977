/**
 * What belongs to weights that a model no longer has: names of units, colours by a unit, lists of
 * found units. It is kept and shown as such until a person looks again, because after more training
 * a unit may do something else. Pure.
 */
import type { ColourMeasure } from '../../shared/questions/editor/colours';
import type { UnitNames } from '../../shared/model/unitNames';
import type { Session } from './sessionState';

/** Weights that change about once a second have no hash of their own. */
const whileTraining = 'training';

/** What tells the weights of now from others; undefined where there are none. */
export function weightsOf({ model, weights }: Session): string | undefined {
  return model?.kind === 'live' ? whileTraining : model && weights;
}

const mark = '(earlier weights)';

/** Names that were given to other weights than those of now. */
export function earlierNames(session: Session): UnitNames {
  const now = weightsOf(session);
  const { unitNames, namedWith } = session;
  return Object.fromEntries(Object.entries(unitNames).filter(([key]) => namedWith[key] !== now));
}

/** All names as they are shown, wherever they are shown. */
export function shownNames(session: Session | undefined): UnitNames {
  if (!session) return {};
  const shown: Record<string, string> = { ...session.unitNames };
  for (const [key, name] of Object.entries(earlierNames(session))) shown[key] = `${name} ${mark}`;
  return shown;
}

/** A unit is one of certain weights: those of now, where it was not said. */
export function withWeights(measure: ColourMeasure, session: Session | undefined): ColourMeasure {
  const weights = session && weightsOf(session);
  if (measure.by !== 'unit' || measure.weights !== undefined || !weights) return measure;
  return { ...measure, weights };
}

/** It was chosen in other weights than those of now. */
export function isEarlier(measure: ColourMeasure, session: Session | undefined): boolean {
  if (measure.by !== 'unit' || measure.weights === undefined) return false;
  return measure.weights !== (session && weightsOf(session));
}
