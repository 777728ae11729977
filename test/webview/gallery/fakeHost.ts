/** Stands in for VS Code and the extension in the gallery's page; the address says what to play. */
import type { SessionStatus } from '../../../src/shared/api';
import type {
  PanelDocument,
  PanelHostContract,
  PanelPageContract,
} from '../../../src/shared/pages/panel';
import { withFailureSentences } from '../../../src/host/pages/failureSentences';
import type { JudgingTask } from '../../../src/shared/tasks';
import type { Attention } from '../../../src/shared/questions/attention/pairs';
import type { Handlers, Remote } from '../../../src/shared/wire/rpc';
import { connect } from '../../../src/shared/wire/rpc';
import { passage } from './passage';
import { createSyntheticHost, curvePoint } from './syntheticHost';
import { panelLesson, trainedHere } from './syntheticLesson';

const parameters = new URLSearchParams(location.search);
const option = (name: string, otherwise: string): string => parameters.get(name) ?? otherwise;

const synthetic = createSyntheticHost({
  text: passage.repeat(Number(option('repeat', '20'))),
  state: option('state', 'ready') as SessionStatus['state'],
  hidden: Number(option('hidden', '128')),
  layers: Number(option('layers', '1')),
  cell: option('cell', 'lstm'),
  cursor: Number(option('cursor', '136')),
  unknownEvery: Number(option('unknown', '97')),
  ...(parameters.has('task') && { judging: option('task', 'classes') as JudgingTask['task'] }),
  ...(parameters.has('attention') && { attention: option('attention', 'dot') as Attention }),
  ...(parameters.has('lesson') && { lesson: panelLesson({ trainings: [trainedHere] }) }),
});
const listeners = new Set<(message: unknown) => void>();

const host: Remote<PanelPageContract> = connect<PanelPageContract, PanelHostContract>(
  {
    post: (message) =>
      window.dispatchEvent(new MessageEvent('message', { data: structuredClone(message) })),
    listen: (listener) => listeners.add(listener),
  },
  withFailureSentences<Handlers<PanelHostContract>>({
    ...synthetic.handlers,
    chooseWeights({ weights }) {
      host.tell('document', { ...synthetic.panel, weights });
      return { ok: true, value: undefined };
    },
    reveal(asked, job) {
      void synthetic.handlers.reveal(asked, job);
      const token = synthetic.text.spans.findIndex((span) => span.end > asked.start);
      host.tell('cursor', { token });
    },
  }),
  {
    after(milliseconds, then) {
      const timer = setTimeout(then, milliseconds);
      return () => clearTimeout(timer);
    },
  },
  (error) => console.error(error),
);

let kept: unknown;
Object.assign(window, {
  acquireVsCodeApi: () => ({
    postMessage: (message: unknown) =>
      queueMicrotask(() => listeners.forEach((listener) => listener(structuredClone(message)))),
    getState: () => kept,
    setState: (next: unknown) => (kept = next),
  }),
  /** For whoever drives the page. */
  gallery: {
    heard: synthetic.heard,
    kept: () => kept,
    cursor: (token: number) => host.tell('cursor', { token }),
    status: (line: string) => host.tell('status', { status: synthetic.panel.status, line }),
    document: (facts: Partial<PanelDocument>) =>
      host.tell('document', { ...synthetic.panel, ...facts }),
    unit: (unit: number) => host.tell('unit', { layer: 0, unit }),
    points: (from: number, to: number) =>
      host.tell('curve', {
        points: Array.from({ length: to - from }, (_, at) => curvePoint(from + at)),
        restart: false,
      }),
  },
});
