/**
 * Answers what if: a stretch of the text read as it is and with interventions, and the loss when
 * whole gates are held at their means. Means are over the text as read, from its beginning, as far as
 * it can be read in some seconds; they are kept until text or model change.
 */
import { createMeanTaker } from '../../engine/inspection/means';
import type {
  Intervention as CellIntervention,
  Means,
  Target,
} from '../../engine/inspection/interventions';
import { rank, top } from '../../engine/reading/bitsAndRank';
import type { Readings } from '../../engine/inspection/whatIf';
import { changeOf } from '../../engine/inspection/whatIf';
import { extremes } from '../../engine/reading/extremes';
import { failed, success, type Failure, type Result } from '../../shared/failures';
import type { QuantityName } from '../../shared/model/cells';
import type { Stretch } from '../../shared/model/passage';
import { transferred } from '../../shared/wire/rpc';
import type {
  ComparedWord,
  Intervention,
  InterventionTarget,
  WhatIf,
  WhatIfRequest,
} from '../../shared/questions/whatIf';
import { whatIfBounds as bounds, type whatIfQuestions } from '../../shared/questions/whatIf';
import type { LongQuestionMemory } from '../models/longQuestionMemory';
import type { DocumentView } from '../view/documentView';
import { letterOf } from './gates/quantityOf';
import type { Look } from '../documents/look';
import { mean, passage, stretchAround, surveyed } from '../documents/tokenRanges';
import type { LabelTokens } from './labelledChange';
import { partBy } from './labelledChange';
import type { Answers } from './serveQuestions';

const wordsExpected = 10;

export function whatIfAnswers(
  memory: LongQuestionMemory,
  labelTokens: LabelTokens,
): Answers<typeof whatIfQuestions> {
  const takeMeans = createMeans();
  return {
    async whatIf(look, request) {
      const { view } = look;
      const missing = missingUnit(view, request);
      if (missing) return failed(missing);
      const found = lettersOf(view, [request.trace, ...request.interventions]);
      if (!found.ok) return found;
      const [traced, ...changed] = found.value;
      const from = Math.min(...request.interventions.map((one) => one.from));
      const count = Math.min(request.count, bounds.followed, view.ids.length - 1 - from);
      // Of the text's last word nothing follows.
      if (count < 1) return failed({ kind: 'noToken' });
      const needsMeans = request.interventions.some(({ to }) => to.kind === 'mean');
      const taken = needsMeans ? await takeMeans(look) : undefined;
      const { state, approximate } = await look.stateBefore(from);
      const simulation = memory.whatIf(view.model.network);
      const { layer, unit } = request.trace;
      const traces = [new Float32Array(count), new Float32Array(count)];
      const reading = {
        ...{ text: view.ids, from, state, means: taken?.means ?? noMeans },
        readings: [[], request.interventions.map((one, n) => inCell(one, changed[n]))],
      };
      const compared = simulation.compare({
        ...{ ...reading, count },
        visit: (token, n, layers) => (traces[n][token - from] = layers[layer].values[traced][unit]),
      });
      await look.until(compared.advance);
      const at = clamp(request.at ?? mostChanged(compared, from), from + 1, from + count);
      const expected = simulation.expect({ ...reading, count: at - from });
      await look.until(expected.advance);
      const before = expected.probabilities(0).slice();
      const after = expected.probabilities(1);
      const [own] = compared.bits;
      const [bits, change] = [own, changeOf(compared)].map((one) => Float32Array.from(one));
      const part = await partBy(labelTokens, look, request.labels, { from: from + 1, count });
      const labelled = part(change);
      const answer = {
        ...view.versions,
        ...(labelled && { labelled }),
        words: passage(view, from, count + 1),
        ...{ bits, change, at, approximate },
        ...comparedWords(view, at, before, after),
        trace: { before: traces[0], after: traces[1] },
        ...(taken && { meanOver: taken.over }),
      };
      const buffers = [bits, change, ...traces].map(({ buffer }) => buffer);
      return transferred(success(answer), buffers);
    },

    async heldGates(look, request) {
      const { view } = look;
      if (view.ids.length < 2) return failed({ kind: 'noToken' });
      const asking = Math.min(request.count, bounds.held) + 1;
      const { from, count: tokens } = stretchAround(view, request.token, asking);
      const count = tokens - 1;
      const { means, over } = await takeMeans(look);
      const { state, approximate } = await look.stateBefore(from);
      const held = view.predictor.layers.flatMap(({ cell }, layer) =>
        cell.description.quantities
          .filter(({ kind }) => kind === 'gate' || kind === 'candidate')
          .map(({ name, letter }) => ({ layer, gate: name, letter })),
      );
      const { bits, advance } = memory.whatIf(view.model.network).compare({
        ...{ text: view.ids, from, state, count, means },
        readings: [[], ...held.map((one) => [heldAtMean(one, from)])],
      });
      await look.until(advance);
      const own = mean(bits[0]);
      const part = await partBy(labelTokens, look, request.labels, { from: from + 1, count });
      return success({
        ...view.versions,
        ...{ from: from + 1, count, bits: own, meanOver: over, approximate },
        gates: held.map(({ layer, gate }, n) => {
          const labelled = part(bits[n + 1].map((after, at) => after - bits[0][at]));
          const change = mean(bits[n + 1]) - own;
          return { layer, gate, change, ...(labelled && { labelled }) };
        }),
      });
    },
  };
}

const clamp = (value: number, low: number, high: number): number =>
  Math.max(low, Math.min(value, high));

/** As the cell has it: letters for gates. */
const inCell = ({ layer, units, to, from }: Intervention, gate: string): CellIntervention => ({
  ...{ layer, gate, units: units ?? 'all', to: target(to), from },
});

/** Of quantities by name; fails for the first one that its layer does not have. */
function lettersOf(
  { predictor }: DocumentView,
  named: readonly { readonly layer: number; readonly gate: QuantityName }[],
): Result<string[], Failure> {
  const letters: string[] = [];
  for (const { layer, gate } of named) {
    const letter = letterOf(predictor.layers, layer, gate);
    if (!letter.ok) return letter;
    letters.push(letter.value);
  }
  return success(letters);
}

function target({ kind, amount }: InterventionTarget): Target {
  switch (kind) {
    case 'mean':
    case 'hold':
      return { kind };
    case 'value':
      return { kind, value: amount };
    case 'scale':
      return { kind, by: amount };
    default:
      return kind satisfies never;
  }
}

const heldAtMean = (
  { layer, letter }: { readonly layer: number; readonly letter: string },
  from: number,
): CellIntervention => ({ layer, gate: letter, units: 'all', to: { kind: 'mean' }, from });

const noMeans: Means = () => [];

/** Where the network has not what is asked for. */
function missingUnit({ model }: DocumentView, { interventions, trace }: WhatIfRequest) {
  const { L, H } = model.network.shape;
  const named = [...interventions.map(({ layer, units }) => ({ layer, units })), { layer: trace.layer, units: [trace.unit] }]; // prettier-ignore
  for (const { layer, units } of named) {
    const unit = Math.max(0, ...(units ?? []));
    if (layer >= L || unit >= H)
      return { kind: 'noUnit', layer, unit, layers: L, units: H } as const;
  }
  return undefined;
}

/** The later token whose surprise changes most. */
function mostChanged(compared: Readings, from: number): number {
  const [place] = extremes(changeOf(compared).map(Math.abs), 'highest', 1, 1);
  return from + 1 + place;
}

interface Taken {
  readonly means: Means;
  readonly over: Stretch;
}

/** Takes means once for a text as it is read by a model. */
function createMeans(): (look: Look) => Promise<Taken> {
  /** Of the document as it was in that version. */
  const kept = new WeakMap<DocumentView, Taken & { readonly documentVersion: number }>();
  return async (look) => {
    const { view } = look;
    const { documentVersion } = view.versions;
    const before = kept.get(view);
    if (before?.documentVersion === documentVersion) return before;
    const over = { from: 0, count: Math.min(view.ids.length, surveyed(view)) };
    const taker = createMeanTaker();
    await look.read(over.from, over.count, () => taker.note(view.predictor.layers));
    const taken = { means: taker.means(), over, documentVersion };
    kept.set(view, taken);
    return taken;
  };
}

function comparedWords(
  { model, ids, text }: DocumentView,
  at: number,
  before: Float32Array | Float64Array,
  after: Float32Array | Float64Array,
): Pick<WhatIf, 'expected' | 'came' | 'unknown'> {
  const { words, unknown } = model.vocabulary;
  const chance = (probabilities: Float32Array | Float64Array, id: number) => ({
    probability: probabilities[id],
    rank: rank(probabilities, id),
  });
  const word = (id: number, name: string): ComparedWord => ({
    ...{ word: name, before: chance(before, id), after: chance(after, id) },
  });
  const best = (probabilities: Float32Array | Float64Array): number[] =>
    top(probabilities, wordsExpected, (id) => id !== unknown).map(({ id }) => id);
  const listed = [...new Set([...best(before), ...best(after)])];
  return {
    expected: listed.map((id) => word(id, words[id])),
    came: word(ids.id(at), text.token(at)),
    unknown: { before: chance(before, unknown), after: chance(after, unknown) },
  };
}
