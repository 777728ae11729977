import { describe, expect, it } from 'vitest';
import { inOneGo } from '../../../../src/engine/steps';
import type { ClassExample } from '../../../../src/engine/tasks/examples';
import {
  bytesOfMean,
  mostOpponentBytes,
  trainMeanOfEmbeddings,
} from '../../../../src/engine/tasks/opponents/meanOfEmbeddings';
import { classTask } from '../../../../src/engine/tasks/networks/tasks';
import { engineHere } from '../../../worker/engine';

const engine = engineHere();
const means = {
  ...engine,
  room: mostOpponentBytes,
  createKernels: (budgetBytes: number) =>
    engine.createKernels({
      ...{ threads: 1, budgetBytes, arithmetic: engine.arithmetic },
      interrupted: () => false,
    }),
};

const example = (text: string, judged: number): ClassExample => ({
  ...{ text, class: judged, start: 0, end: text.length },
});
const examples = (count: number): ClassExample[] =>
  Array.from({ length: count }, (_, n) =>
    n % 2 === 0 ? example(`a bright film ${n % 7}`, 0) : example(`a dull film ${n % 5}`, 1),
  );
const split = { train: examples(60), valid: examples(10), test: examples(8) };

describe('The mean of embeddings as an opponent', () => {
  it('learns in steps, the same from the same examples', () => {
    const given = [1, 2].map(() => {
      const mean = inOneGo(trainMeanOfEmbeddings(split, 2, means, 1, 600_000));
      if (!mean) throw new Error('There is time for it');
      let steps = 1;
      while (!mean.step()) steps++;
      expect(steps).toBeGreaterThan(1);
      return [...mean.given()];
    });
    expect(given[0]).toEqual(split.test.map((one) => one.class));
    expect(given[1]).toEqual(given[0]);
  });

  it('is none where it would not see every example once', () => {
    expect(inOneGo(trainMeanOfEmbeddings(split, 2, means, 1, 1000))).toBeUndefined();
  });

  it('takes as many bytes as are known before, or is left out', () => {
    const longest = 4;
    // Whatever the network beside it asks, and however many words that reads at a time.
    for (const window of [1, 3]) {
      const { data } = classTask(split, { asked: 'last', classes: 2, window });
      const room = bytesOfMean(data, longest, engine);
      expect(room).toBeGreaterThan(16 << 20);
      const start = (bytes: number) =>
        inOneGo(trainMeanOfEmbeddings(split, 2, { ...means, room: bytes }, 1, 600_000));
      const mean = start(room);
      if (!mean) throw new Error('There is room for it');
      let steps = 1;
      while (!mean.step()) steps++;
      expect(steps).toBeGreaterThan(1);
      expect(mean.given()).toHaveLength(split.test.length);
      expect(start(room - 1)).toBeUndefined();
    }
  });
});
