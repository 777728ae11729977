/**
 * What a person writes to choose cells (`gru`, `lstm, gru`, `window:7`, `cells/mine.cell`), as both
 * sides of a wall take it apart, and the sentence for each thing that can be wrong with it.
 */
import type { CellFlaw } from '../engine/network/cellChoice';

export type { ChosenCell } from '../engine/network/cellChoice';

/** What can be wrong before anything is read: only who reads the files knows. */
export type FileFlaw =
  | { readonly kind: 'noFile'; readonly path: string; readonly reason: string }
  | { readonly kind: 'largeFile'; readonly path: string; readonly kilobytes: number }
  /** Named by a workspace's settings, and not in the workspace. */
  | { readonly kind: 'outsideFolder'; readonly path: string }
  /** The next word is to be guessed, and reading backwards would have seen it. */
  | { readonly kind: 'nextWordBothWays' }
  /** What comes later is what a series asks. */
  | { readonly kind: 'seriesBothWays' }
  /** Pairs are read and written by layers of cells alone. */
  | { readonly kind: 'pairsOfLayers' };

export type ChoiceFlaw = CellFlaw | FileFlaw;

/** Bytes of a `.cell` file. */
export const longestCellFile = 100_000;

/** `lstm, gru` in its parts, from below. */
export const partsOfChoice = (choice: string): readonly string[] =>
  choice.split(',').map((part) => part.trim());

/** Whether a part is a file of equations, and no known cell. */
export const isCellFile = (part: string): boolean => /\.cell$/i.test(part) || /[\\/]/.test(part);

export function sentenceOfFlaw(flaw: ChoiceFlaw): string {
  switch (flaw.kind) {
    case 'noCell':
      return `No cell is named between two commas. Write one cell for each layer, from below: lstm, gru.`;
    case 'unknownId':
      return `There is no cell “${flaw.id}”. ${flaw.meant === undefined ? 'Choose one with “Gatescope: Choose Cell…”, or name a file whose name ends in .cell.' : `Did you mean ${flaw.meant}?`}`;
    case 'badText':
      return `${flaw.path}, line ${flaw.line}, column ${flaw.column}: ${flaw.problem}.${furtherErrors(flaw.others)} Correct the file, then train again.`;
    case 'cellCount':
      return `${flaw.cells} cells are chosen for ${flaw.layers} layers. Choose one cell, or one for each layer, or set gatescope.model.layers to ${flaw.cells}.`;
    case 'windowAmongCells':
      return 'A window of words is a whole network, so it cannot be one of several layers. Choose window alone, or only cells.';
    case 'windowSize':
      return `A window is 1 to ${flaw.most} words wide, not “${flaw.given}”. Write window:5, for example.`;
    case 'windowBothWays':
      return 'A window of words looks at the words before and nothing else, so it has one direction. Set gatescope.model.direction to forward, or choose a cell.';
    case 'noKeepBias':
      return `${flaw.cell} has no gate with a bias that decides how much is kept, so it cannot be told how long to remember. Set gatescope.model.memory to 0, or choose a cell that has one, such as lstm or gru.`;
    case 'noFile':
      return `${flaw.path} cannot be read: ${flaw.reason}. Choose another cell with “Gatescope: Choose Cell…”, or write one with “Gatescope: New Cell from Equations…”.`;
    case 'largeFile':
      return `${flaw.path} has ${flaw.kilobytes.toLocaleString('en')} kB, and a cell’s text has at most ${longestCellFile / 1000} kB. Choose a shorter file.`;
    case 'outsideFolder':
      return `${flaw.path} is not in this workspace, and the workspace’s settings may only name cells that are. Move the file into the workspace, or choose it in your own settings.`;
    case 'nextWordBothWays':
      return 'A network that reads in both directions has seen the next word before it guesses it, so there would be nothing to learn. Set gatescope.model.direction to forward to train it to predict the next word.';
    case 'seriesBothWays':
      return 'A network that reads in both directions has seen the values that it is to predict. Set gatescope.model.direction to forward to train it on a series.';
    case 'pairsOfLayers':
      return 'Pairs are read and written by layers of cells, without a window or a deep read-out. Choose a cell, and set gatescope.model.readout to linear.';
    default:
      return flaw satisfies never;
  }
}

const furtherErrors = (count: number): string =>
  count === 0 ? '' : ` There ${count === 1 ? 'is one more error' : `are ${count} more errors`}.`;
