/** Answers the walk-through: one unit at a few tokens, every gate taken apart by the engine. */
import { takeGateApart } from '../../engine/inspection/cellStep';
import type { gateBlocks, Term } from '../../engine/inspection/cellStep';
import type { AnalystContract } from '../../shared/contracts/analyst';
import type {
  CellStep,
  CellSteps,
  CellStepsRequest,
  GateStep,
  StepTerm,
} from '../../shared/questions/cellSteps';
import { success } from '../../shared/failures';
import { mostSteps, mostTerms } from '../../shared/questions/cellSteps';
import type { DocumentView } from '../view/documentView';
import type { Look } from '../documents/look';

interface Place {
  readonly layer: number;
  readonly unit: number;
  readonly terms: number;
}

export async function cellSteps(
  look: Look,
  request: CellStepsRequest,
): Promise<ReturnType<AnalystContract['cellSteps']>> {
  const { view } = look;
  const { L, H } = view.model.network.shape;
  const place = {
    layer: Math.min(request.layer, L - 1),
    unit: Math.min(request.unit, H - 1),
    terms: Math.min(request.terms, mostTerms),
  };
  const from = Math.min(request.from, view.ids.length);
  const count = Math.min(request.count, mostSteps, view.ids.length - from);
  const steps: CellStep[] = [];
  const approximate = await look.read(from, count, (token) =>
    steps.push(stepOf(view, token, place)),
  );
  const { layer, unit } = place;
  const answer: CellSteps = { ...view.versions, layer, unit, from, steps, approximate };
  return success(answer);
}

/** Of the token that the predictor has just read. */
function stepOf(view: DocumentView, token: number, { layer, unit, terms }: Place): CellStep {
  const { text, ids, model, predictor } = view;
  const weights = model.network.parameters.layers[layer];
  const reading = predictor.layers[layer];
  const gate = (letter: keyof typeof gateBlocks): GateStep => {
    const apart = takeGateApart(weights, letter, unit, reading.x, reading.before.h, terms);
    const named = apart.terms.map((term) => nameTerm(term, layer));
    return { ...apart, value: reading.values[letter][unit], terms: named };
  };
  return {
    word: text.token(token),
    span: { start: text.start(token), end: text.end(token) },
    known: ids.id(token) !== model.vocabulary.unknown,
    inputGate: gate('i'),
    forgetGate: gate('f'),
    candidate: gate('g'),
    outputGate: gate('o'),
    cellStateBefore: reading.before.c[unit],
    cellState: reading.values.c[unit],
    hiddenState: reading.h[unit],
  };
}

const nameTerm = (term: Term, layer: number): StepTerm => ({
  ...term,
  of: term.of === 'h' ? 'before' : layer === 0 ? 'word' : 'below',
});
