/**
 * What an editor of a `.cell` file shows: what is wrong, what each name stands for, and which names
 * there are. Asked with the text itself, so that an answer is about that text, whatever comes next.
 */
import type { CheckRow } from '../../../engine/cells/check/check';
import type { CellProblem } from '../../../engine/cells/notation/problems';
import type { Result } from '../../failures';
import type { JudgingTask } from '../../tasks';
import type { TrainingOptions } from '../../model/training';
import type { Span } from '../../model/versions';

export type { CellProblem } from '../../../engine/cells/notation/problems';

/** What a text may be long; of a longer one this much and one more is sent, to be refused. */
export const longestCellText = 100_000;

export interface CellReading {
  readonly problems: readonly CellProblem[];
  readonly marks: readonly CellMark[];
  /** By their places in `marks`. */
  readonly meanings: readonly CellMeaning[];
  readonly names: readonly CellName[];
}

/** A name in the text and what it stands for. */
export interface CellMark {
  readonly at: Span;
  readonly meaning: number;
}

export interface CellMeaning {
  /** “Input gate · inputGate”, or “W_i”. */
  readonly title: string;
  /** As a textbook prints it. */
  readonly equation?: string;
  readonly sentences: readonly string[];
  readonly definedAt?: Span;
}

/** What can be written in an equation. */
export interface CellName {
  readonly text: string;
  readonly kind: 'value' | 'learned' | 'function' | 'word';
  readonly says: string;
}

/** One of the cells that are known by an id. */
export interface KnownCell {
  readonly id: string;
  readonly title: string;
  readonly year?: number;
  readonly source?: string;
  /** What it is good for. */
  readonly remarks: readonly string[];
  /** As a textbook prints them. */
  readonly equations: readonly string[];
  /** A commented copy for a user to change. */
  readonly copy: string;
}

/** What a network can be made of, and what it costs. */
export interface CellOption {
  /** As it is written to choose it: an id, `window`, the path of a file. */
  readonly choice: string;
  readonly title: string;
  readonly year?: number;
  readonly source?: string;
  /** What it is good for. */
  readonly remark: string;
  readonly equations: readonly string[];
  /** Of a layer of the size that was asked about; none of a text with errors. */
  readonly weights?: CellWeightCount;
  /** Why it cannot be chosen. */
  readonly problem?: string;
}

export interface CellWeightCount {
  readonly all: number;
  /** By the value that they are for, in the order of the equations. */
  readonly each: readonly { readonly title: string; readonly weights: number }[];
  /** All, divided by those of a plain RNN of as many units. */
  readonly ofPlain: number;
}

/** What a choice of cells comes to. */
export interface CellsMade {
  /** The same for models that are made of the same. */
  readonly made: string;
  /** As a person calls it. */
  readonly cellTitle: string;
  readonly layers: number;
}

export interface CellsContract {
  /** Or what is wrong with them. */
  cellsMade(
    request: Pick<TrainingOptions, 'cells' | 'direction' | 'readout' | 'memory' | 'layers'> & {
      /** Where it is not for the next word. */
      readonly judges?: JudgingTask['task'];
    },
  ): Result<CellsMade>;
  cellOptions(request: {
    readonly units: number;
    readonly inputs: number;
    /** Own cells. */
    readonly files: readonly { readonly path: string; readonly text: string }[];
  }): Result<readonly CellOption[]>;
  readCell(request: { readonly text: string }): Result<CellReading>;
  knownCells(request: Record<string, never>): Result<readonly KnownCell[]>;
}

/** Whether a cell is what its text says: finite differences, causality, padding, ranges. */
export interface CellCheck {
  readonly rows: readonly CheckRow[];
  /** Why there are none. */
  readonly note?: string;
}

/** Takes seconds. */
export interface CellCheckContract {
  checkCell(request: { readonly text: string }): Result<CellCheck>;
}
