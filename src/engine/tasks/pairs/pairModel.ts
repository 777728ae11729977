/** A model of pairs and its file: what is stored, and the targets that it writes. */
import type { ModelFacts, StoredModel } from '../../files/modelFile';
import type { Kernels } from '../../kernels/kernels';
import { createNetwork, loadTensors, saveTensors, type Network } from '../../network/network';
import { vocabularyOfWords } from '../../text/words/vocabulary';
import { roomFor } from '../../training/sequences/lanes';
import { longestOf } from '../../training/sequences/sequences';
import { createTranslator, type Translator } from '../../training/pairs/translator';
import { write } from '../../training/pairs/writing';
import { rowsFrom } from '../inputs/rows';
import type { PairFacts } from './pairFacts';
import { pairSequences, type PairRows } from './pairNetwork';
import { joined, letters } from './pairTokens';
import type { Pairs } from './readPairs';

/** The weights as they are in the network. */
export function storedPairModel(
  network: Network,
  rows: PairRows,
  units: Pairs['units'],
  facts: Omit<ModelFacts, 'shape' | 'vocabulary' | 'fingerprint' | 'unitNames' | 'task'>,
): StoredModel {
  return {
    ...facts,
    task: {
      task: 'pairs',
      units,
      source: [...rows.source.values],
      target: [...rows.target.values],
    },
    ...{ shape: network.shape, vocabulary: vocabularyOfWords([]) },
    ...{ fingerprint: [], unitNames: {}, weights: saveTensors(network) },
  };
}

/** What a model wrote of a source. */
export interface Written {
  readonly source: string;
  readonly target: string;
  readonly sourceTokens: readonly string[];
  readonly targetTokens: readonly string[];
  /**
   * With attention: a row for each token that was written, and one more for the end; the shares of the
   * source's tokens in it, which sum to 1.
   */
  readonly looks?: readonly (readonly number[])[];
}

export interface PairModel {
  readonly facts: PairFacts;
  /** @param blocked positions of every source that may not be looked at */
  write(sources: readonly string[], blocked?: ReadonlySet<number>): Written[];
}

/** @throws ShapeError where its tensors are not the network's, Error where it is of another task */
export function openPairModel(kernels: Kernels, { shape, weights, task }: StoredModel): PairModel {
  if (task?.task !== 'pairs') throw new Error('It writes no targets');
  const network = createNetwork(kernels, shape);
  loadTensors(network, weights);
  return pairModelOf(network, task);
}

/** With the weights that are in the network whenever it writes. */
export function pairModelOf(network: Network, task: PairFacts): PairModel {
  const rows = { source: rowsFrom(task.source), target: rowsFrom(task.target) };
  let translator: Translator | undefined;
  let room = 0;
  // Kept, because its memory is given back with the network's only.
  const translatorFor = (longest: number): Translator => {
    if (!translator || longest > room) {
      room = roomFor(longest);
      translator = createTranslator(network, lanesRead, { source: room, target: 1 });
    }
    return translator;
  };
  return {
    facts: task,
    write(sources, blocked) {
      const pairs = sources.map((source) => ({ source, target: '' }));
      const read = pairSequences(pairs, rows, task.units).sources;
      return writtenOf(translatorFor(longestOf(read)), sources, { rows, ...task }, blocked);
    },
  };
}

const lanesRead = 8;

/** What a network writes of sources, in words. */
export function writtenOf(
  translator: Translator,
  sources: readonly string[],
  { rows, units }: { readonly rows: PairRows; readonly units: Pairs['units'] },
  blocked?: ReadonlySet<number>,
): Written[] {
  const pairs = sources.map((source) => ({ source, target: '' }));
  const read = pairSequences(pairs, rows, units).sources;
  const looks = sources.map((): number[][] => []);
  const ids = write(translator, read, {
    ...(blocked && { isBlocked: (_: number, position: number) => blocked.has(position) }),
    onLook: (source, _, shares) => void looks[source].push(Array.from(shares)),
  });
  if (!ids) throw new Error('It was interrupted');
  return sources.map((source, n) => {
    const targetTokens = Array.from(ids[n], (id) => rows.target.values[id]);
    return {
      ...{ source, target: joined(targetTokens, units.target), targetTokens },
      sourceTokens: letters(source, units.source),
      ...(looks[n].length > 0 && { looks: looks[n] }),
    };
  });
}
