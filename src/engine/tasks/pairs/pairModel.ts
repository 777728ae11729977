/** A model of pairs and its file: what is stored, and the targets that it writes. */
import type { ModelFacts, StoredModel } from '../../files/modelFile';
import type { Kernels } from '../../kernels/kernels';
import { createNetwork, loadTensors, saveTensors, type Network } from '../../network/network';
import { vocabularyOfWords } from '../../text/words/vocabulary';
import type { Attention } from '../../network/shape';
import { sequencesFrom } from '../../training/pairs/pairSequences';
import { longestRead, roomFor } from '../../training/sequences/lanes';
import { createTranslator, type Translator } from '../../training/pairs/translator';
import { write } from '../../training/pairs/writing';
import { rowsFrom, unknownRow } from '../inputs/rows';
import type { PairFacts } from './pairFacts';
import type { PairRows } from './pairNetwork';
import { joined, letters } from './pairTokens';
import { vectorsOf } from './pairVectors';
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
  /** As they were read: of a source that is too long, its beginning. */
  readonly sourceTokens: readonly string[];
  readonly targetTokens: readonly string[];
  /** Of each token that was written and, last, of the end: the log of its probability, in nats. */
  readonly logProbabilities: readonly number[];
  /**
   * With attention: a row for each token that was written, and one more for the end; the shares of the
   * source's tokens in it, which sum to 1, or are all 0 where nothing may be looked at.
   */
  readonly looks?: readonly (readonly number[])[];
}

/** Ways to look at a source other than was learnt, to see what is written then. Places are from 0. */
export interface Looking {
  /**
   * Attention may not look at these places. What the encoder read there still stands in its other states
   * and in the deep vector.
   */
  readonly unseen?: ReadonlySet<number>;
  /** The encoder reads the unknown token at these places, so that nothing knows what stood there. */
  readonly unread?: ReadonlySet<number>;
  /** Soft attention takes the state of the highest share alone. */
  readonly takesOne?: boolean;
  /** Tokens that are written of each source in any case, and the end after them: to hear how probable they are. */
  readonly given?: readonly (readonly string[])[];
}

export interface PairModel {
  readonly facts: PairFacts;
  readonly attention: Attention;
  /** @param looking of every source */
  write(sources: readonly string[], looking?: Looking): Written[];
  /** The deep vectors of at most `lanesRead` sources, [sources][H]. */
  vectors(sources: readonly string[]): Float32Array;
  /** Numbers of a deep vector. */
  readonly width: number;
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
  const translatorFor = keptTranslators(network);
  return {
    facts: task,
    attention: network.shape.source?.attention ?? 'none',
    width: network.shape.H,
    vectors(sources) {
      const tokens = sources.map((source) =>
        letters(source, task.units.source).slice(0, longestRead),
      );
      const longest = Math.max(1, ...tokens.map(({ length }) => length));
      const ids = tokens.map((read) => read.map((token) => rows.source.of(token)));
      return vectorsOf(translatorFor(sources.length, longest), ids);
    },
    write(sources, looking) {
      const tokens = sources.map((source) => letters(source, task.units.source).length);
      const translator = translatorFor(sources.length, Math.max(1, ...tokens));
      return writtenOf(translator, sources, { rows, ...task }, looking);
    },
  };
}

/** Sources that are read side by side. */
export const lanesRead = 8;

/** Memory is never given back: what was taken for one length serves all that are shorter. */
function keptTranslators(network: Network) {
  const kept: { readonly lanes: number; readonly room: number; readonly made: Translator }[] = [];
  return (sources: number, longest: number): Translator => {
    const lanes = sources === 1 ? 1 : lanesRead;
    const found = kept.find((it) => it.lanes === lanes && it.room >= roomFor(longest));
    if (found) return found.made;
    const made = createTranslator(network, lanes, { source: longest, target: 1 });
    kept.push({ lanes, room: roomFor(longest), made });
    return made;
  };
}

/** What a network writes of sources, in words; of an empty one nothing. */
export function writtenOf(
  translator: Translator,
  sources: readonly string[],
  { rows, units }: { readonly rows: PairRows; readonly units: Pairs['units'] },
  { unseen, unread, takesOne, given }: Looking = {},
): Written[] {
  const read = sources.map((source) => letters(source, units.source).slice(0, longestRead));
  const looks = sources.map((): number[][] => []);
  const logs = sources.map((): number[] => []);
  const full = read.flatMap((tokens, source) => (tokens.length > 0 ? [source] : []));
  const ids = full.map((source) =>
    read[source].map((token, place) => (unread?.has(place) ? unknownRow : rows.source.of(token))),
  );
  const written = write(translator, sequencesFrom(ids), {
    ...(given && {
      given: (nth: number) => given[full[nth]].map((token) => rows.target.of(token)),
    }),
    takesOne,
    ...(unseen && { isBlocked: (_: number, place: number) => unseen.has(place) }),
    onLook: (nth, _, shares) => void looks[full[nth]].push(Array.from(shares)),
    onToken: (nth, _, logProbability) => void logs[full[nth]].push(logProbability),
  });
  if (!written) throw new Error('It was interrupted');
  const targets = new Map(full.map((source, nth) => [source, written[nth]]));
  return sources.map((source, n) => {
    const targetTokens = Array.from(targets.get(n) ?? [], (id) => rows.target.values[id]);
    return {
      ...{ source, target: joined(targetTokens, units.target), targetTokens },
      ...{ sourceTokens: read[n], logProbabilities: logs[n] },
      ...(looks[n].length > 0 && { looks: looks[n] }),
    };
  });
}
