/**
 * Copies of the weights during the training, for the time-lapse: of the first steps, then less and less
 * often (each at a fixed multiple of the steps of the one before), because a network changes most at
 * the start. Where a validation is near it is waited for, so that its figure belongs to the snapshot.
 *
 * A copy takes a millisecond or two and there are at most 20; the scribe makes the file alongside the
 * end of the training, and alongside each checkpoint if there are new ones, so that a training that is
 * interrupted and resumed keeps its earlier ones. If the disk refuses, that is logged.
 */
import type { StepReport } from '../../../engine/training/trainingStep';
import { unflatten } from '../../../engine/network/network';
import { layOut } from '../../../engine/network/shape';
import { snapshotHeader, snapshotPath, snapshotWeights } from '../../models/snapshotModel';
import type { SnapshotJob } from '../../platform/threads/scribe';
import type { Run } from '../training';
import type { TrainingTools } from '../trainingTools';

export interface Snapshots {
  /** After a step: copies the current weights if it is time to. */
  note(report: StepReport): void;
  /** Takes up what a training that was interrupted had kept up to its checkpoint. */
  recall(): Promise<void>;
  /** Writes those of now beside a checkpoint of that version. @param mayGoOn false drops it */
  keep(modelVersion: number, mayGoOn: () => Promise<boolean>): Promise<void>;
  /** Resolves when nothing is being written. */
  settled(): Promise<void>;
  /** Writes those that led to the best weights, published as that version. */
  write(modelVersion: number): Promise<void>;
}

interface Kept {
  readonly step: number;
  readonly values: Float32Array<ArrayBuffer>;
  /** Nats per token. */
  validation?: number;
}

export interface SnapshotOptions {
  readonly run: Pick<Run, 'request' | 'prepared' | 'network' | 'trainer' | 'training'>;
  readonly tools: Pick<TrainingTools, 'files' | 'encode' | 'log'>;
}

export function createSnapshots({ run, tools }: SnapshotOptions): Snapshots {
  const { trainer, network, prepared, request, training } = run;
  const most = prepared.snapshots;
  const kept: Kept[] = [];

  const copy = (step: number): void => {
    if (!trainer.sound()) return;
    kept.push({ step, values: new Float32Array(network.parameters.values) });
  };
  // What an earlier training had learnt. A training from nothing can be drawn again.
  if (most > 0 && prepared.weights && !prepared.resumed) copy(0);

  /** Grows with every copy, and with every validation that one of them gets later. */
  const filled = (): number =>
    kept.length + kept.filter(({ validation }) => validation !== undefined).length;
  let written = 0;
  let writing: Promise<void> = Promise.resolve();

  async function write(
    some: readonly Kept[],
    facts: Omit<SnapshotJob['facts'], 'snapshots'>,
  ): Promise<void> {
    const job: SnapshotJob = {
      kind: 'snapshots',
      facts: {
        ...facts,
        snapshots: some.map(({ step, validation }) => ({
          step,
          ...(validation === undefined || !Number.isFinite(validation) ? {} : { validation }),
        })),
      },
      shape: prepared.shape,
      alignment: network.kernels.alignment,
      weights: some.map(({ values }) => values),
    };
    try {
      const bytes = await tools.encode(job);
      const saved = await tools.files.writeCompanion(snapshotPath(request.modelPath), bytes);
      const said = saved.ok ? `${some.length}, ${bytes.length} bytes` : saved.failure.reason;
      tools.log(`snapshots: ${said}`);
    } catch (error) {
      tools.log(`snapshots: ${String(error)}`);
    }
  }

  return {
    async recall() {
      const name = prepared.resumed?.training;
      const { modelPath } = request;
      const header = await snapshotHeader(modelPath, prepared.shape, tools.files);
      if (name === undefined || header?.facts.training !== name) return;
      const layout = layOut(prepared.shape, network.kernels.alignment);
      for (const [at, snapshot] of header.facts.snapshots.entries()) {
        if (snapshot.step > trainer.stepsDone || kept.length >= most) break;
        const numbers = await snapshotWeights(modelPath, header.places[at], tools.files);
        if (!numbers) return;
        kept.push({ ...snapshot, values: unflatten(layout, numbers) });
      }
      written = filled();
      tools.log(`snapshots: ${kept.length} recalled`);
    },
    async keep(modelVersion, mayGoOn) {
      if (filled() === written) return;
      const copies: Kept[] = [];
      const steps = trainer.stepsDone;
      const reached = filled();
      for (const one of [...kept]) {
        copies.push({ ...one, values: one.values.slice() });
        if (!(await mayGoOn())) return;
      }
      written = reached;
      writing = writing.then(() => write(copies, { modelVersion, steps, training }));
    },
    settled: () => writing,
    note(report) {
      const last = kept.at(-1);
      if (report.kind === 'validated') {
        if (last?.step === report.step) last.validation = report.loss;
        return;
      }
      const { steps, validateEvery } = trainer.plan;
      if (kept.length < most && isDue(report.step, last?.step ?? 0, { steps, validateEvery, most }))
        copy(report.step);
    },
    async write(modelVersion) {
      const steps = trainer.best?.step ?? trainer.stepsDone;
      await writing;
      const before = kept.splice(0).filter(({ step }) => step < steps);
      await write(before, { modelVersion, steps });
    },
  };
}

/** @param last step of the snapshot before, 0 for none */
export function isDue(
  step: number,
  last: number,
  plan: { readonly steps: number; readonly validateEvery: number; readonly most: number },
): boolean {
  const ratio = plan.steps ** (1 / Math.max(1, plan.most));
  const due = Math.max(last + 1, last * ratio);
  if (step < due) return false;
  const validation = Math.ceil(step / plan.validateEvery) * plan.validateEvery;
  return step === validation || validation > due * Math.sqrt(ratio);
}
