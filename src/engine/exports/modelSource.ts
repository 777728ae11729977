/**
 * `model.py`: the module of a model, its cells written out from their equations. What is the same for
 * every model stands in `python/network.py`.
 */
import type { Cell } from '../cells/cell';
import { layOut, type ModelShape } from '../network/shape';
import { cellSource } from './cellSource';
import network from './python/network.py';

export function modelSource(shape: ModelShape): string {
  const { layers } = layOut(shape, 1);
  const forwards = layers.filter(({ backwards }) => !backwards);
  const classes = classNames(forwards.map(({ cell }) => cell));
  const named = forwards.map(({ cell }) => classes.get(cell) ?? '');
  const inputs = forwards.map(({ input }) => input.pieces * input.each);
  const both = shape.direction === 'both';
  const facts: readonly (readonly [string, string, string])[] = [
    ['VOCABULARY', String(shape.V), 'words, the class of unknown words (0) among them'],
    ['EMBEDDING', String(shape.E), 'numbers of a word'],
    ['UNITS', String(shape.H), 'of each layer, in each direction'],
    ['CELLS', `[${named.join(', ')}]`, 'of each layer, the lowest first'],
    ['INPUTS', `[${inputs.join(', ')}]`, 'numbers that each layer reads'],
    ['ENDINGS', both ? '["", "_reverse"]' : '[""]', 'of the tensors of each direction'],
    ['WINDOW', String(shape.window ?? 1), 'words that are read together'],
    [
      'READOUT',
      shape.readout ? 'True' : 'False',
      'a hidden layer between the top layer and the words',
    ],
    ['TIED', shape.tied ? 'True' : 'False', "the projection's matrix is the embedding's"],
  ];
  return [
    '"""A language model that Gatescope trained and wrote out, its cells from their equations.',
    '',
    'In the equations x is what a layer reads, a prime marks the value at the token before, a capital',
    'letter is a matrix, and everything else works unit by unit. README.md says how to use it.',
    '"""',
    '',
    ...['import ctypes', 'import json', 'import os', 'import struct', ''],
    ...['import torch', 'from torch import nn', 'from torch.nn.functional import linear', '', ''],
    ...[...classes].flatMap(([cell, name]) => [cellSource(cell, name), '', '']),
    ...facts.map(([name, value, meaning]) => `${name} = ${value}  # ${meaning}`),
    '',
    '',
    network,
  ].join('\n');
}

/** A class for each cell, called as the cell is. */
function classNames(cells: readonly Cell[]): Map<Cell, string> {
  const names = new Map<Cell, string>();
  for (const cell of cells) {
    if (names.has(cell)) continue;
    const letters = cell.id
      .replace(/\.cell$/, '')
      .replace(/[^A-Za-z0-9]+/g, ' ')
      .trim();
    const stem = letters.replace(/(?:^| )([a-z0-9])/gi, (_, first: string) => first.toUpperCase());
    const name = `${/^[A-Z]/.test(stem) ? stem : `Own${stem}`}Cell`;
    const taken = new Set(names.values());
    let free = name;
    for (let n = 2; taken.has(free); n++) free = `${name}${n}`;
    names.set(cell, free);
  }
  return names;
}
