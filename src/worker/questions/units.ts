/**
 * Answers the questions about units: a survey of a layer, the page of one unit, and what is lost when
 * it is switched off. Over the whole text where that takes seconds, else over a stretch
 * around the token that is named.
 */
import type { Floats } from '../../engine/kernels/kernels';
import { extremes } from '../../engine/reading/extremes';
import type { Intervention } from '../../engine/inspection/interventions';
import { unitOutputWeights } from '../../engine/inspection/unitOutputWeights';
import type { UnitSurvey } from '../../engine/inspection/unitSurvey';
import { createSurveyor } from '../../engine/inspection/unitSurvey';
import { changeOf } from '../../engine/inspection/whatIf';
import { failed, success } from '../../shared/failures';
import type { ChangedWord, LayerSurvey, OpeningGate, UnitPage } from '../../shared/questions/units';
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
      const { H, L } = view.model.network.shape;
      const layer = Math.min(request.layer, L - 1);
      const { from, count } = stretchAround(view, request.token, surveyed(view));
      const surveyor = createSurveyor(H);
      const approximate = await look.read(from, count, () =>
        surveyor.note(view.predictor.layers[layer]),
      );
      const survey = surveyor.survey();
      const { halfLife } = survey;
      return success({
        ...view.versions,
        ...{ layer, from, count, halfLife, approximate },
        deviation: survey.c.deviation,
        saturation: sharesOf(survey),
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
      // A survey of a layer of one unit.
      const surveyor = createSurveyor(1);
      const values = new Float32Array(count);
      const approximate = await look.read(from, count, (token) => {
        const reading = view.predictor.layers[layer];
        const only = (gate: Floats): Floats => gate.subarray(unit, unit + 1);
        const { i, f, o, c, h } = reading.values;
        surveyor.note({
          values: { i: only(i), f: only(f), o: only(o), c: only(c), h: only(h) },
        });
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
        saturation: ofOne(survey),
        halfLife: survey.halfLife[0],
        mean: { cellState: survey.c.mean[0], hiddenState: survey.h.mean[0] },
        ...(layer === L - 1 ? { pushes: pushedWords(view, unit) } : {}),
      };
      return transferred(success(answer), [values.buffer]);
    },

    async ablation(look, request) {
      const { view } = look;
      const { H, L } = view.model.network.shape;
      if (request.layer >= L || request.unit >= H || view.ids.length < 2) {
        return failed({ kind: 'noToken' });
      }
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

function sharesOf({ i, f, o }: UnitSurvey): LayerSurvey['saturation'] {
  return { inputGate: i, forgetGate: f, outputGate: o };
}

function ofOne(survey: UnitSurvey): UnitPage['saturation'] {
  const all = sharesOf(survey);
  const one = (gate: OpeningGate) => ({ low: all[gate].low[0], high: all[gate].high[0] });
  return {
    inputGate: one('inputGate'),
    forgetGate: one('forgetGate'),
    outputGate: one('outputGate'),
  };
}

function pushedWords({ model }: DocumentView, unit: number): NonNullable<UnitPage['pushes']> {
  const { words, unknown } = model.vocabulary;
  const { up, down } = unitOutputWeights(model.network, unit, wordsPushed, (id) => id !== unknown);
  const named = ({ id, weight }: { id: number; weight: number }) => ({ word: words[id], weight });
  return { up: up.map(named), down: down.map(named) };
}
