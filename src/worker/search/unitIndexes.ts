/**
 * The indexes of the documents that similar passages were looked for in or may be soon, the last ones
 * asked about, within a budget of memory that is computed before anything is allocated. An index
 * belongs to the weights that it was read with, known by their hash: with others it is started over.
 */
import type { UnitIndex } from '../../engine/search/unitIndex';
import { createUnitIndex, indexBytes } from '../../engine/search/unitIndex';
import { onThresholds } from '../../engine/search/onThresholds';
import { saveTensors } from '../../engine/network/network';
import type { DocumentView } from '../view/documentView';
import { weightsHash } from '../models/weightsHash';

/** Of one index (1.5 million tokens of 128 units), and of all together. */
const mostBytes = { one: 64 << 20, all: 128 << 20 } as const;

interface Kept {
  readonly index: UnitIndex;
  readonly weights: string;
}

interface Followed extends Kept {
  /** The ids that it was compared with last, and of which version. */
  readonly ids: DocumentView['ids'];
  readonly documentVersion: number;
}

export interface UnitIndexes {
  /** Of the document as it stands; may have to be read on. */
  of(view: DocumentView): Kept;
  /** It is kept, for these weights; whether it is read to the end is another question. */
  has(view: DocumentView): boolean;
  /** Reads on in the index that is kept. @returns whether all of the document that fits is there */
  readOn(view: DocumentView, tokens: number): boolean;
  /** How much of what fits is read, 0 to 1. */
  share(view: DocumentView): number;
  drop(documentKey: string): void;
}

export function createUnitIndexes(): UnitIndexes {
  /** The last one asked about is the last. */
  const kept = new Map<string, Followed>();
  const hashes = new WeakMap<DocumentView, string>();

  const hashOf = (view: DocumentView): string => {
    const hash = hashes.get(view) ?? weightsHash(saveTensors(view.model.network));
    hashes.set(view, hash);
    return hash;
  };

  function makeRoom(bytes: number): void {
    let all = bytes + [...kept.values()].reduce((sum, { index }) => sum + index.bytes, 0);
    for (const [key, { index }] of kept) {
      if (all <= mostBytes.all) return;
      kept.delete(key);
      all -= index.bytes;
    }
  }

  const endOf = ({ ids }: DocumentView, { index }: Kept): number =>
    Math.min(ids.length, index.tokens);

  return {
    of(view) {
      const { documentKey, ids, model, predictor } = view;
      const { documentVersion } = view.versions;
      const weights = hashOf(view);
      const { shape, states } = model.network;
      const units = shape.L * shape.H;
      const most = mostTokens(units, states.length);
      const known = kept.get(documentKey);
      kept.delete(documentKey);
      const fits = known && known.index.tokens >= Math.min(most, ids.length);
      if (known && fits && known.weights === weights) {
        const isSame = known.ids === ids && known.documentVersion === documentVersion;
        if (!isSame) known.index.follow(ids);
        kept.set(documentKey, { ...known, ids, documentVersion });
        return known;
      }
      // Some more than now, for what will be typed.
      const tokens = Math.min(most, ids.length + (ids.length >> 3) + 4096);
      makeRoom(indexBytes(units, tokens, states.length));
      const onFrom = onThresholds(predictor);
      const fresh = { index: createUnitIndex(onFrom, tokens, predictor.start()), weights };
      kept.set(documentKey, { ...fresh, ids, documentVersion });
      return fresh;
    },
    has: (view) => kept.get(view.documentKey)?.weights === hashOf(view),
    readOn(view, tokens) {
      const known = kept.get(view.documentKey);
      if (!known) return true;
      const { index } = known;
      const end = endOf(view, known);
      const stop = Math.min(end, index.reached + tokens);
      while (index.reached < stop) {
        const id = view.ids.id(index.reached);
        view.predictor.read(id, index.front);
        index.note(id, view.predictor.layers);
      }
      return index.reached >= end;
    },
    share(view) {
      const known = kept.get(view.documentKey);
      return known ? known.index.reached / Math.max(1, endOf(view, known)) : 0;
    },
    drop: (documentKey) => void kept.delete(documentKey),
  };
}

function mostTokens(units: number, stateLength: number): number {
  const sample = 1 << 20;
  return Math.floor((mostBytes.one * sample) / indexBytes(units, sample, stateLength));
}
