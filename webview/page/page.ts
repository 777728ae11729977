/**
 * The state of the page: what the host told last, and what the user chose (tab, layer, gate),
 * which `setState` keeps over a reload. Plain functions from state to state.
 */
import type { QuantityName } from '../../src/shared/model/cells';
import type { SessionStatus } from '../../src/shared/api';
import type {
  ChosenUnit,
  PanelDocument,
  PanelPageContract,
  PanelState,
  PanelTab,
} from '../../src/shared/pages/panel';
import type { Handlers } from '../../src/shared/wire/rpc';
import type { CurvePoint } from '../../src/shared/model/training';
import type { ExportedPicture } from './exportedPicture';
import type { InterventionHistory } from './interventionHistory';
import { fitting } from './interventionHistory';
import { taskViews } from '../../src/shared/tasks';
import { metricText } from './metric';
import type { Store } from './store';

export interface Page {
  /** Until the host has answered `ready` there is none. */
  readonly panel?: PanelDocument;
  readonly status: SessionStatus;
  /** The host's sentence about the status. */
  readonly line: string;
  readonly curve: readonly CurvePoint[];
  /** -1: the cursor stands on no token. */
  readonly cursor: number;
  /** Of the cursor in the text, where the model judges. */
  readonly offset: number;
  readonly tab: PanelTab;
  readonly layer: number;
  readonly gate: QuantityName;
  /** Whose page is open in the units' view; -1: none. */
  readonly unit: number;
  /** What the host said to look at last; another object each time. */
  readonly told?: ChosenUnit;
  /** The place whose prediction is explained, whatever the cursor does meanwhile. */
  readonly explained: Explained | undefined;
  /** The step of the lesson that was taken last; another object each time. */
  readonly step: LessonPlace | undefined;
  /** What is tried out in the view of what if, and there alone. */
  readonly whatIf: InterventionHistory;
  /** A sentence about something that should not have happened. */
  readonly trouble?: string;
}

/** What a step of a lesson wants to see, beside tab, word, layer and gate. */
export interface LessonPlace {
  /** Of the step, from 0. */
  readonly number: number;
  readonly unit?: number;
  readonly replacement?: string;
}

export interface Explained {
  readonly token: number;
  /** Tokens are counted again with every edit: then nothing is explained any more. */
  readonly documentVersion: number;
}

export const firstPage: Page = {
  status: { state: 'idle' },
  line: '',
  curve: [],
  cursor: -1,
  offset: 0,
  tab: 'gates',
  layer: 0,
  gate: 'forgetGate',
  unit: -1,
  explained: undefined,
  step: undefined,
  whatIf: { now: [], past: [] },
};

/** As it was before the reload. */
export const withKept = (
  page: Page,
  { tab, layer, gate, unit, interventions }: PanelState,
): Page => ({
  ...page,
  ...{ tab, layer, gate, unit: unit ?? -1 },
  whatIf: { now: interventions ?? [], past: [] },
});

export function keptState(page: Page): PanelState | undefined {
  if (!page.panel) return undefined;
  const { tab, layer, gate, unit } = page;
  const interventions = page.whatIf.now;
  const { documentKey } = page.panel;
  return {
    documentKey,
    tab,
    layer,
    gate,
    ...(unit >= 0 && { unit }),
    ...(interventions.length > 0 && { interventions }),
  };
}

export function withDocument(page: Page, panel: PanelDocument): Page {
  const isOther = page.panel?.documentKey !== panel.documentKey;
  const told = panel.open?.unit ?? (isOther ? panel.chosen : undefined);
  const place = told ?? page;
  const layers = panel.overview?.layers ?? place.layer + 1;
  return {
    ...page,
    panel,
    status: panel.status,
    line: lineAfter(page, panel),
    curve: panel.curve,
    cursor: panel.open?.token ?? panel.overview?.cursorToken ?? -1,
    offset: panel.judging?.offset ?? page.offset,
    tab: tabAfter(page, panel),
    ...(told && { told }),
    gate: place.gate ?? page.gate,
    layer: Math.min(place.layer, Math.max(0, layers - 1)),
    unit: place.unit < (panel.overview?.hiddenSize ?? Infinity) ? place.unit : -1,
    explained: explainedAfter(page, panel),
    step: isOther ? undefined : page.step,
    whatIf: triedAfter(page, panel),
  };
}

/** The page of a lesson is there with the lesson only, and what a model judges with such a model. */
function tabAfter({ tab }: Page, { open, lesson, judging }: PanelDocument): PanelTab {
  const wanted = open?.tab ?? tab;
  if ((wanted === 'lesson' && lesson) || wanted === 'training') return wanted;
  if (judging) return judging.task.task;
  return wanted === 'lesson' || wanted in taskViews ? 'gates' : wanted;
}

/** Another text has other words at these places. */
function triedAfter(page: Page, { documentKey, overview }: PanelDocument): InterventionHistory {
  if (page.panel && page.panel.documentKey !== documentKey) return { now: [], past: [] };
  return overview ? fitting(page.whatIf, overview) : page.whatIf;
}

function explainedAfter(
  page: Page,
  { open, overview, documentKey }: PanelDocument,
): Explained | undefined {
  if (!overview) return undefined;
  const { documentVersion } = overview;
  if (open?.explained !== undefined) return { token: open.explained, documentVersion };
  const same = page.panel?.documentKey === documentKey;
  return same && page.explained?.documentVersion === documentVersion ? page.explained : undefined;
}

/** The host's own line says more than the status; it stands until the state is another. */
function lineAfter(page: Page, { documentKey, status, line }: PanelDocument): string {
  if (line !== undefined) return line;
  const same = page.panel?.documentKey === documentKey && page.status.state === status.state;
  return same ? page.line : statusSentence(status);
}

/** What the host may tell, as changes of the page. */
export function pageHandlers(
  store: Store<Page>,
  exporting: ExportedPicture,
): Handlers<PanelPageContract> {
  return {
    async exportPicture() {
      await exporting.current?.();
      return exporting.current !== undefined;
    },
    document: (panel) => store.update((page) => withDocument(page, panel)),
    cursor: ({ token }) =>
      store.update((page) => (page.cursor === token ? page : { ...page, cursor: token })),
    offset: ({ offset }) =>
      store.update((page) => (page.offset === offset ? page : { ...page, offset })),
    unit: (told) => store.update((page) => ({ ...page, gate: page.gate, ...told, told })),
    lesson: (lesson) =>
      store.update((page) => (page.panel ? { ...page, panel: { ...page.panel, lesson } } : page)),
    status: ({ status, line }) => store.update((page) => ({ ...page, status, line })),
    curve: ({ points, restart }) =>
      store.update((page) => ({ ...page, curve: restart ? points : [...page.curve, ...points] })),
  };
}

/** For the time before the host's first line. */
export function statusSentence(status: SessionStatus): string {
  const done = `${Math.round(100 * (status.progress ?? 0))} %`;
  const quality = status.metric ? ` · ${metricText(status.metric)}` : '';
  switch (status.state) {
    case 'idle':
      return 'Not trained yet';
    case 'training':
      return `Training, ${done}${quality}`;
    case 'paused':
      return `Paused at ${done}${quality}`;
    case 'ready':
      return `Ready${quality}`;
    case 'failed':
      return status.message ?? 'The training failed';
    default:
      return status.state satisfies never;
  }
}
