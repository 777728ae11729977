import { describe, expect, it } from 'vitest';
import type { ClassExample } from '../../../../src/engine/tasks/examples';
import { trainMeanOfEmbeddings } from '../../../../src/engine/tasks/opponents/meanOfEmbeddings';
import { engineHere } from '../../../worker/engine';

const engine = engineHere();
const means = {
  ...engine,
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
      const mean = trainMeanOfEmbeddings(split, 2, means, 1, 600_000);
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
    expect(trainMeanOfEmbeddings(split, 2, means, 1, 1000)).toBeUndefined();
  });
});
