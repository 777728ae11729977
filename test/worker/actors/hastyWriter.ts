/** Publishes version after version without a pause, each filled with its number. */
import { workerData } from 'node:worker_threads';
import type { LiveModel } from '../../../src/shared/contracts/documents';
import { createWeightsPublisher } from '../../../src/worker/models/publishedWeights';

const { model, length } = workerData as { model: LiveModel; length: number };
const writer = createWeightsPublisher('{}', length, 0, model);
const weights = new Float32Array(length);
for (;;) writer.publish(weights.fill(writer.version + 1), 0);
