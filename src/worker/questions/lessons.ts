/**
 * Handles the analyst's questions about lessons: the text and plan for a seed, and the claims in a
 * trained network, one at a time so that other questions are answered in between. The network is
 * read into memory of its own, which is given back.
 */
import { lessonTraining, measuringClaims } from '../../engine/lessons/lessons';
import { tableText } from '../../engine/lessons/tables';
import { createNetwork, loadTensors } from '../../engine/network/network';
import { countParameters } from '../../engine/network/shape';
import { failed, success } from '../../shared/failures';
import type { LessonContract } from '../../shared/lessons/lessonTraining';
import type { MeasuredClaim } from '../../shared/lessons/lessons';
import type { Handlers } from '../../shared/wire/rpc';
import type { EngineParts } from '../platform/engineParts';
import type { ModelFiles } from '../models/modelFiles';
import type { Clock } from '../platform/clock';

/** For the predictor and the lanes of substitutions, next to the weights. */
const workingBytes = 64 << 20;

export function createLessonQuestions(options: {
  readonly engine: EngineParts;
  readonly modelFiles: Pick<ModelFiles, 'open'>;
  readonly clock: Pick<Clock, 'nextTurn'>;
}): Handlers<LessonContract> {
  const { engine, modelFiles, clock } = options;
  return {
    tableText: ({ table }) => success(tableText(table)),
    lessonTraining({ lesson, seed, together }) {
      return success(lessonTraining(lesson, seed, together));
    },
    async measureLesson({ lesson, seed, path }, job) {
      const stored = await modelFiles.open(path);
      if (!stored.ok) return stored;
      const model = stored.value;
      if (!model) return failed({ kind: 'noModel', name: 'This lesson' });
      const { shape, vocabulary, weights, task } = model;
      const budgetBytes = workingBytes + 16 * countParameters(shape);
      const kernels = engine.createKernels({
        ...{ threads: 1, budgetBytes, interrupted: () => false },
        // As the table of the lesson that it is compared with was measured.
        arithmetic: 'separate',
      });
      try {
        const network = createNetwork(kernels, shape);
        loadTensors(network, weights);
        const measured: MeasuredClaim[] = [];
        for (const claim of measuringClaims(lesson, { network, vocabulary, seed, task })) {
          if (job.cancelled) return failed({ kind: 'stale' });
          measured.push({ id: claim.rule.id, value: claim.value, held: claim.held });
          await clock.nextTurn();
        }
        return success(measured);
      } finally {
        kernels.dispose();
      }
    },
  };
}
