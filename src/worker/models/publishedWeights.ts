/**
 * A model in training, seen from other threads: two slots of weights take turns, so that one is always
 * whole. The writer announces a version before it touches the slot; a reader that finds a later
 * announcement for its slot after copying has a torn copy and takes the other one.
 *
 * Nobody waits: a writer never waits for readers, and a reader at most for one more copy.
 */
import type { LiveModel } from '../../shared/contracts/documents';
import { LiveWord, liveControlBytes } from '../../shared/contracts/documents';

/** What a network holds and a slot gets: padded weights, in any precision. */
export type PublishedWeights = Float32Array | Float64Array;

export interface WeightsPublisher {
  readonly model: LiveModel;
  readonly version: number;
  /** @returns the version that readers see from now on */
  publish(weights: PublishedWeights, steps: number): number;
  /** @param share how far the network is trusted alongside the n-gram, 0 to 1 */
  trust(share: number): void;
}

/** @param length numbers in the network's flat array */
function allocateLive(metadata: string, length: number): LiveModel {
  const slot = (): SharedArrayBuffer => new SharedArrayBuffer(4 * length);
  const control = new SharedArrayBuffer(liveControlBytes);
  return { metadata, control, slots: [slot(), slot()] };
}

/**
 * @param length numbers in the network's flat array
 * @param after the version that the model had before; the first one published is the next
 * @param model to publish to; nobody else does
 */
export function createWeightsPublisher(
  metadata: string,
  length: number,
  after = 0,
  model: LiveModel = allocateLive(metadata, length),
): WeightsPublisher {
  const control = new Int32Array(model.control);
  const copies = model.slots.map((buffer) => new Float32Array(buffer));
  let version = after;
  return {
    model,
    get version() {
      return version;
    },
    publish(weights, steps) {
      version++;
      Atomics.store(control, LiveWord.announced, version);
      copies[version % 2].set(weights);
      Atomics.store(control, LiveWord.steps, steps);
      Atomics.store(control, LiveWord.version, version);
      return version;
    },
    trust(share) {
      Atomics.store(control, LiveWord.networkShare, Math.round(share * millionths));
    },
  };
}

const millionths = 1_000_000;

/** How far the network is trusted alongside the n-gram, 0 to 1. */
export function publishedNetworkShare(model: LiveModel): number {
  return Atomics.load(new Int32Array(model.control), LiveWord.networkShare) / millionths;
}

/** The newest whole version; 0 before the first. */
export function publishedVersion(model: LiveModel): number {
  return Atomics.load(new Int32Array(model.control), LiveWord.version);
}

/**
 * Copies the newest whole version. @returns its number; 0 where there is none yet
 * @throws RangeError where `into` has another length: another engine's layout
 */
export function readPublished(model: LiveModel, into: PublishedWeights): number {
  const control = new Int32Array(model.control);
  for (;;) {
    const version = Atomics.load(control, LiveWord.version);
    if (version === 0) return 0;
    const slot = new Float32Array(model.slots[version % 2 === 0 ? 0 : 1]);
    if (slot.length !== into.length) {
      throw new RangeError(`${slot.length} weights for a network of ${into.length}`);
    }
    into.set(slot);
    // An add of nothing orders the copy before it, which a plain load would not.
    if (Atomics.add(control, LiveWord.announced, 0) < version + 2) return version;
  }
}
