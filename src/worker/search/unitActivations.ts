/**
 * The course of every quantity of every unit over a stretch of text, unit by unit. Exact, and
 * in bounded memory: as many units at a time as fit, and the text is read again for the next.
 */
import type { LayerReading } from '../../engine/network/predictor';
import { cellAt, type ModelShape } from '../../engine/network/shape';
import type { QuantityName } from '../../shared/model/cells';
import type { UnitPlace } from '../../shared/questions/editor/unitSearch';

/** Bytes of activations at a time: 40 units' six quantities over 100,000 tokens, all of most texts. */
const mostBytes = 96 << 20;

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

export interface Survey {
  readonly layers: readonly LayerReading[];
  /** Reads the stretch once; calls with tokens from 0 on. */
  read(note: (token: number) => void): Promise<void>;
  use(values: Float32Array, place: UnitPlace): void;
  until(step: () => boolean): Promise<void>;
}

export interface Activations {
  /** Readings of the text that a survey takes. */
  readonly rounds: number;
  each(survey: Survey): Promise<void>;
}

export function createActivations(shape: ModelShape, tokens: number): Activations {
  const { H } = shape;
  const rowsRead = rowsOf(shape);
  const series = rowsRead.length * H;
  const atOnce = Math.max(1, Math.min(series, Math.floor(mostBytes / (4 * tokens))));
  const values = new Float32Array(atOnce * tokens);

  function note(layers: Survey['layers'], token: number, first: number, end: number): void {
    for (let s = first; s < end;) {
      const { layer, letter } = rowsRead[Math.floor(s / H)];
      const unit = s % H;
      const gates = layers[layer].values[letter];
      const count = Math.min(end - s, H - unit);
      const from = (s - first) * tokens + token;
      for (let n = 0; n < count; n++) values[from + n * tokens] = gates[unit + n];
      s += count;
    }
  }

  function placeOf(series: number): UnitPlace {
    const { layer, gate } = rowsRead[Math.floor(series / H)];
    return { layer, gate, unit: series % H };
  }

  return {
    rounds: Math.ceil(series / atOnce),
    async each({ layers, read, use, until }) {
      for (let first = 0; first < series; first += atOnce) {
        const end = Math.min(series, first + atOnce);
        await read((token) => note(layers, token, first, end));
        let next = first;
        await until(() => {
          const from = (next - first) * tokens;
          use(values.subarray(from, from + tokens), placeOf(next));
          return ++next === end;
        });
      }
    },
  };
}
