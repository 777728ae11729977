/**
 * What a file of ours holds for its training to go on from: last weights, Adam's moments, plan and place in
 * the text. A training that was continued on a cluster comes back with it; one that is at its end needs
 * none of it.
 */
import * as v from 'valibot';
import { modelTensors, type NamedTensors, type ResumePoint } from '../../engine/files/modelFile';
import { readFacts } from '../../engine/files/modelMetadata';
import { countParameters, type ModelShape } from '../../engine/network/shape';
import { planSchema } from '../../engine/training/plan';
import { trainerPositionSchema } from '../../engine/training/trainerState';
import type { ByteSource } from '../platform/disk/files';
import type { ForeignFile } from '../tensors/foreignHeader';

export interface KeptTraining {
  readonly plan: unknown;
  readonly resume: ResumePoint;
}

const stateSchema = v.looseObject({
  state: v.looseObject({ position: trainerPositionSchema }),
});

/** Weights and moments as tensors, and again as the file that is written. */
const copies = 8;

/** @param breathe between tensors; it may throw @returns undefined where there is nothing whole to go on from */
export async function keptTraining(
  { source, metadata, tensors }: Pick<ForeignFile, 'source' | 'metadata' | 'tensors'>,
  memoryMB: number,
  breathe: () => Promise<void>,
): Promise<KeptTraining | undefined> {
  const read = readFacts(metadata);
  if (!read.ok) return undefined;
  const { facts, resumeState } = read.value;
  const plan = v.safeParse(planSchema, facts.plan);
  const kept = v.safeParse(stateSchema, resumeState);
  if (!plan.success || !kept.success) return undefined;
  const { state } = kept.output;
  if (state.position.progress.steps >= plan.output.steps) return undefined;
  if (copies * 4 * countParameters(facts.shape) > memoryMB * 2 ** 20) return undefined;
  const part = (prefix: string) => tensorsOf(source, tensors, facts.shape, prefix, breathe);
  const [last, m, second] = [
    await part('resume.last.'),
    await part('resume.m.'),
    await part('resume.v.'),
  ];
  return last && m && second && { plan: facts.plan, resume: { state, last, m, v: second } };
}

/** @returns undefined where one is missing, of another shape or not finite */
async function tensorsOf(
  source: ByteSource,
  entries: ForeignFile['tensors'],
  shape: ModelShape,
  prefix: string,
  breathe: () => Promise<void>,
): Promise<NamedTensors | undefined> {
  const found = new Map<string, Float32Array>();
  for (const [name, dimensions] of modelTensors(shape)) {
    const entry = entries.get(prefix + name);
    if (entry?.dtype !== 'F32' || entry.shape.join() !== dimensions.join()) return undefined;
    // A copy, which begins where numbers may begin.
    const bytes = Uint8Array.from(await source.read(entry.begin, entry.end - entry.begin));
    const numbers = new Float32Array(bytes.buffer);
    if (!numbers.every(Number.isFinite)) return undefined;
    found.set(name, numbers);
    await breathe();
  }
  return found;
}
