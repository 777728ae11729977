/**
 * A host for the gallery page: answers the panel's questions from a synthetic network and plays a
 * training. It stands on the other side of the same typed wall as the real one.
 */
import type { SessionStatus } from '../../../src/shared/api';
import type {
  PanelDocument,
  PanelHostContract,
  PanelPageContract,
} from '../../../src/shared/panel';
import type { Handlers, Remote } from '../../../src/shared/rpc';
import { connect } from '../../../src/shared/rpc';
import type { CurvePoint } from '../../../src/shared/trainer';
import { passage } from './passage';
import { mapOf, readText, run, tableOf } from './syntheticNetwork';

const parameters = new URLSearchParams(location.search);
const option = (name: string, otherwise: string): string => parameters.get(name) ?? otherwise;
const state = option('state', 'ready') as SessionStatus['state'];
const hidden = Number(option('hidden', '128'));
const text = readText(
  passage.repeat(Number(option('repeat', '20'))),
  Number(option('unknown', '97')),
);
const network = run(text, hidden, state === 'training' ? 0.8 : 1);
const versions = { documentVersion: 3, modelVersion: 12 };
const cursorToken = Number(option('cursor', '137'));
const untrained = state === 'idle' || state === 'failed';

const point = (step: number): CurvePoint => {
  const wobble = 0.18 * Math.sin(step * 12.9898) * Math.cos(step * 4.1);
  const loss = 3.2 + 6 * Math.exp(-step / 90) + wobble - 0.0006 * step;
  return {
    step,
    seconds: step * 0.05,
    loss,
    ...(step % 60 === 0 && { validation: 4.25 + 4.6 * Math.exp(-step / 110) }),
    learningRate: 0.002 * Math.cos((step / 1300) * (Math.PI / 2)),
    gradientNorm: 0.6 + Math.exp(-step / 100) + Math.abs(wobble),
  };
};
const steps = state === 'training' || state === 'paused' ? 500 : 1200;
const curve = untrained ? [] : Array.from({ length: steps / 4 }, (_, at) => point(at * 4));

const status: SessionStatus = {
  state,
  ...(!untrained && { validationPerplexity: state === 'ready' ? 74.1 : 118.3, modelVersion: 12 }),
  ...((state === 'training' || state === 'paused') && { progress: 0.42 }),
  ...(state === 'failed' && { message: 'hamlet.txt has 12 words; at least 50 are needed.' }),
};

const panel: PanelDocument = {
  name: option('name', 'tinyshakespeare.txt'),
  documentKey: 'file:///tinyshakespeare.txt',
  status,
  curve,
  ...(!untrained && {
    overview: {
      ...versions,
      tokens: text.tokens.length,
      layers: Number(option('layers', '1')),
      hiddenSize: hidden,
      unknownShare: text.known.filter((known) => !known).length / text.tokens.length,
      cursorToken,
    },
  }),
  ...(state === 'ready' && {
    summary: {
      stopped: 'budget' as const,
      seconds: 60,
      steps: 1240,
      epochs: 3.2,
      tokens: 286_103,
      vocabulary: 9_913,
      parameters: 2_641_209,
      validationPerplexity: 74.1,
      seed: 1,
      sha256: '',
    },
  }),
};

const words = ['.', ',', 'the', 'and', '\n', 'to', 'further', 'my', 'it', 'I'];
const heard: unknown[] = [];
const listeners = new Set<(message: unknown) => void>();

const handlers: Handlers<PanelHostContract> = {
  ready: () => panel,
  gateMap: (ask) => ({ ok: true, value: { ...versions, ...mapOf(text, network, ask) } }),
  unitTable: (ask) => ({ ok: true, value: { ...versions, ...tableOf(text, network, ask) } }),
  predictions({ token, count }) {
    const came = text.tokens[token + 1];
    const shares = words.map((_, at) => 0.31 * 0.68 ** at);
    const place = words.indexOf(came ?? '');
    return {
      ok: true,
      value: {
        ...versions,
        tokens: words.map((word, at) => ({ word, probability: shares[at] })).slice(0, count),
        approximate: false,
        ...(came !== undefined && {
          actual: {
            word: came,
            rank: place < 0 ? 231 : place + 1,
            probability: place < 0 ? 0.00031 : shares[place],
          },
        }),
      },
    };
  },
  reveal({ start }) {
    heard.push(['reveal', start]);
    host.tell('cursor', { token: text.spans.findIndex((span) => span.end > start) });
  },
  run({ command }) {
    heard.push(['run', command]);
  },
};

const host: Remote<PanelPageContract> = connect<PanelPageContract, PanelHostContract>(
  {
    // The real wire writes messages as JSON with buffers aside: `undefined` does not survive it.
    post: (message) =>
      window.dispatchEvent(new MessageEvent('message', { data: structuredClone(message) })),
    listen: (listener) => listeners.add(listener),
  },
  handlers,
  { after: (milliseconds, then) => clearTimeout.bind(null, setTimeout(then, milliseconds)) },
  (error) => console.error(error),
);

let kept: unknown = JSON.parse(option('kept', 'null'));
Object.assign(window, {
  acquireVsCodeApi: () => ({
    postMessage: (message: unknown) =>
      queueMicrotask(() => listeners.forEach((listener) => listener(structuredClone(message)))),
    getState: () => kept,
    setState: (next: unknown) => (kept = next),
  }),
  /** For the script that drives the gallery. */
  gallery: {
    heard,
    kept: () => kept,
    cursor: (token: number) => host.tell('cursor', { token }),
    status: (next: SessionStatus, line: string) => host.tell('status', { status: next, line }),
    curve: (from: number, to: number) =>
      host.tell('curve', {
        points: Array.from({ length: to - from }, (_, at) => point(from + at)),
        restart: false,
      }),
  },
});
