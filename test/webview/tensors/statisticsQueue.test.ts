import { describe, expect, it } from 'vitest';
import type { CancelSignal } from '../../../src/shared/wire/canceller';
import type { TensorStatistics } from '../../../src/shared/model/tensors';
import type { Answer } from '../../../webview/tensors/tensorsHost';
import { createStatisticsQueue } from '../../../webview/tensors/statisticsQueue';

const figures = { numbers: 0, zeros: 0, nans: 0, infinities: 0, bins: [] };
const value: TensorStatistics = { whole: figures, blocks: [] };

function stage() {
  const asked: number[] = [];
  const broken: unknown[] = [];
  let now: { cancel: CancelSignal; answer: (answer: Answer<TensorStatistics>) => void };
  let drawn = 0;
  const queue = createStatisticsQueue(
    () => drawn++,
    (error) => broken.push(error),
  );
  queue.restart((place, cancel) => {
    asked.push(place);
    return new Promise((answer) => (now = { cancel, answer }));
  });
  const answer = async (given: Answer<TensorStatistics> = { ok: true, value }): Promise<void> => {
    now.answer(given);
    await new Promise((resolve) => setTimeout(resolve, 0));
  };
  return {
    queue,
    asked,
    answer,
    broken,
    isCancelled: () => now.cancel.cancelled,
    drawn: () => drawn,
  };
}

describe('The order in which numbers are read', () => {
  it('is what is seen from the top, one at a time, then what a table wants', async () => {
    const { queue, asked, answer, drawn } = stage();
    queue.show([4, 5]);
    queue.collect([0, 4, 9]);
    expect(asked).toEqual([4]);
    await answer();
    await answer();
    await answer();
    await answer();
    expect(asked).toEqual([4, 5, 0, 9]);
    expect([...queue.found.keys()]).toEqual([4, 5, 0, 9]);
    expect(drawn()).toBe(4);
  });

  it('calls off what is not seen any more', async () => {
    const { queue, asked, isCancelled, answer } = stage();
    queue.show([4]);
    queue.show([4, 5]);
    expect(isCancelled()).toBe(false);
    queue.show([7]);
    expect(asked).toEqual([4, 7]);
    await answer();
    expect([...queue.found.keys()]).toEqual([7]);
    queue.show([8]);
    queue.pause();
    expect(isCancelled()).toBe(true);
    queue.show([9]);
    expect(asked).toEqual([4, 7, 8]);
  });

  it('keeps a sentence where a tensor cannot be read, and waits where the file changed', async () => {
    const { queue, asked, answer } = stage();
    queue.show([1, 2]);
    await answer({ ok: false, isStale: false, sentence: 'The disk reported an error.' });
    expect(queue.found.get(1)).toEqual({ trouble: 'The disk reported an error.' });
    await answer({ ok: false, isStale: true, sentence: '' });
    queue.show([3]);
    expect(asked).toEqual([1, 2, 3]);
  });

  it('begins anew with another reading of the file', async () => {
    const { queue, asked, answer } = stage();
    queue.show([1]);
    await answer();
    const again: number[] = [];
    queue.restart((place) => {
      again.push(place);
      return new Promise(() => undefined);
    });
    expect([queue.found.size, asked, again]).toEqual([0, [1], [1]]);
  });
});
