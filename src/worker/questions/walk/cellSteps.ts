/** Answers the walk-through: one unit at a few tokens, every equation worked out by the engine. */
import type { Equation } from '../../../engine/cells/definition';
import type { AnalystContract } from '../../../shared/contracts/analyst';
import type {
  CellStep,
  CellSteps,
  CellStepsRequest,
  WindowWord,
} from '../../../shared/questions/cellSteps';
import { success } from '../../../shared/failures';
import { mostSteps, mostTerms } from '../../../shared/questions/cellSteps';
import type { Look } from '../../documents/look';
import { calledOf, sketchOf } from './diagrams/sketchOf';
import type { Sketch } from './diagrams/sketch';
import { stepReading, type StepPlace, type WalkView } from './stepReading';
import { stepRows } from './stepRows';
import { storyOf } from './story';
import { valueOf, workedEquation } from './workedEquation';

export interface WalkLook extends Pick<Look, 'read'> {
  readonly view: WalkView;
}

export async function cellSteps(
  look: WalkLook,
  request: CellStepsRequest,
): Promise<ReturnType<AnalystContract['cellSteps']>> {
  const { view } = look;
  const { layers } = view.predictor;
  const place = {
    layer: Math.min(request.layer, layers.length - 1),
    unit: Math.min(request.unit, view.model.network.shape.H - 1),
    terms: Math.min(request.terms, mostTerms),
  };
  const from = Math.min(request.from, view.ids.length);
  const count = Math.min(request.count, mostSteps, view.ids.length - from);
  const { cell } = layers[place.layer];
  const sketch = sketchOf(cell, place.layer);
  const steps: CellStep[] = [];
  const approximate = await look.read(from, count, (token) =>
    steps.push(stepOf(view, token, place, sketch)),
  );
  const { layer, unit } = place;
  const { diagram, copy } = sketch;
  const answer: CellSteps = {
    ...{ ...view.versions, layer, unit, from, steps, approximate },
    ...{ called: calledOf(cell), diagram, copy },
  };
  return success(answer);
}

/** Of the token that the predictor has just read. */
function stepOf(view: WalkView, token: number, place: StepPlace, sketch: Sketch): CellStep {
  const { text } = view;
  const step = stepReading(view, place);
  const equations = sketch.order.map((letter) =>
    equationOf(step.cell.definition.equations, letter),
  );
  const window = windowOf(view, token, place.layer);
  return {
    ...wordAt(view, token),
    span: { start: text.start(token), end: text.end(token) },
    ...(window && { window }),
    equations: equations.map((equation) => workedEquation(equation, step)),
    drawn: sketch.shown.map((part) => valueOf(part, step)),
    story: storyOf(step),
    rows: stepRows(equations, step),
  };
}

function equationOf(equations: readonly Equation[], letter: string): Equation {
  const found = equations.find((equation) => equation.letter === letter);
  if (!found) throw new Error(`There is no equation of ${letter}.`);
  return found;
}

const wordAt = ({ text, ids, model }: WalkView, token: number): WindowWord => ({
  word: text.token(token),
  known: ids.id(token) !== model.vocabulary.unknown,
});

/** What the first layer of a network on a window of words reads: the words up to this one. */
function windowOf(view: WalkView, token: number, layer: number): WindowWord[] | undefined {
  const { window } = view.model.network.shape;
  if (window === undefined || layer > 0) return undefined;
  return Array.from({ length: window }, (_, n) => {
    const at = token - window + 1 + n;
    return at < 0 ? { word: '', known: true } : wordAt(view, at);
  });
}
