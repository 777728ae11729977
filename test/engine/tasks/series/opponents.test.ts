import { describe, expect, it } from 'vitest';
import { inOneGo } from '../../../../src/engine/steps';
import {
  autoregression,
  lineError,
  onLine,
  repeating,
} from '../../../../src/engine/tasks/series/lines/lines';
import {
  errorDifference,
  horizonsOf,
  originsOf,
  seriesRow,
} from '../../../../src/engine/tasks/series/measures';
import { bestLine, opponentsOf, rollOut } from '../../../../src/engine/tasks/series/opponents';
import { seasonOf } from '../../../../src/engine/tasks/series/lines/season';
import { splitSeries } from '../../../../src/engine/tasks/series/series';
import { walk, wave, waves } from './generated';

const split = splitSeries(1000);

describe('linear autoregression', () => {
  it('predicts a sum of waves to the last digits', () => {
    const values = waves(1000, 1, 0);
    const line = inOneGo(autoregression(values, split));
    expect(inOneGo(lineError(line, values, split.test, split.end))).toBeLessThan(1e-15);
  });

  it('finds the weights of a process with two of them', () => {
    const noise = walk(4001, 2);
    const values = new Float64Array(4000);
    for (let t = 2; t < 4000; t++) {
      values[t] = 5 + 0.5 * values[t - 1] - 0.3 * values[t - 2] + noise[t + 1] - noise[t];
    }
    const line = inOneGo(autoregression(values, { valid: 3800, test: 4000 }));
    expect(line.weights[0]).toBeCloseTo(0.5, 1);
    expect(line.weights[1]).toBeCloseTo(-0.3, 1);
  });

  it('learns nothing of the rows that test', () => {
    const values = waves(1000, 3, 0.2);
    const changed = values.map((value, t) => (t < split.test ? value : 7));
    const [one, other] = [changed, values].map((all) => inOneGo(autoregression(all, split)));
    expect(one).toEqual(other);
  });
});

describe('the season', () => {
  it('is the distance after which a series resembles itself', () => {
    const weekly = Float64Array.from({ length: 400 }, (_, t) => t / 50 + (t % 7 === 3 ? 2 : 0));
    expect(inOneGo(seasonOf(weekly))).toBe(7);
    expect(inOneGo(seasonOf(Float64Array.from({ length: 500 }, (_, t) => wave(t / 24))))).toBe(24);
  });

  it('is none where there is only noise', () => {
    const steps = walk(600, 4);
    const changes = steps.subarray(1).map((value, t) => value - steps[t]);
    expect(inOneGo(seasonOf(changes))).toBeUndefined();
  });
});

describe('the opponents', () => {
  it('are the value before, that of last season, a straight line and autoregression', () => {
    const values = waves(1000, 5, 0.1);
    const { forecasters, season } = opponentsOf(values, split);
    const names = forecasters.map(({ name }) => name);
    expect(names).toEqual(['yesterday', 'lastSeason', 'straightLine', 'autoregression']);
    expect(forecasters[0].next(values, 900)).toBe(values[899]);
    expect(forecasters[1].next(values, 900)).toBe(values[900 - (season ?? 0)]);
  });

  it('draw the straight line through what is learnt from', () => {
    const values = Float64Array.from({ length: 100 }, (_, t) => 3 + 2 * t);
    const { forecasters } = opponentsOf(values, splitSeries(100));
    const line = forecasters.find(({ name }) => name === 'straightLine');
    expect(line?.next(values, 99)).toBeCloseTo(201, 9);
  });

  it('go on from their own predictions', () => {
    const values = Float64Array.of(1, 2, 4);
    const doubling = { next: (known: Float64Array, t: number) => 2 * known[t - 1] };
    expect([...rollOut(doubling, values, 2, 3)]).toEqual([4, 8, 16]);
    expect(onLine(repeating(2), values, 2)).toBe(1);
  });

  it('give a network the one that errs least before the test', () => {
    const values = walk(1000, 6);
    expect(inOneGo(bestLine(opponentsOf(values, split), values, split)).lags[0]).toBe(1);
  });
});

describe('errors of predictions', () => {
  const wanted = Float64Array.of(1, 2, 3, 4);

  it('are squared and absolute, with the standard error of the squares', () => {
    const row = seriesRow(Float64Array.of(1, 2, 3, 6), wanted);
    expect(row).toEqual({ mse: 1, mae: 0.5, standardError: 1 });
  });

  it('are compared row by row', () => {
    const worse = wanted.map((value) => value + 1);
    expect(errorDifference(worse, wanted, wanted)).toEqual({
      mse: 1,
      standardError: 0,
      tie: false,
    });
    expect(errorDifference(wanted, wanted, wanted).tie).toBe(true);
    const uneven = Float64Array.of(1, 2, 3, 6);
    expect(errorDifference(uneven, wanted, wanted)).toMatchObject({ mse: 1, tie: true });
  });

  it('of roll-outs are told by their horizon', () => {
    const rolled = [Float64Array.of(1, 4), Float64Array.of(4, 4)];
    expect(horizonsOf(rolled, wanted, [0, 1])).toEqual({ mse: [2, 2.5], mae: [1, 1.5] });
    expect(originsOf(10, 20, 5)).toEqual([10, 11, 12, 13, 14, 15]);
  });
});
