/**
 * Keeps what is on the screen coloured: which pane is asked about, when, and what happens to the
 * answer. While the user types, the visible part comes first, then its margin. At most one question is
 * pending; an answer about a text, measure or place that is no longer shown is dropped; nothing is ever
 * reported to the user. Knows nothing of VS Code.
 */
import type {
  ColourAnswer,
  ColourMeasure,
  ColourRequest,
} from '../../shared/questions/editor/colours';
import type { Failure, Result } from '../../shared/failures';
import type { Span } from '../../shared/model/versions';
import type { Timer } from '../../shared/wire/rpc';
import type { Subscription } from '../common/listeners';

/** One editor that shows (a part of) a text. */
export interface Pane {
  /** Stays the same for the same editor. */
  readonly identity: object;
  readonly documentKey: string;
  readonly version: number;
  /** What it is seen through, the same object for the same source, and which weights of it. */
  readonly model: object | undefined;
  readonly modelVersion: number | undefined;
  /** None: it stays plain. */
  readonly measure: ColourMeasure | undefined;
  /** What a person sees of it, and that with a margin; in offsets. */
  readonly visible: Span;
  readonly wanted: Span;
  paint(answer: ColourAnswer, measure: ColourMeasure): void;
  clear(): void;
}

export interface ColourScheduler extends Subscription {
  /**
   * Something changed: checks all panes once, after this many milliseconds; without a number, as soon
   * as enough time has passed since the last check.
   */
  refresh(wait?: number): void;
}

/** In milliseconds. */
const pauses = {
  /** Between the end of a round and the next while somebody types: painting leaves the host free. */
  rounds: 80,
  /** Until the margin that was left out is asked for, unless the user continues typing. */
  margin: 150,
  /** After an answer that the text or the weights had overtaken. */
  stale: 120,
  /** Until the trace has probably come so far that an approximate answer can be exact. */
  exact: 700,
} as const;

interface Painted {
  readonly version: number;
  readonly model: object | undefined;
  readonly modelVersion: number;
  readonly measure: ColourMeasure;
  readonly span: Span;
  readonly hasMargin: boolean;
  readonly exact: boolean;
}

export function createColourScheduler(options: {
  readonly timer: Timer;
  /** The panes of now. */
  readonly panes: () => readonly Pane[];
  readonly ask: (request: ColourRequest) => Promise<Result<ColourAnswer>>;
  /** Called with the time of the question and the number of tokens painted since. */
  readonly painted?: (asked: number, tokens: number) => void;
  /** Called with the reason why a document is plain although it should be coloured. */
  readonly refused?: (documentKey: string, failure: Failure) => void;
}): ColourScheduler {
  const { timer, panes, ask } = options;
  const painted = new WeakMap<object, Painted>();
  let isRunning = false;
  /** Counted, so that a round can tell whether it is out of date. */
  let changes = 0;
  let isDisposed = false;
  /** When the last round was over. */
  let ended = -Infinity;
  let waiting: { readonly due: number; cancel(): void } | undefined;
  // Asked through a function: it may have become true while an answer was awaited.
  const isOver = (): boolean => isDisposed;

  /** The first keystroke after a pause is answered at once. */
  const soon = (): number => Math.max(0, ended + pauses.rounds - performance.now());

  function refresh(wait: number = soon()): void {
    if (isOver()) return;
    changes++;
    if (isRunning) return;
    const due = performance.now() + wait;
    if (waiting && waiting.due <= due) return;
    waiting?.cancel();
    waiting = { due, cancel: timer.after(wait, () => void round()) };
  }

  async function round(): Promise<void> {
    waiting = undefined;
    isRunning = true;
    const before = changes;
    let wait = Infinity;
    try {
      for (const pane of panes()) wait = Math.min(wait, await colour(pane));
    } finally {
      isRunning = false;
      ended = performance.now();
    }
    if (changes !== before) refresh();
    else if (wait < Infinity) refresh(wait);
  }

  /** @returns milliseconds after which a better answer is available; Infinity: this is the best */
  async function colour(pane: Pane): Promise<number> {
    if (isOver()) return Infinity;
    const { identity, documentKey, version, model, measure } = pane;
    if (!measure) {
      if (painted.delete(identity)) pane.clear();
      return Infinity;
    }
    const before = painted.get(identity);
    const isSeen = before !== undefined && showsWhatIsSeen(before, pane);
    if (isSeen && before.hasMargin && before.exact) return Infinity;
    const hasMargin = before === undefined || before.version === version;
    const span = hasMargin ? pane.wanted : pane.visible;
    const request = { documentKey, from: span.start, to: span.end, measure };
    const asked = performance.now();
    const answer = await ask(request);
    if (isOver()) return Infinity;
    if (pane.version !== version || pane.measure !== measure || pane.model !== model) {
      changes++;
      return Infinity;
    }
    if (!answer.ok) {
      if (answer.failure.kind === 'stale') return pauses.stale;
      // The earlier colours would be those of another model or word.
      if (painted.delete(identity)) pane.clear();
      options.refused?.(documentKey, answer.failure);
      return Infinity;
    }
    const { documentVersion, modelVersion, approximate } = answer.value;
    // The thread has not heard of the last edit yet.
    if (documentVersion !== version) return pauses.stale;
    const exact = !approximate;
    const now = { version, model, modelVersion, measure, span, exact };
    painted.set(identity, { ...now, hasMargin });
    pane.paint(answer.value, measure);
    options.painted?.(asked, answer.value.values.length);
    if (!hasMargin) return pauses.margin;
    return exact ? Infinity : pauses.exact;
  }

  return {
    refresh,
    dispose() {
      isDisposed = true;
      waiting?.cancel();
    },
  };
}

/** Whether what a person sees of the pane has been painted as it is now. */
function showsWhatIsSeen(painted: Painted, pane: Pane): boolean {
  const { version, model, modelVersion, measure, span } = painted;
  return (
    version === pane.version &&
    model === pane.model &&
    modelVersion === pane.modelVersion &&
    measure === pane.measure &&
    span.start <= pane.visible.start &&
    span.end >= pane.visible.end
  );
}
