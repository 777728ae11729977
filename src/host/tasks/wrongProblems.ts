/**
 * Keeps what a model judges otherwise than the text says, for the texts where a person wants it listed: read
 * a few hundred examples at a time, moved with edits and read again after them, gone with the model. Knows
 * nothing of VS Code.
 */
import type { TextChange } from '../../shared/contracts/documents';
import type { Result } from '../../shared/failures';
import type { Span } from '../../shared/model/versions';
import type { WrongAnswers } from '../../shared/questions/examples';
import type { Timer } from '../../shared/wire/rpc';
import { percent } from '../common/formatNumbers';
import type { Subscription } from '../common/listeners';

export interface Wrong extends Span {
  readonly message: string;
}

export interface WrongProblems extends Subscription {
  /** It is wanted of this text, whose model or wish may have changed; or it is not. */
  follow(documentKey: string, isWanted: boolean): void;
  /** @param changes none: the text was read again */
  edited(documentKey: string, changes: readonly TextChange[] | undefined): void;
}

/** In milliseconds. */
const pauses = {
  /** Several things happen to a session at once. */
  soon: 50,
  /** After the last edit: nobody looks at a list while typing. */
  edit: 600,
  /** After an answer that the text or the weights had overtaken. */
  stale: 600,
} as const;

/** More of them nobody works through, and more examples are not judged for a list. */
export const most = { problems: 1000, examples: 20_000 } as const;

interface Followed {
  wrong: readonly Wrong[];
  /** Counted, so that a reading knows whether it is out of date. */
  reading: number;
  waiting?: { cancel(): void };
}

export function createWrongProblems(options: {
  readonly timer: Timer;
  readonly ask: (documentKey: string, from: number) => Promise<Result<WrongAnswers>>;
  /** None: nothing is listed of it. */
  readonly show: (documentKey: string, wrong: readonly Wrong[]) => void;
}): WrongProblems {
  const { timer, ask, show } = options;
  const texts = new Map<string, Followed>();

  function later(key: string, text: Followed, wait: number): void {
    text.reading++;
    text.waiting?.cancel();
    text.waiting = { cancel: timer.after(wait, () => void read(key, text)) };
  }

  async function read(key: string, text: Followed): Promise<void> {
    const reading = ++text.reading;
    const found: Wrong[] = [];
    for (let from = 0; ;) {
      const answer = await ask(key, from);
      if (text.reading !== reading) return;
      if (!answer.ok && answer.failure.kind === 'stale') return later(key, text, pauses.stale);
      if (!answer.ok) return listed(key, text, []);
      const { next, count } = answer.value;
      found.push(...wrongOf(answer.value));
      const isEnough = found.length >= most.problems || next >= most.examples;
      if (next >= count || next <= from || isEnough) break;
      from = next;
    }
    listed(key, text, found.slice(0, most.problems));
  }

  function listed(key: string, text: Followed, wrong: readonly Wrong[]): void {
    text.wrong = wrong;
    show(key, wrong);
  }

  function drop(key: string, text: Followed): void {
    text.reading++;
    text.waiting?.cancel();
    texts.delete(key);
    show(key, []);
  }

  return {
    follow(key, isWanted) {
      const known = texts.get(key);
      if (!isWanted) return known && drop(key, known);
      const text = known ?? { wrong: [], reading: 0 };
      texts.set(key, text);
      later(key, text, pauses.soon);
    },
    edited(key, changes) {
      const text = texts.get(key);
      if (!text) return;
      listed(key, text, changes ? moved(text.wrong, changes) : []);
      later(key, text, pauses.edit);
    },
    dispose() {
      for (const [key, text] of texts) drop(key, text);
    },
  };
}

function wrongOf({ names, starts, ends, given, wanted, probability }: WrongAnswers): Wrong[] {
  return Array.from(starts, (start, k) => {
    const name = (answer: number | undefined): string => names[answer ?? -1] ?? '–';
    const message = `Judged ${name(given[k])} (${percent(probability[k] ?? 0)}); the text says ${name(wanted[k])}.`;
    return { start, end: ends[k] ?? start, message };
  });
}

/** What an edit touched is no longer known to be wrong. */
export function moved(wrong: readonly Wrong[], changes: readonly TextChange[]): readonly Wrong[] {
  return changes.reduce(
    (left, { offset, length, text }) =>
      left.flatMap((one) => {
        if (offset > one.end || (offset === one.end && length > 0)) return [one];
        if (offset + length < one.start) {
          const by = text.length - length;
          return [{ ...one, start: one.start + by, end: one.end + by }];
        }
        return [];
      }),
    wrong,
  );
}
