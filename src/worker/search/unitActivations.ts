/**
 * The course of every quantity of every unit over a stretch of text, unit by unit and piece by
 * piece. Exact, and in bounded memory: as many units at a time as fit, and the text is read again for
 * the next.
 */
import type { LayerReading } from '../../engine/network/predictor';
import { cellAt, type ModelShape } from '../../engine/network/shape';
import type { QuantityName } from '../../shared/model/cells';
import type { UnitPlace } from '../../shared/questions/editor/unitSearch';

/**
 * Bytes of activations at a time. A search of labels needs half of the text at once: this is enough
 * for the six quantities of 128 LSTM units over 76,000 tokens, and for all of most texts.
 */
const mostBytes = 112 << 20;

/**
 * Tokens that are spread over the series together: a line of the processor's cache of each. One by one
 * every number would be a line of its own, which took as long as reading the network.
 */
const tokensTogether = 16;

interface Row {
  readonly layer: number;
  readonly gate: QuantityName;
  readonly letter: string;
}

const rowsOf = (shape: ModelShape): Row[] =>
  Array.from({ length: shape.L }, (_, layer) => layer).flatMap((layer) =>
    cellAt(shape, layer).description.quantities.map(({ name, letter }) => ({
      ...{ layer, gate: name, letter },
    })),
  );

export const countSeries = (shape: ModelShape): number => rowsOf(shape).length * shape.H;

/** Of the stretch; pieces follow one another without a gap. */
export interface Piece {
  readonly length: number;
}

/** What a series is of, and which piece of the text. */
export interface SeriesPlace {
  readonly place: UnitPlace;
  /** The number of the quantity of that unit, from 0 on. */
  readonly series: number;
  readonly piece: number;
}

export interface Survey {
  readonly layers: readonly LayerReading[];
  /** Goes back to before the first token of the stretch. */
  restart(): Promise<void>;
  /** Reads the next token, from 0 on. */
  read(token: number): void;
  use(values: Float32Array, of: SeriesPlace): void;
  until(step: () => boolean): Promise<void>;
}

export interface Activations {
  /** Readings of the text that a survey takes. */
  readonly rounds: number;
  each(survey: Survey): Promise<void>;
}

export function createActivations(
  shape: ModelShape,
  pieces: readonly Piece[],
  bytes = mostBytes,
): Activations {
  const { H } = shape;
  const rowsRead = rowsOf(shape);
  const all = rowsRead.length * H;
  const longest = Math.max(...pieces.map(({ length }) => length));
  const atOnce = Math.max(1, Math.min(all, Math.floor(bytes / (4 * longest))));
  const values = new Float32Array(atOnce * longest);
  const tokens = new Float32Array(tokensTogether * atOnce);

  /** Keeps the series from `first` to `end` of a token, beside those of the tokens before it. */
  function note(layers: Survey['layers'], token: number, first: number, end: number): void {
    const row = (token % tokensTogether) * atOnce - first;
    for (let s = first; s < end;) {
      const { layer, letter } = rowsRead[Math.floor(s / H)];
      const unit = s % H;
      const count = Math.min(end - s, H - unit);
      tokens.set(layers[layer].values[letter].subarray(unit, unit + count), row + s);
      s += count;
    }
  }

  /** The tokens kept last, up to `end`, series by series. */
  function spread(end: number, series: number): void {
    const from = end - 1 - ((end - 1) % tokensTogether);
    for (let s = 0; s < series; s++) {
      const to = s * longest;
      for (let token = from, at = s; token < end; token++, at += atOnce) {
        values[to + token] = tokens[at];
      }
    }
  }

  function placeOf(series: number): UnitPlace {
    const { layer, gate } = rowsRead[Math.floor(series / H)];
    return { layer, gate, unit: series % H };
  }

  async function eachOf(first: number, end: number, survey: Survey): Promise<void> {
    const { layers, read, use, until } = survey;
    await survey.restart();
    let before = 0;
    for (const [piece, { length }] of pieces.entries()) {
      let token = 0;
      await until(() => {
        read(before + token);
        note(layers, token, first, end);
        token++;
        if (token === length || token % tokensTogether === 0) spread(token, end - first);
        return token === length;
      });
      before += length;
      let series = first;
      await until(() => {
        const from = (series - first) * longest;
        use(values.subarray(from, from + length), { place: placeOf(series), series, piece });
        return ++series === end;
      });
    }
  }

  return {
    rounds: Math.ceil(all / atOnce),
    async each(survey) {
      for (let first = 0; first < all; first += atOnce) {
        await eachOf(first, Math.min(all, first + atOnce), survey);
      }
    },
  };
}
