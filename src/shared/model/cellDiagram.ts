/**
 * The drawing of a cell as plain data: lines, operations, boxes with a number in them. Which numbers, a
 * step says (`drawn` of `CellStep`), so that one drawing serves all steps; the page gives it colours.
 */

export type DiagramPoint = readonly [x: number, y: number];
/** x, y, width, height. */
export type DiagramBox = readonly [number, number, number, number];

export type DiagramPart =
  | { readonly kind: 'frame'; readonly at: DiagramBox }
  | {
      readonly kind: 'wire';
      readonly points: readonly DiagramPoint[];
      /** An arrow at its end. */
      readonly head: boolean;
      readonly dashed?: true;
    }
  | { readonly kind: 'joint'; readonly at: DiagramPoint }
  | { readonly kind: 'operation'; readonly at: DiagramPoint; readonly sign: string }
  /** A box that is coloured by its number: from 0 to 1, or `signed`, around 0. */
  | {
      readonly kind: 'box';
      readonly at: DiagramBox;
      readonly name: string;
      /** Which of the step's numbers. */
      readonly value: number;
      readonly signed: boolean;
    }
  /** A name, and under it a number where it has one. */
  | {
      readonly kind: 'reading';
      readonly at: DiagramPoint;
      readonly name: string;
      readonly value?: number;
      readonly anchor: 'start' | 'middle' | 'end';
    }
  | {
      readonly kind: 'label';
      readonly at: DiagramPoint;
      readonly text: string;
      readonly size: number;
      readonly anchor: 'start' | 'middle' | 'end';
      readonly italic?: true;
      /** Stands on a line, which it interrupts. */
      readonly onLine?: true;
    }
  /** What is read: the text, then the word, or the words of the window. */
  | { readonly kind: 'word'; readonly at: DiagramPoint; readonly text: string };

export interface CellDiagram {
  readonly width: number;
  readonly height: number;
  readonly parts: readonly DiagramPart[];
}
