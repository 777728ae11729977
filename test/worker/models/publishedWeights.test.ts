import { Worker } from 'node:worker_threads';
import { expect, it } from 'vitest';
import {
  createWeightsPublisher,
  publishedVersion,
  readPublished,
} from '../../../src/worker/models/publishedWeights';
import { bundledThread } from '../bundle';

it('says 0 before anything is published', () => {
  const { model } = createWeightsPublisher('{}', 4, 7);
  expect(publishedVersion(model)).toBe(0);
  expect(readPublished(model, new Float32Array(4))).toBe(0);
});

it('gives the newest weights, with versions that follow those of the model before', () => {
  const writer = createWeightsPublisher('{}', 2, 7);
  expect(writer.publish(Float64Array.of(1, 2), 10)).toBe(8);
  expect(writer.publish(Float64Array.of(3, 4), 20)).toBe(9);
  const into = new Float32Array(2);
  expect(readPublished(writer.model, into)).toBe(9);
  expect([...into]).toEqual([3, 4]);
});

it('refuses a network of another size', () => {
  const writer = createWeightsPublisher('{}', 2);
  writer.publish(Float32Array.of(1, 2), 1);
  expect(() => readPublished(writer.model, new Float32Array(3))).toThrow(RangeError);
});

it('never gives a torn copy, however fast another thread publishes', async () => {
  const length = 20_000;
  const { model } = createWeightsPublisher('{}', length);
  const script = await bundledThread('test/worker/actors/hastyWriter.ts');
  const worker = new Worker(script, { workerData: { model, length } });
  const into = new Float32Array(length);
  const versions = new Set<number>();
  const until = performance.now() + 40_000;
  try {
    while (versions.size < 60 && performance.now() < until) {
      const version = readPublished(model, into);
      if (version === 0) await new Promise((resolve) => setTimeout(resolve, 5));
      else if (into.some((value) => value !== version)) expect.fail(`version ${version} is torn`);
      versions.add(version);
    }
  } finally {
    await worker.terminate();
  }
  expect(versions.size).toBeGreaterThan(30);
});
