/**
 * The page around the panel's in the benchmark: a host with 50,000 words x 512 units whose values
 * are made up when they are asked for. It is of another site than the frame, so that the browser
 * gives it another process: what it computes is not counted as the panel's.
 */
import type { GateMap, GateOverview, UnitTable } from '../../../src/shared/questions/gates';
import type { QuantityName } from '../../../src/shared/model/cells';
import type {
  PanelDocument,
  PanelHostContract,
  PanelPageContract,
} from '../../../src/shared/pages/panel';
import { connect } from '../../../src/shared/wire/rpc';
import { layerCellOf } from '../../layerCells';

const lstm = layerCellOf('lstm');
const tokens = 50_000;
const hiddenSize = 512;
const versions = { documentVersion: 1, modelVersion: 1 };
const lexicon = 'the of and to Menenius Volscians a , . that his with'.split(' ');

const valueAt = (gate: QuantityName, token: number, unit: number): number => {
  const wave = Math.sin(token * (0.02 + unit * 0.001)) * Math.cos(token * 0.37 + unit);
  return gate === 'cellState' ? 3 * wave : 0.5 + 0.5 * wave;
};
const every = (count: number): number[] => Array.from({ length: count }, (_, n) => n);

const panel: PanelDocument = {
  name: 'fifty thousand words.txt',
  documentKey: 'file:///fifty.txt',
  status: { state: 'ready', modelVersion: 1 },
  curve: [],
  unitNames: {},
  overview: {
    ...versions,
    tokens,
    layers: 1,
    hiddenSize,
    cells: [lstm],
    tokenKind: 'words',
    unknownShare: 0,
    cursorToken: 0,
    cursorInside: true,
  },
};

function gateMap(asked: Parameters<PanelHostContract['gateMap']>[0]): GateMap {
  const count = Math.min(asked.count, tokens - asked.from);
  const units = asked.chosen ?? every(asked.units);
  const values = new Float32Array(count * units.length);
  for (let t = 0; t < count; t++) {
    for (const [n, unit] of units.entries()) {
      values[t * units.length + n] = valueAt(asked.gate, asked.from + t, unit);
    }
  }
  const places = every(count).map((n) => asked.from + n);
  return {
    ...versions,
    from: asked.from,
    tokens: places.map((token) => lexicon[token % lexicon.length]),
    spans: places.map((token) => ({ start: 8 * token, end: 8 * token + 4 })),
    known: places.map((token) => token % 50 !== 0),
    ...{ units, values, approximate: false },
  };
}

function gateOverview(asked: Parameters<PanelHostContract['gateOverview']>[0]): GateOverview {
  const { tokensPerColumn, from, chosen: units } = asked;
  const count = Math.min(asked.count, Math.ceil(tokens / tokensPerColumn) - from);
  const values = new Int8Array(count * units.length);
  for (let c = 0; c < count; c++) {
    for (const [n, unit] of units.entries()) {
      const value = valueAt(asked.gate, (from + c) * tokensPerColumn, unit);
      values[c * units.length + n] = Math.round((127 * value) / 3);
    }
  }
  const scales = new Float32Array(count).fill(3);
  return { ...versions, tokensPerColumn, from, units, values, scales, approximate: false };
}

function unitTable(asked: Parameters<PanelHostContract['unitTable']>[0]): UnitTable {
  const places = every(Math.min(asked.count, tokens - asked.from)).map((n) => asked.from + n);
  const column = (gate: QuantityName) =>
    Float32Array.from(places, (token) => valueAt(gate, token, asked.unit));
  const gates = Object.fromEntries(lstm.quantities.map(({ name }) => [name, column(name)]));
  return {
    ...versions,
    ...{ from: asked.from, unit: asked.unit, approximate: false },
    tokens: places.map((token) => lexicon[token % lexicon.length]),
    known: places.map(() => true),
    gates,
  };
}

const frame = document.createElement('iframe');
frame.style.cssText = 'border:0;width:100vw;height:100vh';
frame.src = new URLSearchParams(location.search).get('panel') ?? '';
document.body.append(frame);

const noStep = { ok: false, failure: { kind: 'noToken', sentence: 'No word here.' } } as const;
connect<PanelPageContract, PanelHostContract>(
  {
    post: (message) => frame.contentWindow?.postMessage(message, '*'),
    listen: (listener) =>
      window.addEventListener('message', ({ source, data }) => {
        if (source === frame.contentWindow) listener(data);
      }),
  },
  {
    ready: () => panel,
    gateMap: (asked) => ({ ok: true, value: gateMap(asked) }),
    gateOverview: (asked) => ({ ok: true, value: gateOverview(asked) }),
    unitTable: (asked) => ({ ok: true, value: unitTable(asked) }),
    cellSteps: () => noStep,
    ...{ substitution: () => noStep, cellChanges: () => noStep, ledger: () => noStep },
    ...{ layerSurvey: () => noStep, unitPage: () => noStep, ablation: () => noStep },
    ...{ snapshots: () => noStep, chooseWeights: () => noStep },
    ...{ nameUnit: () => noStep, whatIf: () => noStep, heldGates: () => noStep },
    predict: () => noStep,
    tokens: () => noStep,
    ...{
      judgingOverview: () => noStep,
      exampleAt: () => noStep,
      runningClass: () => noStep,
      answerUnits: () => noStep,
      decidingSeeds: () => noStep,
    },
    ...{ decidingWords: () => noStep, exampleGates: () => noStep },
    ...{ judgedResults: () => noStep, judgedList: () => noStep },
    ...{ sentenceStates: () => noStep, exampleStates: () => noStep },
    sourceStates: () => noStep,
    ...{ pairsOverview: () => noStep, pairAt: () => noStep, typedPair: () => noStep },
    ...{ blockedPair: () => noStep, pairResults: () => noStep, wrongPairs: () => noStep },
    ...{ pairsShare: () => noStep, cacheLooks: () => noStep },
    ...{ seriesOverview: () => noStep, seriesPlace: () => noStep, seriesStretch: () => noStep },
    ...{ seriesPredictions: () => noStep, seriesGates: () => noStep },
    ...{ seriesRollOut: () => noStep, seriesResult: () => noStep, seriesFollowing: () => noStep },
    ...{ explain: () => noStep, gradient: () => noStep },
    ...{ freshGradient: () => noStep, checkGradient: () => noStep, otherModels: () => noStep },
    save: () => noStep,
    lookAt: () => undefined,
    reveal: () => undefined,
    mark: () => undefined,
    run: () => undefined,
    lesson: () => undefined,
  },
  { after: () => () => undefined },
  (error) => console.error(error),
);
