/**
 * The course of every gate and state of every unit over a stretch of text, unit by unit and piece by
 * piece. Exact, and in bounded memory: as many units at a time as fit, and the text is read again for
 * the next.
 */
import type { LayerReading } from '../../engine/network/predictor';
import type { ModelShape } from '../../engine/network/shape';
import { gateNames } from '../../shared/model/gateNames';
import type { UnitPlace } from '../../shared/questions/editor/unitSearch';
import { gateOf } from '../questions/gates/gateLetters';

/**
 * Bytes of activations at a time. A search of labels needs half of the text at once: this is enough
 * for the six gates and states of 128 units over 76,000 tokens, and for all of most texts.
 */
const mostBytes = 112 << 20;

export const countSeries = ({ L, H }: ModelShape): number => L * gateNames.length * H;

/** Of the stretch; pieces follow one another without a gap. */
export interface Piece {
  readonly length: number;
}

/** What a series is of, and which piece of the text. */
export interface SeriesPlace {
  readonly place: UnitPlace;
  /** The number of the gate or state of that unit, from 0 on. */
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
  const all = countSeries(shape);
  const longest = Math.max(...pieces.map(({ length }) => length));
  const atOnce = Math.max(1, Math.min(all, Math.floor(bytes / (4 * longest))));
  const values = new Float32Array(atOnce * longest);

  function note(layers: Survey['layers'], token: number, first: number, end: number): void {
    for (let s = first; s < end;) {
      const { layer, gate, unit } = placeOf(s, H);
      const gates = gateOf(layers[layer], gate);
      const count = Math.min(end - s, H - unit);
      const from = (s - first) * longest + token;
      for (let n = 0; n < count; n++) values[from + n * longest] = gates[unit + n];
      s += count;
    }
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
        return ++token === length;
      });
      before += length;
      let series = first;
      await until(() => {
        const from = (series - first) * longest;
        use(values.subarray(from, from + length), { place: placeOf(series, H), series, piece });
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

function placeOf(series: number, H: number): UnitPlace {
  const row = Math.floor(series / H);
  const layer = Math.floor(row / gateNames.length);
  return { layer, gate: gateNames[row % gateNames.length], unit: series % H };
}
