/**
 * The values that a stretch of text is coloured by. Surprises are taken from what is known of the
 * document already and computed from the first that is missing on.
 */
import { createMeter } from '../../../engine/reading/measures';
import type { Surprise } from '../../../engine/reading/surpriseStore';
import type {
  ColourAnswer,
  ColourMeasure,
  ColourRequest,
  SubstitutedMeasure,
} from '../../../shared/questions/editor/colours';
import { memoryShares, mostColoured } from '../../../shared/questions/editor/colours';
import type { Failure, Result } from '../../../shared/failures';
import { failed, success } from '../../../shared/failures';
import { transferred } from '../../../shared/wire/rpc';
import type { DocumentView } from '../../view/documentView';
import { letterOf } from '../gates/quantityOf';
import { judgeTokens } from '../../view/tokenSurprises';
import type { Look } from '../../documents/look';
import { unknownShareOf } from '../../documents/tokenRanges';
import type { Stretch, SubstitutedChanges, Values } from './substitutedColours';
import type { UnitScale } from './unitScale';

/** What is read off the network at each token. */
type ReadMeasure = Exclude<ColourMeasure, SubstitutedMeasure | { readonly by: 'judged' }>;

export type ReadRequest = Omit<ColourRequest, 'measure'> & {
  readonly measure: ReadMeasure | SubstitutedMeasure;
};

export interface ColourParts {
  readonly changesOf: SubstitutedChanges;
  readonly scaleOf: UnitScale;
}

/** A substituted word is a long question, to be asked alongside the short ones. */
export async function coloursOf(
  look: Look,
  request: ReadRequest,
  { changesOf, scaleOf }: ColourParts,
): Promise<Result<ColourAnswer, Failure>> {
  const { view } = look;
  const stranger = strangeUnit(view, request.measure);
  if (stranger) return failed(stranger);
  const stretch = stretchOf(view, request);
  const { measure } = request;
  const found =
    measure.by === 'substituted'
      ? await changesOf(look, measure, stretch)
      : await valuesOf(look, measure, stretch, scaleOf);
  if (!found.ok) return found;
  const labels = labelsOf(view, stretch);
  const { starts, ends, unknown } = labels;
  const unknownShare = await unknownShareOf(look);
  const answer = { ...view.versions, ...labels, unknownShare, ...found.value };
  const { buffer } = found.value.values;
  return transferred(success(answer), [starts.buffer, ends.buffer, unknown.buffer, buffer]);
}

function stretchOf({ text }: DocumentView, { from, to }: ReadRequest): Stretch {
  const first = Math.max(0, text.indexAt(from));
  const last = text.indexAt(to - 1);
  return { from: first, count: Math.max(0, Math.min(mostColoured, last + 1 - first)) };
}

function labelsOf({ text, ids, model }: DocumentView, { from, count }: Stretch) {
  const unknown = new Uint8Array(count);
  const starts = new Uint32Array(count);
  const ends = new Uint32Array(count);
  for (let n = 0; n < count; n++) {
    starts[n] = text.start(from + n);
    ends[n] = text.end(from + n);
    if (ids.id(from + n) === model.vocabulary.unknown) unknown[n] = 1;
  }
  return { starts, ends, unknown };
}

/** Layers and units are those of another model, or were typed. */
function strangeUnit({ model }: DocumentView, measure: ColourMeasure): Failure | undefined {
  const { L, H } = model.network.shape;
  const layer = 'layer' in measure ? measure.layer : 0;
  const unit = measure.by === 'unit' ? measure.unit : 0;
  if (layer < L && unit < H) return undefined;
  return { kind: 'noUnit', layer, unit, layers: L, units: H };
}

async function valuesOf(
  look: Look,
  measure: ReadMeasure,
  stretch: Stretch,
  scaleOf: UnitScale,
): Promise<Result<Values, Failure>> {
  const { layers } = look.view.predictor;
  switch (measure.by) {
    case 'surprise':
    case 'rank':
      return success(await surprisesOf(look, measure.by, stretch));
    case 'unit': {
      const { layer, gate, unit } = measure;
      const letter = letterOf(layers, layer, gate);
      if (!letter.ok) return letter;
      const all = layers[layer].values[letter.value];
      const ofUnit = await scaleOf(look, { layer, letter: letter.value, unit });
      return success({ ...(await readValues(look, stretch, () => all[unit])), ofUnit });
    }
    case 'erased':
    case 'written': {
      const { by, layer } = measure;
      const { memory, title } = layers[layer].cell.description;
      if (!memory) return failed({ kind: 'noLedger', layer, cell: title });
      const meter = createMeter(look.view.predictor.network);
      const read = await readValues(look, stretch, () => meter(layer, layers[layer])[by]);
      const { trace, ids } = look.view;
      const borders = trace.quantiles(layer, by, memoryShares);
      // Compared with a part of the document until the trace is at its end.
      const approximate = read.approximate || trace.reached < ids.length;
      return success({ ...read, borders, approximate });
    }
    default:
      return measure satisfies never;
  }
}

async function readValues(
  look: Look,
  { from, count }: Stretch,
  value: () => number,
): Promise<Values> {
  const values = new Float32Array(count);
  const approximate = await look.read(from, count, (token) => {
    values[token - from] = value();
  });
  return { values, approximate };
}

async function surprisesOf(
  look: Look,
  by: 'surprise' | 'rank',
  { from, count }: Stretch,
): Promise<Values> {
  const { surprises, nearbySurprises, trace } = look.view;
  const values = new Float32Array(count);
  let approximate = false;
  let known = from;
  // Where the trace has come by, a guess is no longer good enough.
  for (; known < from + count && surprises.has(known, known > trace.reached); known++) {
    values[known - from] = by === 'rank' ? surprises.rank(known) : surprises.bits(known);
    approximate ||= !surprises.has(known);
  }
  if (known < from + count) {
    await computeFrom(look, known, from + count, (token, surprise, isGuess) => {
      values[token - from] = by === 'rank' ? surprise.rank : surprise.bits;
      approximate ||= isGuess;
    });
  }
  nearbySurprises.lookedAt(from, from + count);
  return { values, approximate };
}

/** Until the trace has come by, guesses are good enough: right after an edit there is no time. */
async function computeFrom(
  look: Look,
  from: number,
  to: number,
  visit: (token: number, surprise: Surprise, isGuess: boolean) => void,
): Promise<void> {
  const { state, approximate } = await look.stateBefore(from);
  const guessed = approximate || look.view.trace.reached < to;
  let token = from;
  await look.until(() => {
    token = judgeTokens(look.view, { from: token, to, state, approximate, guessed }, visit);
    return token >= to;
  });
}
