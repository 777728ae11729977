import { describe, expect, it } from 'vitest';
import type { Steps } from '../../../../src/engine/steps';
import { createForecasting } from '../../../../src/engine/tasks/series/forecasting';
import { seriesReport } from '../../../../src/engine/tasks/series/seriesReport';
import { splitClasses } from '../../../../src/engine/tasks/splits/classSplit';
import type { ExampleRequest } from '../../../../src/shared/tasks';
import { judgingShape } from '../../../../src/worker/cells/chosenShape';
import { judgeClasses } from '../../../../src/worker/training/examples/judging';
import { judgePairs } from '../../../../src/worker/training/examples/learntPairs';
import { judgeSeries } from '../../../../src/worker/training/examples/learntSeries';
import { learntTask } from '../../../../src/worker/training/examples/learntTasks';
import { networkOf, seriesOf } from '../../../engine/tasks/series/stage';
import { waves } from '../../../engine/tasks/series/generated';

const count = 8000;
const numbered = (line: (n: number) => string): string =>
  Array.from({ length: count }, (_, n) => line(n)).join('\n');

const texts: Record<ExampleRequest['id'], string> = {
  classes: numbered((n) => `a film that is number ${n % 900} of many\t${n % 2 ? 'good' : 'bad'}`),
  labels: numbered((n) => (n % 9 === 8 ? '' : `word${n % 700}\t${n % 3 ? 'NOUN' : 'VERB'}`)),
  pairs: numbered((n) => `number ${n}\t${n} is its number`),
  series: ['value', ...waves(count, 1, 0.2)].join('\n'),
};

function learnt(id: ExampleRequest['id']) {
  const chosen = judgingShape({ cells: ['gru'], layers: 1 }, id);
  if (!chosen.ok) throw new Error(JSON.stringify(chosen.failure));
  return learntTask({
    ...{ task: { id }, name: 'examples.tsv', text: texts[id], chosen: chosen.value },
    ...{ arithmetic: 'separate', options: { seed: 1, memory: 0, hiddenSize: 0, embeddingSize: 0 } },
  });
}

function breaths<T>(steps: Steps<T>): { readonly pauses: number; readonly value: T } {
  for (let pauses = 0; ; pauses++) {
    const step = steps.next();
    if (step.done) return { pauses, value: step.value };
  }
}

const stepsOf = (judging: { step(): boolean }): number => {
  let steps = 1;
  while (!judging.step()) steps++;
  return steps;
};

describe('what a training of examples starts with', () => {
  for (const id of ['classes', 'labels', 'pairs', 'series'] as const) {
    it(`is made of ${id} with a breath every thousand lines or fewer`, () => {
      const { pauses, value } = breaths(learnt(id));
      expect(value.ok).toBe(true);
      expect(pauses).toBeGreaterThan(count / 1000);
    });
  }
});

describe('the opponents at the end of a training', () => {
  it('of classes learn and answer with breaths', () => {
    const examples = Array.from({ length: count }, (_, n) => {
      const text = `a film that is number ${n} of many`;
      return { text, class: n % 2, start: 0, end: text.length };
    });
    const split = splitClasses({ task: 'classes', classes: ['0', '1'], examples });
    const given = new Int32Array(split.test.length);
    function* none(): Steps<undefined> {
      yield;
    }
    const judging = judgeClasses(split, 2, given, none);
    expect(stepsOf(judging)).toBeGreaterThan(count / 1000);
    expect(judging.result().rows).toHaveLength(4);
    expect(judging.isEnough).toBe(true);
  });

  it('of pairs that look through all that was learnt breathe at each source', () => {
    const pair = (n: number) => ({ source: `number ${n}`, target: `${n}`, line: n + 1 });
    const pairs = Array.from({ length: 10_000 }, (_, n) => pair(n));
    const split = { train: pairs, valid: [], test: pairs.slice(0, 20), duplicates: 0 };
    const units = { source: 'letters', target: 'letters' } as const;
    const judging = judgePairs(
      split,
      units,
      split.test.map(({ target }) => target),
    );
    expect(stepsOf(judging)).toBeGreaterThan(split.test.length);
    expect(judging.result().rows).toHaveLength(4);
  });

  it('of a series are judged in steps, with the figures of a report', () => {
    const series = seriesOf(waves(200, 2, 0.1));
    const { network, columns } = networkOf(series);
    const judging = judgeSeries(series, { network, columns, horizon: 6 });
    expect(stepsOf(judging)).toBeGreaterThan(10);
    const report = seriesReport(series, createForecasting(network, columns), 6);
    const { rows, season } = judging.result();
    expect(season).toBe(report.season);
    for (const { judge, figures } of rows) {
      expect(figures).toMatchObject({ mse: report.rows[judge].mse });
    }
  });
});
