/**
 * Answers the questions about units: a survey of a layer, the page of one unit, and what is lost when
 * it is switched off. Over the whole text where that takes seconds, else over a stretch
 * around the token that is named.
 */
import { extremes } from '../../engine/reading/extremes';
import type { Intervention } from '../../engine/inspection/interventions';
import { unitOutputWeights } from '../../engine/inspection/unitOutputWeights';
import type { UnitSurvey } from '../../engine/inspection/unitSurvey';
import { createSurveyor } from '../../engine/inspection/unitSurvey';
import { changeOf } from '../../engine/inspection/whatIf';
import { failed, success } from '../../shared/failures';
import type { ChangedWord, UnitPage } from '../../shared/questions/units';
import { mostAblated, type unitQuestions } from '../../shared/questions/units';
import { transferred } from '../../shared/wire/rpc';
import { letterOf } from './gates/quantityOf';
import type { LongQuestionMemory } from '../models/longQuestionMemory';
import type { DocumentView } from '../view/documentView';
import { mean, passage, stretchAround, surveyed } from '../documents/tokenRanges';
import type { LabelTokens } from './labelledChange';
import { partBy } from './labelledChange';
import type { Answers } from './serveQuestions';

const passagesShown = 6;
/** Tokens between two extreme passages, and on either side of a place that is quoted. */
const apart = 12;
const beside = 6;
const wordsPushed = 10;

export function unitAnswers(
  memory: LongQuestionMemory,
  labelTokens: LabelTokens,
): Answers<typeof unitQuestions> {
  return {
    async layerSurvey(look, request) {
      const { view } = look;
      const layer = Math.min(request.layer, view.model.network.shape.L - 1);
      const { from, count } = stretchAround(view, request.token, surveyed(view));
      const surveyor = createSurveyor(view.model.network, layer);
      const approximate = await look.read(from, count, () =>
        surveyor.note(view.predictor.layers[layer]),
      );
      const { gates, halfLife, memory: held } = surveyor.survey();
      return success({
        ...view.versions,
        ...{ layer, from, count, approximate, saturation: gates, deviation: held.deviation },
        ...(halfLife && { halfLife }),
      });
    },

    async unitPage(look, request) {
      const { view } = look;
      const { H, L } = view.model.network.shape;
      const layer = Math.min(request.layer, L - 1);
      const unit = Math.min(request.unit, H - 1);
      const { from, count } = stretchAround(view, request.token, surveyed(view));
      const letter = letterOf(view.predictor.layers, layer, request.gate);
      if (!letter.ok) return letter;
      const surveyor = createSurveyor(view.model.network, layer);
      const values = new Float32Array(count);
      const approximate = await look.read(from, count, (token) => {
        const reading = view.predictor.layers[layer];
        surveyor.note(reading);
        values[token - from] = reading.values[letter.value][unit];
      });
      const survey = surveyor.survey();
      const places = (side: 'highest' | 'lowest') =>
        extremes(values, side, passagesShown, apart).map((place) => ({
          token: from + place,
          value: values[place],
          passage: around(view, from + place),
        }));
      const answer = {
        ...view.versions,
        ...{ layer, unit, from, count, values, approximate },
        highest: places('highest'),
        lowest: places('lowest'),
        ...ofUnit(survey, unit),
        ...(isProjected(view, layer) && { pushes: pushedWords(view, unit) }),
      };
      return transferred(success(answer), [values.buffer]);
    },

    async ablation(look, request) {
      const { view } = look;
      const { H, L } = view.model.network.shape;
      if (request.layer >= L || request.unit >= H || view.ids.length < 2) {
        return failed({ kind: 'noToken' });
      }
      const { cell } = view.model.network.layout.layers[request.layer];
      const carried = letterOf(view.predictor.layers, request.layer, request.what);
      if (!carried.ok) return carried;
      if (!cell.description.carried.includes(carried.value)) return failed({ kind: 'noToken' });
      // The token after the last one read is the last one predicted.
      const asking = Math.min(request.count, mostAblated) + 1;
      const { from, count: tokens } = stretchAround(view, request.token, asking);
      const count = tokens - 1;
      const { state, approximate } = await look.stateBefore(from);
      const { layer, unit, value } = request;
      const letter = letterOf(view.predictor.layers, layer, request.what);
      if (!letter.ok) return letter;
      const off: Intervention = {
        ...{ layer, gate: letter.value, units: [unit], from },
        to: { kind: 'value', value },
      };
      const compared = memory.whatIf(view.model.network).compare({
        ...{ text: view.ids, from, state, count, means: () => [] },
        readings: [[], [off]],
      });
      await look.until(compared.advance);
      const [bits] = compared.bits;
      const change = changeOf(compared);
      const words = (side: 'highest' | 'lowest'): ChangedWord[] =>
        extremes(change, side, passagesShown, 1)
          .filter((place) => change[place] * (side === 'highest' ? 1 : -1) > 0)
          .map((place) => ({
            token: from + 1 + place,
            passage: around(view, from + 1 + place),
            bits: bits[place],
            change: change[place],
          }));
      const judged = { from: from + 1, count };
      const part = await partBy(labelTokens, look, request.labels, judged);
      const labelled = part(change);
      return success({
        ...view.versions,
        ...{ ...judged, approximate },
        ...(labelled && { labelled }),
        bits: mean(bits),
        change: mean(change),
        worse: words('highest'),
        better: words('lowest'),
      });
    },
  };
}

const around = (view: DocumentView, token: number) => passage(view, token - beside, 2 * beside + 1);

function ofUnit(
  { gates, halfLife, carried }: UnitSurvey,
  unit: number,
): Pick<UnitPage, 'saturation' | 'halfLife' | 'mean'> {
  return {
    saturation: each(gates, ({ low, high }) => ({ low: low[unit], high: high[unit] })),
    mean: each(carried, ({ mean }) => mean[unit]),
    ...(halfLife && { halfLife: halfLife[unit] }),
  };
}

const each = <Of, Made>(
  record: Readonly<Record<string, Of>>,
  make: (of: Of) => Made,
): Record<string, Made> =>
  Object.fromEntries(Object.entries(record).map(([name, of]) => [name, make(of)]));

/** Its units add to the logits of words directly. */
const isProjected = ({ model }: DocumentView, layer: number): boolean =>
  layer === model.network.shape.L - 1 && model.network.shape.readout === undefined;

function pushedWords({ model }: DocumentView, unit: number): NonNullable<UnitPage['pushes']> {
  const { words, unknown } = model.vocabulary;
  const { up, down } = unitOutputWeights(model.network, unit, wordsPushed, (id) => id !== unknown);
  const named = ({ id, weight }: { id: number; weight: number }) => ({ word: words[id], weight });
  return { up: up.map(named), down: down.map(named) };
}
