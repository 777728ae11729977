/** The six gates and states in words: full name, letter of the equations, range, what it does. */
import type { GateName } from '../../src/shared/model/gateNames';

export interface GateText {
  readonly name: string;
  readonly letter: string;
  /** Between 0 and 1, or around 0; `bounded` where the largest strength is 1 by nature. */
  readonly palette: 'sequential' | 'diverging';
  readonly bounded: boolean;
  readonly equation: string;
  readonly meaning: string;
}

export const gateTexts: Readonly<Record<GateName, GateText>> = {
  inputGate: {
    name: 'Input gate',
    letter: 'i',
    palette: 'sequential',
    bounded: true,
    equation: 'i = σ(Wx + Uh + b)',
    meaning:
      'How much of its candidate a unit writes into its memory at a word: 0 nothing, 1 all of it.',
  },
  forgetGate: {
    name: 'Forget gate',
    letter: 'f',
    palette: 'sequential',
    bounded: true,
    equation: 'f = σ(Wx + Uh + b)',
    meaning: 'How much of its memory a unit keeps at a word: 0 erases it, 1 keeps all of it.',
  },
  candidate: {
    name: 'Candidate',
    letter: 'g',
    palette: 'diverging',
    bounded: true,
    equation: 'g = tanh(Wx + Uh + b)',
    meaning:
      'What a unit could write at a word, from −1 to 1; its input gate decides how much of it is written.',
  },
  outputGate: {
    name: 'Output gate',
    letter: 'o',
    palette: 'sequential',
    bounded: true,
    equation: 'o = σ(Wx + Uh + b)',
    meaning:
      'How much of its memory a unit shows to the rest of the network at a word: 0 nothing, 1 all of it.',
  },
  cellState: {
    name: 'Cell state',
    letter: 'c',
    palette: 'diverging',
    bounded: false,
    equation: 'c = f · c before + i · g',
    meaning: 'The memory of a unit after a word: what it kept, plus what it wrote.',
  },
  hiddenState: {
    name: 'Hidden state',
    letter: 'h',
    palette: 'diverging',
    bounded: false,
    equation: 'h = o · tanh(c)',
    meaning:
      'What a unit shows after a word: its memory, squeezed between −1 and 1, times its output gate.',
  },
};
