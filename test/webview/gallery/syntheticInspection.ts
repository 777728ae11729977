/**
 * Answers about memory and units for tests and the gallery: shaped as the analyst's, made of the
 * synthetic network's gates where that is easy and of waves elsewhere. For looking only.
 */
import { knownCell } from '../../../src/engine/cells/cell';
import type { Expression } from '../../../src/engine/cells/definition';
import { opens } from '../../../src/engine/cells/describe';
import { evaluatorOf, type Learned } from '../../../src/engine/cells/evaluate';
import type { Extreme } from '../../../src/shared/questions/units';
import type { CellChanges, Ledger, Substitution } from '../../../src/shared/questions/memory';
import type { Passage } from '../../../src/shared/model/passage';
import { unitKey } from '../../../src/shared/model/unitNames';
import { success } from '../../../src/shared/failures';
import type { PanelHostContract } from '../../../src/shared/pages/panel';
import type { memoryQuestions } from '../../../src/shared/questions/memory';
import type { AskedByPage } from '../../../src/shared/questions/question';
import type { unitQuestions } from '../../../src/shared/questions/units';
import type { Handlers } from '../../../src/shared/wire/rpc';
import type { SyntheticNetwork, SyntheticText } from './syntheticNetwork';

const versions = { documentVersion: 3, modelVersion: 12 };
const likely = ['people', 'city', 'gods', 'king', 'rest'].map((word, n) => ({
  word,
  probability: 0.3 * 0.6 ** n,
}));

/** No known cell's memory asks for any. */
const noWeights: Learned = {
  vector: () => new Float32Array(0),
  matrix: () => () => undefined,
};

export function syntheticInspection(
  text: SyntheticText,
  network: SyntheticNetwork,
  { layers, cell: id }: { readonly layers: number; readonly cell: string },
  note: (method: string, request: unknown) => void,
): Handlers<
  AskedByPage<typeof memoryQuestions & typeof unitQuestions> & Pick<PanelHostContract, 'nameUnit'>
> {
  const { hidden, gates } = network;
  const all = text.tokens.length;
  const at = (gate: keyof typeof gates, token: number, unit: number): number =>
    gates[gate][token * hidden + unit];
  const passage = (from: number, count: number): Passage => {
    const first = Math.max(0, from);
    const end = Math.min(all, from + count);
    return {
      from: first,
      tokens: text.tokens.slice(first, end),
      spans: text.spans.slice(first, end),
      known: text.known.slice(first, end),
    };
  };
  const trace = (gate: keyof typeof gates, unit: number): Float32Array<ArrayBuffer> =>
    Float32Array.from({ length: all }, (_, token) => at(gate, token, unit));
  const share = (values: Float32Array, passes: (value: number) => boolean): number =>
    values.filter(passes).length / values.length;
  const saturated = (gate: keyof typeof gates, unit: number) => ({
    low: share(trace(gate, unit), (value) => value < 0.1),
    high: share(trace(gate, unit), (value) => value > 0.9),
  });
  const { description } = knownCell(id);
  const { quantities, memory } = description;
  const opening = quantities.filter(opens).map(({ name }) => name);
  const carried = quantities.filter(({ letter }) => description.carried.includes(letter));
  const evaluator = (value: Expression) => evaluatorOf(value, hidden, noWeights);
  const evaluators = memory && {
    of: evaluator(memory.of),
    keep: evaluator(memory.keep),
    write: evaluator(memory.write),
  };
  const valuesAt = (token: number) =>
    Object.fromEntries(
      quantities.map(({ letter, name }) => [
        letter,
        token < 0 ? none : gates[name].subarray(token * hidden, (token + 1) * hidden),
      ]),
    );
  const none = new Float32Array(hidden);
  const worked = (what: 'of' | 'keep' | 'write', token: number, unit: number): number => {
    const step = { values: valuesAt(token), before: valuesAt(token - 1), x: none };
    return evaluators?.[what](step)[unit] ?? NaN;
  };
  const held = (token: number, unit: number): number =>
    evaluators ? worked('of', token, unit) : at('hiddenState', token, unit);
  const halfLife = (unit: number): number => {
    const logs = text.tokens.map((_, token) => Math.log(worked('keep', token, unit)));
    return -Math.LN2 / (logs.reduce((sum, one) => sum + one, 0) / all);
  };
  const most = (values: Float32Array, sign: 1 | -1): Extreme[] =>
    Array.from(values.keys())
      .sort((one, other) => sign * (values[other] - values[one]))
      .slice(0, 6)
      .map((token) => ({ token, value: values[token], passage: passage(token - 6, 13) }));
  const names: Record<string, string> = {};

  return {
    substitution(asked) {
      note('substitution', asked);
      const count = Math.min(asked.count, all - asked.token - 1);
      const change = Float32Array.from(
        { length: count },
        (_, n) => 3.1 * Math.exp(-n / 9) * Math.cos(n * 1.7) + 0.9 * Math.exp(-((n - 52) ** 2)),
      );
      const { replacement } = asked;
      const answer: Substitution = {
        ...versions,
        token: asked.token,
        likely,
        instead:
          replacement.kind === 'word' ? [{ word: replacement.word, probability: 1 }] : likely,
        context: passage(Math.max(0, asked.token - 40), Math.min(41, asked.token + 1)),
        later: passage(asked.token + 1, count),
        bits: Float32Array.from({ length: count }, (_, n) => 4 + 3 * Math.sin(n)),
        change,
        size: change.map(Math.abs),
        toTheEnd: count < asked.count,
        approximate: false,
      };
      return success(answer);
    },
    cellChanges(asked) {
      note('cellChanges', asked);
      const length = asked.at - asked.token + 1;
      const units = Array.from({ length: asked.units }, (_, n) => ({
        layer: 0,
        unit: (n * 7 + 3) % hidden,
        held: held(asked.at, (n * 7 + 3) % hidden),
        change: (n % 2 === 0 ? 0.9 : -0.9) * 0.8 ** n,
        size: 0.9 * 0.8 ** n,
      }));
      const history = Float32Array.from(
        { length: units.length * length },
        (_, place) =>
          units[Math.floor(place / length)].change * 0.97 ** ((place % length) - length + 1),
      );
      const answer: CellChanges = {
        ...versions,
        at: asked.at,
        units,
        passage: passage(asked.token, length),
        history,
        approximate: false,
      };
      return success(answer);
    },
    ledger(asked) {
      note('ledger', asked);
      const count = Math.min(asked.count, asked.token + 1);
      const from = asked.token - count + 1;
      const unit = asked.unit ?? 0;
      const written = new Float32Array(count);
      const survives = new Float32Array(count);
      let kept = 1;
      for (let s = count - 1; s >= 0; s--) {
        written[s] = worked('write', from + s, unit);
        survives[s] = kept;
        kept *= worked('keep', from + s, unit);
      }
      const before = from === 0 ? 0 : held(from - 1, unit);
      const answer: Ledger = {
        ...versions,
        layer: asked.layer,
        ...(asked.unit === undefined ? {} : { unit }),
        passage: passage(from, count),
        written,
        survives,
        left: written.map((value, s) => value * survives[s]),
        before: { value: before, survives: kept, left: before * kept },
        held: held(asked.token, unit),
        units: Array.from({ length: hidden }, (_, n) => ({
          unit: n,
          held: held(asked.token, n),
        })).sort((one, other) => Math.abs(other.held) - Math.abs(one.held)),
        approximate: false,
      };
      return success(answer);
    },
    layerSurvey(asked) {
      note('layerSurvey', asked);
      const units = Array.from({ length: hidden }, (_, unit) => unit);
      const shares = (gate: keyof typeof gates) => {
        const each = units.map((unit) => saturated(gate, unit));
        return {
          low: Float32Array.from(each, ({ low }) => low),
          high: Float32Array.from(each, ({ high }) => high),
        };
      };
      return success({
        ...versions,
        layer: asked.layer,
        from: 0,
        count: all,
        saturation: Object.fromEntries(opening.map((gate) => [gate, shares(gate)])),
        ...(memory && { halfLife: Float32Array.from(units, halfLife) }),
        deviation: Float32Array.from(units, (unit) => 0.1 + ((unit * 37) % 50) / 60),
        approximate: false,
      });
    },
    unitPage(asked) {
      note('unitPage', asked);
      const values = trace(asked.gate, asked.unit);
      const saturation = Object.fromEntries(
        opening.map((gate) => [gate, saturated(gate, asked.unit)]),
      );
      const words = (sign: 1 | -1) =>
        ['king', 'crown', 'Rome', 'sword', '.'].map((word, n) => ({
          word,
          weight: sign * (1.4 - 0.2 * n),
        }));
      return success({
        ...versions,
        layer: asked.layer,
        unit: asked.unit,
        from: 0,
        count: all,
        values,
        highest: most(values, 1),
        lowest: most(values, -1),
        saturation,
        ...(memory && { halfLife: halfLife(asked.unit) }),
        mean: Object.fromEntries(
          carried.map(({ name }) => [name, name === 'hiddenState' ? 0.042 : 0.11]),
        ),
        ...(asked.layer === layers - 1 && { pushes: { up: words(1), down: words(-1) } }),
        approximate: false,
      });
    },
    ablation(asked) {
      note('ablation', asked);
      const words = [40, 90, 160].map((token, n) => ({
        token,
        passage: passage(token - 6, 13),
        bits: 4.2,
        change: 1.3 - 0.4 * n,
      }));
      return success({
        ...versions,
        from: 1,
        count: Math.min(asked.count, all - 1),
        bits: 5.314,
        change: 0.0123,
        labelled: {
          inside: { count: 120, change: 0.1021 },
          outside: { count: 880, change: -0.0002 },
        },
        worse: words,
        better: words.slice(0, 1).map((word) => ({ ...word, change: -0.31 })),
        approximate: false,
      });
    },
    nameUnit(asked) {
      note('nameUnit', asked);
      names[unitKey(asked.layer, asked.unit)] = asked.name;
      return success({ ...names });
    },
  };
}
