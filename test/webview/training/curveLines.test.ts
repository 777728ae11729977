import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CurvePoint } from '../../../src/shared/model/training';
import { logarithmicTicks, roundBelow } from '../../../webview/charts/axisTicks';
import {
  continuousSeconds,
  everyNth,
  lossLine,
  validationLine,
  thinned,
} from '../../../webview/training/curveLines';
import { possibleCommands } from '../../../webview/page/trainingCommands';

const point = (seconds: number, loss: number, validation?: number): CurvePoint => ({
  step: seconds,
  seconds,
  loss,
  learningRate: 0.001,
  gradientNorm: 1,
  ...(validation !== undefined && { validation }),
});

describe('The curve of a training', () => {
  it('goes on where a continued training counts from zero again', () => {
    const points = [point(10, 5), point(60, 4), point(5, 4), point(60, 3), point(1, 3)];
    expect(continuousSeconds(points)).toEqual([10, 60, 65, 120, 121]);
  });

  it('gives perplexity where validation was measured', () => {
    const points = [point(1, 5), point(2, 5, Math.log(100)), point(3, 5)];
    expect(validationLine(points, 10)).toEqual([{ x: 2, y: expect.closeTo(100) }]);
  });

  it('leaves out what is not finite', () => {
    expect(lossLine([point(1, Number.NaN), point(2, 4)], 10)).toEqual([{ x: 2, y: 4 }]);
  });

  it('is thinned to the mean, with its last point kept', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ x: fc.nat(), y: fc.integer({ min: -9, max: 9 }) }), { minLength: 1 }),
        fc.integer({ min: 2, max: 20 }),
        (line, most) => {
          const fewer = thinned(line, most);
          expect(fewer.length).toBeLessThanOrEqual(most);
          expect(fewer.at(-1)).toEqual(line.at(-1));
          const [low, high] = [
            Math.min(...line.map((p) => p.y)),
            Math.max(...line.map((p) => p.y)),
          ];
          for (const { y } of fewer) {
            expect(y).toBeGreaterThanOrEqual(low);
            expect(y).toBeLessThanOrEqual(high);
          }
        },
      ),
    );
  });

  it('has a table of true points, the last one among them', () => {
    const rows = Array.from({ length: 1201 }, (_, at) => at);
    const { every, rows: kept } = everyNth(rows, 500);
    expect(every).toBe(3);
    expect(kept.length).toBeLessThanOrEqual(501);
    expect(kept.at(-1)).toBe(1200);
  });
});

describe('A logarithmic axis', () => {
  it('has round places within its range', () => {
    expect(logarithmicTicks(50, 900)).toEqual([50, 100, 200, 500]);
    expect(logarithmicTicks(1, 20_000)).toEqual([1, 10, 100, 1000, 10_000]);
    expect(logarithmicTicks(10, 5000)).toEqual([10, 30, 100, 300, 1000, 3000]);
    expect(logarithmicTicks(0, 10)).toEqual([]);
    expect([74, 50, 7, 1234, 0.3].map(roundBelow)).toEqual([50, 50, 5, 1000, 0.2]);
  });
});

describe('The buttons of a training', () => {
  it('are those that can be pressed now', () => {
    expect(possibleCommands('idle')).toEqual(['train']);
    expect(possibleCommands('training')).toEqual(['pauseTraining', 'stopTraining']);
    expect(possibleCommands('paused')).toEqual(['resumeTraining', 'stopTraining']);
    expect(possibleCommands('ready')).toEqual(['train']);
    expect(possibleCommands('failed')).toEqual(['train']);
  });
});
