/** A model of pairs and its file: what is stored, and the targets that it writes. */
import type { ModelFacts, StoredModel } from '../../files/modelFile';
import type { Kernels } from '../../kernels/kernels';
import { createNetwork, loadTensors, saveTensors, type Network } from '../../network/network';
import { vocabularyOfWords } from '../../text/words/vocabulary';
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
  const rows = { source: rowsFrom(task.source), target: rowsFrom(task.target) };
  return {
    facts: task,
    write(sources, blocked) {
      const pairs = sources.map((source) => ({ source, target: '' }));
      const read = pairSequences(pairs, rows, task.units).sources;
      const longest = { source: longestOf(read), target: 1 };
      return writtenOf(
        createTranslator(network, lanesRead, longest),
        sources,
        { rows, ...task },
        blocked,
      );
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
